import type { Fault } from '../practice-api.ts'

/** What is made to go wrong. A fault with `times` wears off; one with `null` stays until it is switched off. */
export class Faults {
  #active: Fault[] = []

  add(fault: Fault): void {
    this.#active.push({ ...fault })
  }

  set(faults: readonly Fault[]): void {
    this.#active = faults.map((fault) => ({ ...fault }))
  }

  clear(): void {
    this.#active = []
  }

  list(): Fault[] {
    return this.#active.map((fault) => ({ ...fault }))
  }

  /** The fault for this call, counted as used; the oldest that fits wins, and a named method before `*`. */
  take(method: string): Fault | undefined {
    const found = this.#active.find((fault) => fault.method === method) ?? this.#active.find((fault) => fault.method === '*')
    if (!found || found.times === null) return found
    found.times -= 1
    if (found.times <= 0) this.#active = this.#active.filter((fault) => fault !== found)
    return found
  }
}
