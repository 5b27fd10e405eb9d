import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Attempt, Delivery, Outcome, Transport } from './gateway.ts'
import { randomToken } from './ids.ts'
import { isJson, parseJson, textAt } from './json.ts'
import type { World } from './state.ts'

/** How a connection ends: torn down at once, closed with a frame, told that Socket Mode was switched off, or silent but open. */
export type Drop = 'terminate' | 'close' | 'link_disabled' | 'silent'

type Waiting = { socket: WebSocket; settle(outcome: Outcome): void }
type Link = { socket: WebSocket; silent: boolean; dropOnNextEnvelope: boolean }

const mostConnections = 10
const ticketLifeMs = 30_000
const pingEveryMs = 10_000
const goodbyeMs = 500

/** Slack's end of Socket Mode: up to ten connections, each delivery to one of them, answers matched by envelope id. */
export class SocketMode implements Transport {
  /** What came back for no envelope that is waiting: an unknown id, or an answer after the deadline. */
  readonly strayAnswers: unknown[] = []
  #world: World
  #server = new WebSocketServer({ noServer: true, autoPong: false })
  #links: Link[] = []
  #tickets = new Map<string, number>()
  #waiting = new Map<string, Waiting>()
  #lateFor = new Map<string, (answer: unknown) => void>()
  #next = 0
  #pings: NodeJS.Timeout

  constructor(world: World) {
    this.#world = world
    this.#pings = setInterval(() => this.#ping(), pingEveryMs)
    this.#pings.unref()
  }

  /** A one-time address, as `apps.connections.open` hands out. */
  openUrl(): string {
    const ticket = randomToken(32)
    this.#tickets.set(ticket, performance.now())
    return `${this.#world.url.replace('http:', 'ws:')}/link/?ticket=${ticket}&app_id=${this.#world.app.id}`
  }

  connections(): number {
    return this.#links.filter(({ socket, silent }) => !silent && socket.readyState === socket.OPEN).length
  }

  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '/', this.#world.url).searchParams.get('ticket') ?? ''
    const issuedMs = this.#tickets.get(ticket)
    this.#tickets.delete(ticket)
    if (issuedMs === undefined || performance.now() - issuedMs > ticketLifeMs) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
      return
    }
    this.#server.handleUpgrade(request, socket, head, (opened) => this.#welcome(opened))
  }

  deliver(delivery: Delivery, attempt: Attempt, late: (answer: unknown) => void): Promise<Outcome> {
    const open = this.#links.filter((link) => link.socket.readyState === link.socket.OPEN)
    const link = open[this.#next++ % Math.max(1, open.length)]
    if (!link) {
      return Promise.resolve({ state: 'failed', reason: 'connection_failed', detail: 'no Socket Mode connection is open', retry: 'wanted' })
    }
    const envelopeId = randomUUID()
    const retry = delivery.kind === 'event' ? { retry_attempt: attempt.number, retry_reason: attempt.number === 0 ? '' : 'timeout' } : {}
    const envelope = {
      envelope_id: envelopeId,
      type: { event: 'events_api', interactive: 'interactive', options: 'interactive', command: 'slash_commands' }[delivery.kind],
      accepts_response_payload: delivery.kind !== 'event',
      payload: delivery.body,
      ...retry,
    }
    return new Promise((resolve) => {
      const { ackDeadlineMs } = this.#world.settings
      const settle = (outcome: Outcome) => {
        clearTimeout(deadline)
        this.#waiting.delete(envelopeId)
        resolve(outcome)
      }
      const deadline = setTimeout(() => {
        this.#lateFor.set(envelopeId, late)
        settle({ state: 'failed', reason: 'timeout', detail: `no acknowledgement within ${ackDeadlineMs} ms`, retry: 'wanted' })
      }, ackDeadlineMs)
      this.#waiting.set(envelopeId, { socket: link.socket, settle })
      if (link.silent) return
      link.socket.send(JSON.stringify(envelope), () => {
        if (link.dropOnNextEnvelope) link.socket.terminate()
      })
    })
  }

  /** Ends every connection that way, and says how many there were; `on_next_delivery` tears one down right after something was sent over it. */
  drop(how: Drop | 'on_next_delivery'): number {
    const { length } = this.#links
    for (const link of this.#links) {
      if (how === 'terminate') link.socket.terminate()
      if (how === 'close') link.socket.close(1001)
      if (how === 'link_disabled') this.#disconnect(link, 'link_disabled')
      if (how === 'silent') link.silent = true
      if (how === 'on_next_delivery') link.dropOnNextEnvelope = true
    }
    return length
  }

  /** A planned refresh of the oldest `count` connections: the warning first, the request to reconnect after `warningMs`. */
  async refresh(warningMs: number, count: number): Promise<void> {
    const refreshed = [...this.#links].slice(0, count)
    for (const { socket } of refreshed) send(socket, { type: 'disconnect', reason: 'warning', debug_info: debugInfo })
    await new Promise((resolve) => setTimeout(resolve, warningMs))
    for (const link of refreshed) {
      if (link.socket.readyState === link.socket.OPEN) this.#disconnect(link, 'refresh_requested')
    }
  }

  /** Says goodbye with a close frame, and hangs up on whoever has not answered it in time. */
  async stop(): Promise<void> {
    clearInterval(this.#pings)
    const closing = this.#links.map(({ socket }) => new Promise((resolve) => socket.once('close', resolve)))
    for (const { socket } of this.#links) socket.close(1001)
    await Promise.race([Promise.all(closing), new Promise((resolve) => setTimeout(resolve, goodbyeMs).unref())])
    for (const { socket } of this.#links) socket.terminate()
    for (const { settle } of this.#waiting.values()) {
      settle({ state: 'failed', reason: 'connection_failed', detail: 'the stand-in was stopped', retry: 'refused' })
    }
    this.#server.close()
  }

  #welcome(socket: WebSocket): void {
    if (this.connections() >= mostConnections) {
      send(socket, { type: 'disconnect', reason: 'too_many_websockets', debug_info: debugInfo })
      socket.close(1008)
      return
    }
    const link: Link = { socket, silent: false, dropOnNextEnvelope: false }
    this.#links.push(link)
    socket.on('ping', (data) => {
      if (!link.silent) socket.pong(data)
    })
    socket.on('message', (data) => this.#answered(String(data)))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => this.#gone(link))
    send(socket, {
      type: 'hello',
      num_connections: this.#links.length,
      connection_info: { app_id: this.#world.app.id },
      debug_info: { ...debugInfo, approximate_connection_time: 18_060 },
    })
    this.#world.signals.emit('changed')
  }

  #answered(text: string): void {
    const frame = parseJson(text)
    const envelopeId = textAt(frame, 'envelope_id') ?? ''
    const waiting = this.#waiting.get(envelopeId)
    const answer = isJson(frame) ? frame['payload'] : undefined
    if (waiting) {
      waiting.settle({ state: 'acked', answer })
      return
    }
    this.strayAnswers.push(frame)
    this.#lateFor.get(envelopeId)?.(answer)
    this.#lateFor.delete(envelopeId)
  }

  #gone(link: Link): void {
    this.#links = this.#links.filter((other) => other !== link)
    for (const { socket, settle } of this.#waiting.values()) {
      if (socket !== link.socket) continue
      settle({ state: 'failed', reason: 'connection_failed', detail: 'the connection closed before the acknowledgement', retry: 'wanted' })
    }
    this.#world.signals.emit('changed')
  }

  #disconnect(link: Link, reason: 'refresh_requested' | 'link_disabled'): void {
    send(link.socket, { type: 'disconnect', reason, debug_info: debugInfo })
    link.socket.close(1000)
  }

  #ping(): void {
    for (const { socket, silent } of this.#links) {
      if (!silent) socket.ping('Ping from Slack')
    }
  }
}

const debugInfo = { host: 'stand-in' }

function send(socket: WebSocket, frame: object): void {
  socket.send(JSON.stringify(frame))
}
