/** Chances that fall the same way in every run. */
export type Dice = {
  /** True in this share of throws. */
  chance(share: number): boolean
  pick<T>(from: readonly T[]): T
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number
}

export function dice(seed: number): Dice {
  let state = seed >>> 0
  // Mulberry32: small, and good enough for a company that only has to look like one.
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    chance: (share) => next() < share,
    between,
    pick(from) {
      const picked = from[between(0, from.length - 1)]
      if (picked === undefined) throw new Error('there is nothing to pick from')
      return picked
    },
  }
}
