import type { GoalId, PairId } from '../coaching/ids.ts'
import type { PlanField, PlanWrite } from '../coaching/plan-writing.ts'
import { mayWritePlan, mostGoals } from '../coaching/plan-writing.ts'
import type { Goal } from '../coaching/plan.ts'
import { quarterGoalOf } from '../coaching/plan.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import { addGoal, goalsOf, markGoal, removeGoal, rewordGoal, setGoalState } from '../db/goals.ts'
import type { Pair } from '../db/pairs.ts'
import { getPair } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPeople, getPerson } from '../db/people.ts'
import { noteAgreed, planTextsOf, writePlanText } from '../db/plan-texts.ts'
import type { Store, Tx } from '../db/store.ts'
import { planChanged } from './plan-changed.ts'
import { sideOf } from './sides.ts'

/** A part of the page as it stands: what its form shows, and the revision that whoever writes has before them (0: nothing there). */
export type PlanPart = {
  field: PlanField
  goalId: GoalId | undefined
  text: string
  measure: string
  asOf: string | undefined
  state: Goal['state']
  main: boolean
  revision: number
  changedByName: string | undefined
  /** The writer's own side, and the name of the other one. */
  side: 'manager' | 'employee'
  otherName: string
}

/** Somebody else changed it meanwhile: how it stands now. Nothing was written, and the writer decides with both before them. */
export type Stale = { stale: PlanPart }

/**
 * Writes a part of the page for whoever may. `seen` is the revision they had before them; where it is another by now and says something
 * else than they want, nothing is written and it is given back; of a goal that is gone, an unwritten one. What is replaced stays in the history.
 */
export async function writePlan(
  store: Store,
  pairId: PairId,
  write: PlanWrite,
  seen: number,
  by: Person,
  now: Temporal.Instant,
): Promise<'written' | Stale | Refusal> {
  return store.write(async (tx) => {
    const pair = await getPair(tx, pairId)
    const no = whyNot(pair, by, write.field)
    if (no !== undefined) return no
    const current = await partOf(tx, pair, by, write.field, write.field === 'goal' ? write.goalId : undefined)
    if (current === undefined) return { stale: await unwritten(tx, pair, by, write.field) }
    if (says(current, write)) return 'written'
    if (current.revision !== seen) return { stale: current }
    const done = await writeNow(tx, pair, write, current, by, now)
    if (done !== 'written') return done
    await planChanged(tx, pair, now)
    return 'written'
  })
}

/** A part of the page for its form; refused for whoever may not write it. An unwritten one is empty, at revision 0. */
export async function openPlanPart(
  tx: Tx,
  pairId: PairId,
  field: PlanField,
  goalId: GoalId | undefined,
  by: Person,
): Promise<PlanPart | Refusal> {
  const pair = await getPair(tx, pairId)
  return whyNot(pair, by, field) ?? (await partOf(tx, pair, by, field, goalId)) ?? goneGoal
}

/** The employee agrees to what is expected, in the very words of a revision, or takes that back. */
export async function agreeToExpectations(
  store: Store,
  pairId: PairId,
  revision: number,
  agrees: 'yes' | 'no',
  by: Person,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const pair = await getPair(tx, pairId)
    if (sideOf(pair, by.id) !== 'employee')
      return refusal('not_yours', 'Only the employee can agree to what is expected. Nothing was changed.')
    if (isOver(pair)) return over
    if (!(await noteAgreed(tx, pair.planId, 'expectations', revision, agrees, now)))
      return refusal('changed', 'These words were changed after you saw them, so nothing was agreed. This is how they stand now.')
    await planChanged(tx, pair, now)
    return undefined
  })
}

/** Takes a goal off the page. Its wording stays in the history. */
export async function takeGoalOff(
  store: Store,
  pairId: PairId,
  goalId: GoalId,
  revision: number,
  by: Person,
  now: Temporal.Instant,
): Promise<Stale | Refusal | undefined> {
  return store.write(async (tx) => {
    const pair = await getPair(tx, pairId)
    const no = whyNot(pair, by, 'goal')
    if (no !== undefined) return no
    const current = await partOf(tx, pair, by, 'goal', goalId)
    if (current === undefined) return goneGoal
    if (!(await removeGoal(tx, { id: goalId, revision }, by.id, now))) return { stale: current }
    await planChanged(tx, pair, now)
    return undefined
  })
}

function whyNot(pair: Pair, by: Person, field: PlanField): Refusal | undefined {
  const side = sideOf(pair, by.id)
  if (side === undefined) return refusal('not_yours', 'A plan is for the two people whose 1:1 it belongs to. Nothing was changed.')
  if (isOver(pair)) return over
  if (mayWritePlan(side, field)) return undefined
  return refusal(
    'not_yours',
    'This part of the plan is written by the manager, so nothing was changed. You can say what you think of it with “Comment”.',
  )
}

const isOver = (pair: Pair) => pair.state === 'ended' || pair.state === 'declined'
const over = refusal('ended', 'These 1:1s have ended, so the plan can be read and not changed. Nothing was lost.')
const goneGoal = refusal('gone', 'This goal is not on the plan any more, so nothing was changed. Its words are in the history of the plan.')
const raced = refusal('raced', 'Somebody changed this in the same moment, so nothing was saved yet. Please send it once more.')

async function writeNow(
  tx: Tx,
  pair: Pair,
  write: PlanWrite,
  current: PlanPart,
  by: Person,
  now: Temporal.Instant,
): Promise<'written' | Refusal> {
  const { workspaceId, planId } = pair
  switch (write.field) {
    case 'expectations':
    case 'standing': {
      const asOf = write.field === 'standing' && write.text !== '' ? write.asOf : undefined
      const text = { workspaceId, planId, field: write.field, text: write.text, asOf, seen: current.revision, by: by.id, now }
      return (await writePlanText(tx, text)) ? 'written' : raced
    }
    case 'longer': {
      const [id, revision] = [current.goalId, current.revision]
      const wording = { text: write.text, measure: undefined }
      if (id === undefined) await addGoal(tx, { workspaceId, planId, kind: 'longer', wording, by: by.id, now })
      else if (write.text === '') return (await removeGoal(tx, { id, revision }, by.id, now)) ? 'written' : raced
      else return (await rewordGoal(tx, { id, revision }, wording, by.id, now)) ? 'written' : raced
      return 'written'
    }
    case 'goal':
      return writeGoal(tx, pair, write, current, by, now)
    default:
      return write satisfies never
  }
}

async function writeGoal(
  tx: Tx,
  { workspaceId, planId }: Pair,
  write: Extract<PlanWrite, { field: 'goal' }>,
  current: PlanPart,
  by: Person,
  now: Temporal.Instant,
): Promise<'written' | Refusal> {
  const wording = { text: write.text, measure: write.measure }
  let id = current.goalId
  let revision = current.revision
  if (id === undefined) {
    const open = (await goalsOf(tx, planId)).filter(({ kind, state }) => kind === 'quarter' && state !== 'done')
    if (open.length >= mostGoals)
      return refusal(
        'too_many',
        `There are ${mostGoals} open goals on this plan. Please finish one or take one off first. Nothing was saved.`,
      )
    id = await addGoal(tx, { workspaceId, planId, kind: 'quarter', wording, by: by.id, now })
    revision = 1
  } else if (current.text !== write.text || current.measure !== (write.measure ?? '')) {
    if (!(await rewordGoal(tx, { id, revision }, wording, by.id, now))) return raced
    revision += 1
  }
  const state = current.goalId === undefined ? 'on_track' : current.state
  if (write.state !== state && !(await setGoalState(tx, { id, revision }, write.state, by.id, now))) return raced
  if (write.main && !current.main) await markGoal(tx, planId, id)
  return 'written'
}

/** Whether a part says already what somebody wants it to. */
function says(current: PlanPart, write: PlanWrite): boolean {
  if (current.revision === 0) return write.field !== 'goal' && write.text === ''
  if (current.text !== write.text) return false
  switch (write.field) {
    case 'standing':
      return write.text === '' || current.asOf === write.asOf
    case 'goal':
      return current.measure === (write.measure ?? '') && current.state === write.state && (current.main || !write.main)
    default:
      return true
  }
}

/** A part as it stands; undefined for a goal that is not on the page. */
async function partOf(tx: Tx, pair: Pair, by: Person, field: PlanField, goalId: GoalId | undefined): Promise<PlanPart | undefined> {
  const nothing = await unwritten(tx, pair, by, field)
  if (field === 'expectations' || field === 'standing') {
    const text = (await planTextsOf(tx, pair.planId)).find((one) => one.field === field)
    if (text === undefined) return nothing
    const { revision, asOf } = text
    return { ...nothing, text: text.text, asOf, revision, changedByName: await nameOf(tx, text.changedById) }
  }
  const goals = await goalsOf(tx, pair.planId)
  const goal = field === 'longer' ? goals.findLast(({ kind }) => kind === 'longer') : goals.find(({ id }) => id === goalId)
  if (goal === undefined) {
    if (field === 'goal' && goalId !== undefined) return undefined
    return { ...nothing, main: quarterGoalOf(goals.filter(({ kind }) => kind === 'quarter')) === undefined }
  }
  const { id, text, measure, state, main, revision } = goal
  return { ...nothing, goalId: id, text, measure: measure ?? '', state, main, revision, changedByName: await nameOf(tx, goal.changedById) }
}

/** A part of which nothing is written. */
async function unwritten(tx: Tx, pair: Pair, by: Person, field: PlanField): Promise<PlanPart> {
  const other = await getPerson(tx, by.id === pair.managerId ? pair.employeeId : pair.managerId)
  return {
    field,
    goalId: undefined,
    text: '',
    measure: '',
    asOf: undefined,
    state: 'on_track',
    main: false,
    revision: 0,
    changedByName: undefined,
    side: by.id === pair.managerId ? 'manager' : 'employee',
    otherName: other.name,
  }
}

async function nameOf(tx: Tx, id: Person['id']): Promise<string | undefined> {
  return (await getPeople(tx, [id])).get(id)?.name
}
