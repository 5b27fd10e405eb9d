import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt'
import type { Receiver, ReceiverEvent } from '@slack/bolt'
import type { RequestListener } from 'node:http'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { ReceivedEvent } from '../db/inbox.ts'
import { receive } from '../db/inbox.ts'
import type { Store } from '../db/store.ts'
import type { Workspace } from '../db/workspaces.ts'
import type { Log } from '../log.ts'
import type { ThreadState } from './intake.ts'
import { intake } from './intake.ts'
import { NotKept } from './listen.ts'
import { slackLogger } from './logger.ts'

/** What Slack may send, as far as figures are kept apart. */
export type PayloadKind = 'event' | 'interaction' | 'command' | 'other'

export type Connection = {
  app: App
  /** Answers POST /slack/events; undefined in Socket Mode. */
  http: RequestListener | undefined
  /** Hands a stored event to its listeners; throws what they throw. */
  deliver(event: ReceivedEvent): Promise<void>
  start(): Promise<void>
  connected(): boolean
  /** Takes nothing new and resolves when every handler has finished. */
  drain(): Promise<void>
  stop(): Promise<void>
}

/**
 * The Bolt app behind its receivers. Everything Slack sends passes one gate first: events are committed to the inbox before they are
 * acknowledged (Bolt would acknowledge first), payloads that nobody can read are acknowledged and noted, and what is under way is counted.
 * Socket Mode holds two connections, opened some time apart, so that the refresh of one is not felt.
 */
export function createConnection(parts: {
  slack: Config['slack']
  store: Store
  clock: Clock
  log: Log
  workspace: () => Workspace
  botId: () => string
  threadState: ThreadState
  onEvent: () => void
  onAcknowledged?: (kind: PayloadKind, ms: number) => void
  /** Real milliseconds between the opening of the first and the second socket: Slack closes each after about the same life. */
  secondSocketAfterMs: number
}): Connection {
  const { slack, store, clock, log, workspace } = parts
  const logger = slackLogger(log)
  const clientOptions = slack.apiUrl ? { slackApiUrl: slack.apiUrl } : {}
  const sockets: SocketModeReceiver[] = []
  let http: HTTPReceiver | undefined
  let draining = false
  let spareTimer: NodeJS.Timeout | undefined
  const underway = new Set<Promise<void>>()

  if (slack.transport.kind === 'socket') {
    const { appToken } = slack.transport
    for (let i = 0; i < 2; i++) {
      sockets.push(
        new SocketModeReceiver({
          appToken,
          logger,
          installerOptions: {
            clientOptions: { ...clientOptions, retryConfig: { forever: true, minTimeout: 500, factor: 1.5, maxTimeout: 15_000 } },
          },
        }),
      )
    }
  } else {
    http = new HTTPReceiver({
      signingSecret: slack.transport.signingSecret,
      logger,
      endpoints: ['/slack/events'],
      unhandledRequestTimeoutMillis: 10_000,
    })
  }
  const receivers: Receiver[] = http ? [http] : sockets

  const [first] = receivers
  if (first === undefined) throw new Error('no receiver')
  const app = new App({
    receiver: first,
    logger,
    clientOptions: { ...clientOptions, retryConfig: { retries: 0 } },
    authorize: async () => ({ botToken: slack.botToken, botUserId: workspace().botUserId, botId: parts.botId(), teamId: workspace().id }),
  })
  // Bolt's own handler would log the error with the request in it.
  app.error(async (error) => {
    throw error
  })

  const gate = {
    processEvent(event: ReceiverEvent): Promise<void> {
      const work = pass(event).finally(() => underway.delete(work))
      underway.add(work)
      return work
    },
  }
  for (const receiver of receivers) receiver.init(gate as App)

  async function pass(event: ReceiverEvent): Promise<void> {
    let acknowledged = false
    const cameMs = performance.now()
    const ack: ReceiverEvent['ack'] = async (answer) => {
      if (acknowledged) return
      acknowledged = true
      await event.ack(answer)
      parts.onAcknowledged?.(kindOf(event.body), performance.now() - cameMs)
    }
    if (draining) return
    try {
      const decided = await intake(event.body, parts.threadState)
      if (decided.keep === 'nothing') {
        await app.processEvent({ ...event, ack })
      } else {
        const body = decided.keep === 'body' ? JSON.stringify(decided.body) : undefined
        const isNew = await store.write((tx) =>
          receive(tx, { workspaceId: workspace().id, key: decided.key, body, nowMs: clock.elapsedMs() }),
        )
        await ack()
        if (isNew && body !== undefined) parts.onEvent()
        return
      }
    } catch (error) {
      log.error({ err: causeOf(error) }, 'a payload could not be taken')
      // An event that was not stored is not acknowledged: Slack sends it again. Nor is a keystroke: Slack tells who typed it. Anything else has
      // had its answer, or gets an empty one.
      if (isEvent(event.body) || causeOf(error) instanceof NotKept) throw error
    }
    if (!acknowledged) {
      log.warn('a payload that nobody answers was acknowledged')
      await ack()
    }
  }

  return {
    app,
    http: http ? guarded(http, log) : undefined,
    async deliver(event) {
      try {
        await app.processEvent({ body: JSON.parse(event.body), ack: async () => undefined })
      } catch (error) {
        throw causeOf(error)
      }
    },
    async start() {
      const [main, spare] = sockets
      await main?.start()
      if (spare)
        spareTimer = setTimeout(
          () => void spare.start().catch((error: unknown) => log.error({ err: error }, 'the second connection did not open')),
          parts.secondSocketAfterMs,
        )
    },
    connected: () => http !== undefined || sockets.some((socket) => socket.client.websocket?.isActive() === true),
    async drain() {
      draining = true
      while (underway.size > 0) await Promise.allSettled(underway)
    },
    async stop() {
      clearTimeout(spareTimer)
      await Promise.all(sockets.map((socket) => socket.stop()))
    },
  }
}

/** What a listener threw: Bolt hands it on wrapped, alone or with those of the other listeners. */
function causeOf(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return error
  if ('original' in error) return error.original
  return 'originals' in error && Array.isArray(error.originals) ? causeOf(error.originals[0]) : error
}

/** Slack's requests are read whole here, because a signed body of `null` would end the process inside Bolt's receiver. */
function guarded(receiver: HTTPReceiver, log: Log): RequestListener {
  return (request, response) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= largestBody) chunks.push(chunk)
    })
    request.on('error', () => response.destroy())
    request.on('end', () => {
      if (size > largestBody) return void response.writeHead(413).end()
      const rawBody = Buffer.concat(chunks)
      if (!isObject(rawBody, request.headers['content-type'])) {
        log.warn({ size }, 'a request without a readable body was refused')
        return void response.writeHead(400).end()
      }
      try {
        receiver.requestListener(Object.assign(request, { rawBody }), response)
      } catch (error) {
        log.error({ err: error }, 'a request could not be taken')
        if (!response.headersSent) response.writeHead(404).end()
      }
    })
  }
}

const largestBody = 4 * 1024 * 1024

function isObject(rawBody: Buffer, contentType: string | undefined): boolean {
  try {
    const source = rawBody.toString('utf8')
    if (contentType === 'application/x-www-form-urlencoded') {
      const payload = new URLSearchParams(source).get('payload')
      return payload === null || isPlainObject(JSON.parse(payload))
    }
    return isPlainObject(JSON.parse(source))
  } catch {
    return false
  }
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function kindOf(body: unknown): PayloadKind {
  if (isEvent(body)) return 'event'
  if (typeof body !== 'object' || body === null) return 'other'
  return 'command' in body ? 'command' : 'type' in body ? 'interaction' : 'other'
}

function isEvent(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'type' in body && body.type === 'event_callback'
}
