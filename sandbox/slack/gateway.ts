import { setTimeout as delay } from 'node:timers/promises'
import type { Json } from './json.ts'
import type { World } from './state.ts'
import type { TrafficLog } from './traffic.ts'

/** One thing that Slack tells the app. `name` is what the traffic log calls it, such as `message.im` or `view_submission`. */
export type Delivery = { kind: 'event' | 'interactive' | 'command' | 'options'; name: string; who?: string | undefined; body: Json }

/** `number` 0 is the first attempt; later ones carry Slack's reason for trying again. */
export type Attempt = { number: number; reason: RetryReason | undefined }

export type RetryReason =
  | 'http_timeout'
  | 'too_many_redirects'
  | 'connection_failed'
  | 'ssl_error'
  | 'http_error'
  | 'unknown_error'
  | 'timeout'

export type Outcome =
  | { state: 'acked'; answer: unknown; status?: number }
  | { state: 'failed'; reason: RetryReason; detail: string; status?: number; retry: 'wanted' | 'refused' }

/** `late` is called when an answer arrives after the deadline: it changes nothing, but is worth writing down. */
export type Transport = { deliver(delivery: Delivery, attempt: Attempt, late: (answer: unknown) => void): Promise<Outcome> }

/** What the wire may do to deliveries on purpose. */
export type Disturbance = {
  /** Every event arrives twice, the second time as a retry. */
  duplicateEvents: boolean
  /** Two deliveries within a tenth of a second change places. */
  reorder: boolean
}

const mostRemembered = 5_000

/** Brings deliveries to the app by the chosen transport, tries events again as Slack does, and writes all of it down. */
export class Gateway {
  readonly disturbance: Disturbance = { duplicateEvents: false, reorder: false }
  transport: Transport
  #world: World
  #traffic: TrafficLog
  #stopping = new AbortController()
  #waitingSwap: (() => void) | undefined
  #retriesAhead = 0
  #sent = new Map<number, Delivery>()

  constructor(world: World, traffic: TrafficLog, transport: Transport) {
    this.#world = world
    this.#traffic = traffic
    this.transport = transport
  }

  /** Interactions, commands and option requests: one attempt, as Slack never repeats these. */
  async ask(delivery: Delivery): Promise<Outcome> {
    if (this.disturbance.reorder) await this.#changePlaces()
    return this.#attempt(delivery, { number: 0, reason: undefined })
  }

  /** Events: resolves with the first attempt's outcome; further attempts go on by themselves. */
  async tell(delivery: Delivery): Promise<Outcome> {
    if (this.disturbance.reorder) await this.#changePlaces()
    const twice = this.disturbance.duplicateEvents
    const first = await this.#attempt(delivery, { number: 0, reason: undefined })
    if (twice) void this.#attempt(delivery, { number: 1, reason: 'timeout' })
    else if (first.state === 'failed' && first.retry === 'wanted') void this.#tryAgain(delivery, first)
    return first
  }

  /** The body of traffic entry `n` once more, as a retry of Slack's (events) or as a second arrival (all else). */
  deliverAgain(n: number): Promise<Outcome> {
    const delivery = this.#sent.get(n)
    if (!delivery) throw new Error(`Entry ${n} of the traffic is no delivery, or an old one.`)
    return this.#attempt(delivery, delivery.kind === 'event' ? { number: 1, reason: 'timeout' } : { number: 0, reason: undefined })
  }

  /** Events that still wait for another attempt. */
  retriesAhead(): number {
    return this.#retriesAhead
  }

  stop(): void {
    this.#stopping.abort()
  }

  async #tryAgain(delivery: Delivery, first: Outcome): Promise<void> {
    let last = first
    for (const [index, waitMs] of this.#world.settings.eventRetryMs.entries()) {
      if (last.state === 'acked' || last.retry === 'refused') return
      this.#retriesAhead += 1
      try {
        await delay(waitMs, undefined, { signal: this.#stopping.signal, ref: false })
      } catch {
        return
      } finally {
        this.#retriesAhead -= 1
      }
      last = await this.#attempt(delivery, { number: index + 1, reason: last.reason })
    }
  }

  async #attempt(delivery: Delivery, attempt: Attempt): Promise<Outcome> {
    const name = attempt.number === 0 ? delivery.name : `${delivery.name} (retry ${attempt.number})`
    const entry = this.#traffic.begin({ kind: 'delivery', name, who: delivery.who, payload: delivery.body })
    this.#remember(entry.n, delivery)
    const outcome = await this.transport.deliver(delivery, attempt, (answer) =>
      entry.end({ answer, lint: ['The acknowledgement came after the deadline; Slack had given up.'] }),
    )
    const status = outcome.status === undefined ? {} : { status: outcome.status }
    if (outcome.state === 'acked') entry.end({ answer: outcome.answer, ...status })
    else entry.end({ answer: { failed: outcome.reason, detail: outcome.detail }, ...status, lint: [`Not acknowledged: ${outcome.detail}`] })
    return outcome
  }

  #remember(n: number, delivery: Delivery): void {
    this.#sent.set(n, delivery)
    const oldest = this.#sent.keys().next()
    if (this.#sent.size > mostRemembered && !oldest.done) this.#sent.delete(oldest.value)
  }

  /** Holds a delivery until the next one has overtaken it, or for a tenth of a second when none comes. */
  async #changePlaces(): Promise<void> {
    if (this.#waitingSwap) {
      const letGo = this.#waitingSwap
      this.#waitingSwap = undefined
      setTimeout(letGo, 5)
      return
    }
    await new Promise<void>((resolve) => {
      this.#waitingSwap = resolve
      setTimeout(() => {
        if (this.#waitingSwap === resolve) this.#waitingSwap = undefined
        resolve()
      }, 100).unref()
    })
  }
}
