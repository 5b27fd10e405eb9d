import type { Scenario } from './question-bank.ts'

/** A scenario that a manager set for a pair, and how long it holds. */
export type SetPlaybook = { scenario: Scenario; endsAt: Temporal.Instant }

/** A scenario holds for eight weeks unless it is renewed. */
const holds = { hours: 24 * 7 * 8 }
/** The manager is asked once, a week before. */
const askedBefore = { hours: 24 * 7 }

/** When a scenario ends that was set, or renewed, at a time. */
export function playbookEnds(setAt: Temporal.Instant): Temporal.Instant {
  return setAt.add(holds)
}

/** What time has brought a scenario to: it is over, its manager is to be asked, or it simply runs. */
export function playbookDue(setAt: Temporal.Instant, asked: 'yes' | 'no', now: Temporal.Instant): 'over' | 'ask' | 'runs' {
  const endsAt = playbookEnds(setAt)
  if (Temporal.Instant.compare(now, endsAt) >= 0) return 'over'
  return asked === 'no' && Temporal.Instant.compare(now, endsAt.subtract(askedBefore)) >= 0 ? 'ask' : 'runs'
}
