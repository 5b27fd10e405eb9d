import type { GoalId, PairId } from '../coaching/ids.ts'
import type { GoalState } from '../coaching/plan.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import { goalsOf, setGoalState as saveGoalState } from '../db/goals.ts'
import { getPair } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import type { Store } from '../db/store.ts'
import { planChanged } from './plan-changed.ts'

/** The manager says how a goal stands. Saying the same again changes nothing. */
export async function setGoalState(
  store: Store,
  pairId: PairId,
  goalId: GoalId,
  state: GoalState,
  by: Person,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const pair = await getPair(tx, pairId)
    if (pair.managerId !== by.id)
      return refusal('not_yours', 'The manager says how a goal stands, so nothing was changed. You can talk about it in your next 1:1.')
    if (pair.state === 'ended' || pair.state === 'declined')
      return refusal('ended', 'This 1:1 has ended in Cuecard, so its plan can be read and not changed. Nothing was lost.')
    const goal = (await goalsOf(tx, pair.planId)).find(({ id }) => id === goalId)
    if (goal === undefined)
      return refusal('gone', 'This goal is not on the plan any more. Nothing was changed. Please open the plan again.')
    if (goal.state !== state && (await saveGoalState(tx, goal, state, by.id, now))) await planChanged(tx, pair, now)
    return undefined
  })
}
