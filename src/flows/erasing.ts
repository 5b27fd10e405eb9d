import type { PairId, PersonId, PlanId } from '../coaching/ids.ts'
import { fileKinds } from '../coaching/messages.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import { audit } from '../db/audit.ts'
import type { Erasure } from '../db/erasing.ts'
import { erasePersonWords, erasePlanWords, filesAbout, noteErasure, plansClosedBefore, plansOfEmployee } from '../db/erasing.ts'
import { moveMentorship, mentorshipsOf } from '../db/mentorships.ts'
import { endTeamRhythm, teamRhythmsOf } from '../db/team-rhythms.ts'
import { leaveCircleFor } from './circles.ts'
import { deleteFileOf, withdrawTo } from '../db/outbox.ts'
import type { Pair } from '../db/pairs.ts'
import { closeToManager, getPair, livingPairsOf, movePair, pairsOfPlan, pairsWithPlan } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { findPersonById, getPeople } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import { redrawHomes } from './home.ts'
import { stopPair, takeBackProposal } from './pairs.ts'
import { sideOf } from './sides.ts'

/** How long the words of a plan stay after all of its 1:1s have ended. */
const keptAfterEnd = { hours: 365 * 24 }

/**
 * Deletes a plan whose 1:1s have ended. For the employee, whose plan it is, every word of it is erased; for the manager it is closed to
 * themselves for good, and the employee keeps it.
 */
export async function deletePlan(
  store: Store,
  pairId: PairId,
  by: Person,
  now: Temporal.Instant,
): Promise<{ deleted: 'erased' | 'put_away' } | Refusal> {
  return store.write(async (tx) => {
    const pair = await getPair(tx, pairId)
    const side = sideOf(pair, by.id)
    if (side === undefined) return refusal('not_yours', 'A plan is for the two people whose 1:1 it belongs to. Nothing was changed.')
    if (pair.state !== 'ended')
      return refusal('running', 'This 1:1 is still kept in Cuecard, so its plan was not deleted. End it first, on App Home.')
    const entry = { actorId: by.id, subjectId: pair.planId, at: now }
    if (side === 'manager') {
      await closeToManager(tx, pair.managerId, pair.employeeId, now)
      await audit(tx, pair.workspaceId, { ...entry, what: 'plan_put_away' })
      return { deleted: 'put_away' }
    }
    await erasePlan(tx, pair.planId, now)
    await noteErasure(tx, { workspaceId: pair.workspaceId, what: 'plan', subjectId: pair.planId, at: now })
    await audit(tx, pair.workspaceId, { ...entry, what: 'plan_erased' })
    return { deleted: 'erased' }
  })
}

/**
 * Erases everything that Cuecard keeps of a person: the plans of which they are the employee, what they wrote elsewhere, their settings. Their
 * 1:1s and mentorships end; plans that they kept as a manager stay with the employees, closed to them. Written down without content.
 */
export async function erasePerson(store: Store, by: Person, now: Temporal.Instant): Promise<void> {
  await store.write(async (tx) => {
    const others = await eraseAll(tx, by.id, now)
    await noteErasure(tx, { workspaceId: by.workspaceId, what: 'person', subjectId: by.id, at: now })
    await audit(tx, by.workspaceId, { actorId: by.id, what: 'person_erased', subjectId: by.id, at: now })
    await redrawHomes(tx, others, now)
  })
}

/** Erases the words of plans all of whose 1:1s ended a year ago or more. */
export async function purgePlans(store: Store, now: Temporal.Instant): Promise<void> {
  for (;;) {
    const closed = await store.write(async (tx) => {
      const due = await plansClosedBefore(tx, now.subtract(keptAfterEnd), 20)
      for (const { planId, workspaceId } of due) {
        await erasePlan(tx, planId, now)
        await audit(tx, workspaceId, { actorId: undefined, what: 'plan_erased', subjectId: planId, at: now })
      }
      return due.length
    })
    if (closed === 0) return
  }
}

/** Erases again what a list says was erased: for a database that came back from a backup taken before. Returns how many there were. */
export async function eraseAgain(store: Store, list: readonly Erasure[], now: Temporal.Instant): Promise<number> {
  for (const erasure of list) {
    await store.write(async (tx) => {
      // The list holds ids of ours; `what` says of which kind.
      if (erasure.what === 'plan') await erasePlan(tx, erasure.subjectId as PlanId, now)
      else if ((await findPersonById(tx, erasure.subjectId as PersonId)) !== undefined)
        await eraseAll(tx, erasure.subjectId as PersonId, now)
      await noteErasure(tx, erasure)
    })
  }
  return list.length
}

async function erasePlan(tx: Tx, planId: PlanId, now: Temporal.Instant): Promise<void> {
  const pairIds = (await pairsOfPlan(tx, planId)).map(({ id }) => id)
  for (const id of await filesAbout(tx, fileKinds, pairIds)) await deleteFileOf(tx, id, now)
  await erasePlanWords(tx, planId, now)
}

async function eraseAll(tx: Tx, personId: PersonId, now: Temporal.Instant): Promise<Person[]> {
  const living = await livingPairsOf(tx, personId)
  for (const pair of living) await end(tx, pair, now)
  for (const pair of await pairsWithPlan(tx, personId))
    if (pair.managerId === personId) await closeToManager(tx, personId, pair.employeeId, now)
  const mentorships = await mentorshipsOf(tx, personId)
  for (const { id } of mentorships) await moveMentorship(tx, id, ['proposed', 'active'], 'ended', now)
  await leaveCircleFor(tx, personId, now)
  for (const { id } of await teamRhythmsOf(tx, personId)) await endTeamRhythm(tx, id)
  for (const planId of await plansOfEmployee(tx, personId)) await erasePlan(tx, planId, now)
  for (const id of await filesAbout(tx, fileKinds, [personId])) await deleteFileOf(tx, id, now)
  await withdrawTo(tx, personId)
  await erasePersonWords(tx, personId, now)
  const ids = [
    ...living.flatMap(({ managerId, employeeId }) => [managerId, employeeId]),
    ...mentorships.flatMap(({ managerId, mentorId }) => [managerId, mentorId]),
  ]
  return [...(await getPeople(tx, ids)).values()].filter(({ id }) => id !== personId)
}

async function end(tx: Tx, pair: Pair, now: Temporal.Instant): Promise<void> {
  if (await stopPair(tx, pair, now)) return
  await movePair(tx, pair.id, ['proposed'], 'ended', now)
  await takeBackProposal(tx, pair, now)
}
