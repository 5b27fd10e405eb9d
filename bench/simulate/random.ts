/** Numbers that look random and are the same for the same seed (mulberry32). */
export function seededRandom(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    pick<T>(from: readonly T[]): T {
      const chosen = from[Math.floor(next() * from.length)]
      if (chosen === undefined) throw new RangeError('there is nothing to pick from')
      return chosen
    },
    /** A whole number in [least, most]. */
    between: (least: number, most: number) => least + Math.floor(next() * (most - least + 1)),
    /** A whole minute between two instants. */
    instant(from: Temporal.Instant, to: Temporal.Instant): Temporal.Instant {
      const minutes = Math.floor(((to.epochMilliseconds - from.epochMilliseconds) / 60_000) * next())
      return from.add({ minutes })
    },
  }
}
