/** After this many attempts a message is given up and becomes visible as failed. */
export const maxAttempts = 12
/** A message that our own code cannot draw is given up sooner: it holds up what else is for the same person. Two minutes in all. */
export const maxBrokenAttempts = 8
/** After this many failures an event is set aside. */
export const maxEventAttempts = 6

export const firstDelayMs = 1_000
const longestDelayMs = 10 * 60_000

/**
 * Milliseconds to wait after the given attempt (1 for the first): doubling from one second to at most ten minutes, less up to a fifth at
 * random so that many do not come back at once. `random` is in [0, 1).
 */
export function retryDelayMs(attempt: number, random: number): number {
  const full = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.max(0, attempt - 1))
  return Math.round(full * (1 - 0.2 * random))
}
