import type { PartsOver } from '../coaching/handover.ts'
import { partsOver } from '../coaching/handover.ts'
import type { PersonId, SessionId } from '../coaching/ids.ts'
import type { StoredAction } from '../db/actions.ts'
import { copyAgreed, openActionsOfPlan } from '../db/actions.ts'
import { changeAgreement, insertAgreement } from '../db/agreements.ts'
import { addGoal, goalsOf, markGoal, setGoalState } from '../db/goals.ts'
import type { Handover } from '../db/handovers.ts'
import { handoversWaitingFor, noteGoneOver } from '../db/handovers.ts'
import { enqueue, redraw } from '../db/outbox.ts'
import type { Pair } from '../db/pairs.ts'
import { getPair } from '../db/pairs.ts'
import { noteAgreed, planTextsOf, writePlanText } from '../db/plan-texts.ts'
import { addRequest, requestsOf } from '../db/requests.ts'
import type { Tx } from '../db/store.ts'
import { planChanged } from './plan-changed.ts'

export const handoverKey = (id: Handover['id']) => `handover/${id}`

/** Brings over what was chosen for a 1:1 that has begun, or that runs already. Nothing happens where nothing waits for these two. */
export async function takeOverPlan(tx: Tx, pair: Pair, now: Temporal.Instant): Promise<void> {
  for (const handover of await handoversWaitingFor(tx, pair.employeeId, pair.managerId)) {
    if (!(await noteGoneOver(tx, handover.id, pair.id, now))) continue
    await copyParts(tx, handover, pair, now)
    await redraw(tx, pair.workspaceId, handoverKey(handover.id), now)
    await enqueue(tx, {
      workspaceId: pair.workspaceId,
      key: `${handoverKey(handover.id)}/new`,
      kind: 'handover_note',
      payload: { handoverId: handover.id, to: 'new' },
      to: { kind: 'person', id: pair.managerId },
      now,
    })
    await planChanged(tx, pair, now)
  }
}

async function copyParts(tx: Tx, handover: Handover, to: Pair, now: Temporal.Instant): Promise<void> {
  if (handover.choice === undefined) return
  const from = await getPair(tx, handover.fromPairId)
  const texts = await planTextsOf(tx, from.planId)
  const goals = await goalsOf(tx, from.planId)
  const expectations = texts.find(({ field, text }) => field === 'expectations' && text !== '')
  const standing = texts.find(({ field, text }) => field === 'standing' && text !== '')
  // They were taken back in the moment in which the employee got another manager.
  const requests = (await requestsOf(tx, from.planId)).filter(
    ({ state, pairId, changedAt }) => state === 'withdrawn' && pairId === from.id && changedAt.equals(handover.askedAt),
  )
  const steps = (await openActionsOfPlan(tx, from.planId)).filter(({ wording, signed }) => wording.owner === 'employee' && signed === 'yes')
  const over: PartsOver<StoredAction> = partsOver(
    handover.choice,
    {
      expectations: expectations && { agreed: expectations.agreedAt === undefined ? 'no' : 'yes' },
      standing: standing === undefined ? 'none' : 'written',
      goals,
      steps,
      requests: requests.length > 0 ? 'open' : 'none',
    },
    handover.employeeId,
  )
  const base = { workspaceId: to.workspaceId, planId: to.planId }
  const text = (one: (typeof texts)[number]) =>
    writePlanText(tx, { ...base, field: one.field, text: one.text, asOf: one.asOf, seen: 0, by: one.changedById, now })
  if (over.expectations && expectations !== undefined && (await text(expectations)) && expectations.agreedAt !== undefined)
    await noteAgreed(tx, to.planId, 'expectations', 1, 'yes', now)
  if (over.standing && standing !== undefined) await text(standing)
  for (const goal of goals.filter(({ id }) => over.goals.has(id))) {
    const { kind, measure, changedById: by } = goal
    const id = await addGoal(tx, { ...base, kind, wording: { text: goal.text, measure }, by, now })
    if (goal.state !== 'on_track') await setGoalState(tx, { id, revision: 1 }, goal.state, by, now)
    if (goal.main) await markGoal(tx, to.planId, id)
  }
  if (over.steps.length > 0) await copySteps(tx, handover, over.steps, to, now)
  if (over.requests)
    for (const { helpKind, detail } of requests)
      await addRequest(tx, { ...base, pairId: to.id, sessionId: undefined, helpKind, detail, askedById: to.employeeId as PersonId, now })
}

/** Signed steps keep their wording, date and signature. Their agreement hangs on the hand-over, as others hang on a session. */
async function copySteps(tx: Tx, handover: Handover, steps: readonly StoredAction[], to: Pair, now: Temporal.Instant): Promise<void> {
  const made = { workspaceId: to.workspaceId, pairId: to.id, sessionId: handover.id as string as SessionId, now }
  const agreementId = await insertAgreement(tx, made)
  if (agreementId === undefined) return
  await changeAgreement(tx, agreementId, { state: 'settled' }, now)
  await copyAgreed(tx, steps, { workspaceId: to.workspaceId, planId: to.planId, pairId: to.id, agreementId }, now)
}
