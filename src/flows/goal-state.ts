import type { GoalId, PairId } from '../coaching/ids.ts'
import type { GoalState } from '../coaching/plan.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import { getPair } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { markGoal } from '../db/plans.ts'
import type { Store } from '../db/store.ts'
import { planChanged } from './plan-changed.ts'

/** The manager says how a goal stands. Saying the same again changes nothing. */
export async function setGoalState(store: Store, pairId: PairId, goalId: GoalId, state: GoalState, by: Person, now: Temporal.Instant): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const pair = await getPair(tx, pairId)
    if (pair.managerId !== by.id) return refusal('not_yours', 'The manager says how a goal stands, so nothing was changed. You can talk about it in your next 1:1.')
    if (pair.state === 'ended' || pair.state === 'declined') return refusal('ended', 'This 1:1 has ended in Cuecard, so its plan can be read and not changed. Nothing was lost.')
    if (await markGoal(tx, pair.planId, goalId, state, by.id, now)) await planChanged(tx, pair, now)
    return undefined
  })
}
