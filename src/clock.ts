/**
 * The time, read once at the edge of a flow and passed on from there.
 * `now` is calendar time: when meetings are, when messages are due. The practice workspace and tests move it.
 * `elapsedMs` only grows with real time: leases, back-off and quarantine count on it, so that moving the calendar expires nothing that lives.
 */
export type Clock = {
  now(): Temporal.Instant
  /** Milliseconds of real time since the epoch; comparable between processes. */
  elapsedMs(): number
}

export const systemClock: Clock = {
  now: () => Temporal.Now.instant(),
  elapsedMs: () => Date.now(),
}
