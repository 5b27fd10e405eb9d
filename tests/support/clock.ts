import type { Clock } from '../../src/clock.ts'

/** A clock that stands still until it is stepped. Elapsed time is real, plus whatever `pass` adds. */
export type SteppedClock = Clock & {
  set(time: string | Temporal.Instant): void
  forward(duration: Temporal.DurationLike): void
  /** Lets leases, back-off and quarantine run down without waiting for them. */
  pass(ms: number): void
}

export function steppedClock(start: string): SteppedClock {
  let now = Temporal.Instant.from(start)
  let passed = 0
  return {
    now: () => now,
    elapsedMs: () => Date.now() + passed,
    set: (time) => void (now = typeof time === 'string' ? Temporal.Instant.from(time) : time),
    forward: (duration) => void (now = now.add(duration)),
    pass: (ms) => void (passed += ms),
  }
}
