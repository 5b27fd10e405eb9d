/** Hands out moments: two posts to one conversation are `gapMs` apart, and a pause holds what it names. All in real milliseconds. */
export type Pacer = {
  /** How long to wait before the next call under this key; the place is taken by asking. */
  waitMs(key: string | undefined, nowMs: number): number
  /** Nothing under the key (undefined: nothing at all) before this moment. */
  pauseUntil(key: string | undefined, atMs: number): void
}

export function createPacer(gapMs: number): Pacer {
  const nextAt = new Map<string, number>()
  let allPausedUntil = 0
  return {
    waitMs(key, nowMs) {
      const at = Math.max(nowMs, allPausedUntil, key === undefined ? 0 : (nextAt.get(key) ?? 0))
      if (key !== undefined) nextAt.set(key, at + gapMs)
      if (nextAt.size > 10_000) for (const [old, time] of nextAt) if (time < nowMs) nextAt.delete(old)
      return at - nowMs
    },
    pauseUntil(key, atMs) {
      if (key === undefined) allPausedUntil = Math.max(allPausedUntil, atMs)
      else nextAt.set(key, Math.max(nextAt.get(key) ?? 0, atMs))
    },
  }
}
