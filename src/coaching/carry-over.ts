import type { Action, PastSession } from './plan.ts'

/** How many open steps fit on a plan (docs/coaching.md, "Next steps"). */
export const mostOpenSteps = 5

/** From the third time on that a step is carried over, the session asks what would help it along. */
export const flaggedFrom = 3

/** How many sessions have closed since a step was made: that often it was carried over. */
export function carriedOver(action: Pick<Action, 'createdAt'>, past: readonly Pick<PastSession, 'closedAt'>[]): number {
  return past.filter(({ closedAt }) => Temporal.Instant.compare(closedAt, action.createdAt) > 0).length
}

/** Whether this session would carry it over for the third time or more. */
export function isStuck(action: Pick<Action, 'createdAt'>, past: readonly Pick<PastSession, 'closedAt'>[]): boolean {
  return carriedOver(action, past) + 1 >= flaggedFrom
}

/** How many steps have to go before new ones fit; 0 when they do. */
export function stepsTooMany(open: number, fresh: number): number {
  return fresh === 0 ? 0 : Math.max(0, open + fresh - mostOpenSteps)
}
