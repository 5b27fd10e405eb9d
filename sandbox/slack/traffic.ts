import { EventEmitter } from 'node:events'
import type { Traffic } from '../practice-api.ts'

const kept = 20_000

/** Calls of the app and deliveries to it, in the order in which they began; the newest 20,000 are kept. */
export class TrafficLog {
  #entries: Traffic[] = []
  #n = 0
  #open = 0
  #lastMoveMs = performance.now()
  readonly signals = new EventEmitter<{ moved: [] }>()

  constructor() {
    this.signals.setMaxListeners(0)
  }

  /** Writes the beginning down; `end` completes the entry and may be called again when a late answer arrives. */
  begin(entry: Pick<Traffic, 'kind' | 'name' | 'payload'> & { who?: string | undefined; lint?: string[] }): {
    n: number
    end(result: TrafficResult): void
  } {
    const startedMs = performance.now()
    const { who, lint = [], ...rest } = entry
    const written: Traffic = { n: ++this.#n, at: Date.now(), ...rest, ...(who ? { who } : {}), answer: undefined, lint }
    this.#entries.push(written)
    if (this.#entries.length > kept + 1_000) this.#entries.splice(0, 1_000)
    this.#open += 1
    this.#moved()
    let ended = false
    return {
      n: written.n,
      end: ({ answer, status, lint: more }) => {
        written.answer = answer
        if (status !== undefined) written.status = status
        written.tookMs = Math.round((performance.now() - startedMs) * 10) / 10
        if (more) written.lint.push(...more)
        if (!ended) this.#open -= 1
        ended = true
        this.#moved()
      },
    }
  }

  /** Entries after number `n`, oldest first. */
  after(n = 0): Traffic[] {
    return this.#entries.filter((entry) => entry.n > n)
  }

  entry(n: number): Traffic | undefined {
    return this.#entries.find((entry) => entry.n === n)
  }

  /** The app's calls of one method, or all of them. */
  calls(method?: string): Traffic[] {
    return this.#entries.filter((entry) => entry.kind === 'call' && (method === undefined || entry.name === method))
  }

  deliveries(name?: string): Traffic[] {
    return this.#entries.filter((entry) => entry.kind === 'delivery' && (name === undefined || entry.name === name))
  }

  clear(): void {
    this.#entries = this.#entries.filter((entry) => entry.tookMs === undefined)
  }

  /** Calls and deliveries under way, and for how many ms nothing has begun or ended. */
  activity(): { open: string[]; quietMs: number } {
    const open =
      this.#open === 0 ? [] : this.#entries.filter((entry) => entry.tookMs === undefined).map((entry) => `${entry.kind} ${entry.name}`)
    return { open, quietMs: performance.now() - this.#lastMoveMs }
  }

  #moved(): void {
    this.#lastMoveMs = performance.now()
    this.signals.emit('moved')
  }
}

export type TrafficResult = { answer: unknown; status?: number; lint?: string[] }
