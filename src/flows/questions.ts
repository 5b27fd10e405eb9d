import { localDate, weekOf } from '../coaching/local-time.ts'
import type { MeetingId } from '../coaching/ids.ts'
import type { Action, Plan } from '../coaching/plan.ts'
import type { PlanAction, PlanFacts, PlanSession } from '../coaching/plan-states.ts'
import { planStates } from '../coaching/plan-states.ts'
import type { Category, Question } from '../coaching/question-bank.ts'
import { categories } from '../coaching/question-bank.ts'
import { chooseQuestion, stageOf } from '../coaching/questions.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import type { Confidence, KeptHelpKind } from '../coaching/session-fields.ts'
import { confidences } from '../coaching/session-fields.ts'
import type { Meeting } from '../db/meetings.ts'
import { getMeeting, meetingsBefore } from '../db/meetings.ts'
import type { Pair } from '../db/pairs.ts'
import { getPair } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPerson } from '../db/people.ts'
import { askedSince, heldSessions, rememberOffered, rememberSwapped } from '../db/questions.ts'
import type { Store, Tx } from '../db/store.ts'
import { changeQuestion, ownQuestionOf, saveOwnQuestion, triggerOfMeeting } from '../db/triggers.ts'
import { getWorkspace } from '../db/workspaces.ts'
import { redrawMeetings } from './meeting-messages.ts'
import { readPlan } from './plan.ts'
import { bankOf, questionOf } from './question-bank.ts'

/** A question with the line that says why this one. */
export type ChosenQuestion = { question: Question; why: string }

/**
 * Chooses the question for a meeting from what is known now, and remembers it as offered. Undefined when every fitting question was asked or
 * swapped away.
 */
export async function offerQuestion(tx: Tx, pair: Pair, meeting: Meeting, now: Temporal.Instant): Promise<ChosenQuestion | undefined> {
  const manager = await getPerson(tx, pair.managerId)
  const workspace = await getWorkspace(tx, pair.workspaceId)
  const plan = await readPlan(tx, pair, now)
  const today = localDate(now, manager.zone).toString()
  const week = weekOf(meeting.startsAt, manager.zone)
  const held = await heldSessions(tx, pair.id)
  const memory = await askedSince(tx, pair.employeeId, now.subtract({ hours: 24 * 7 * rememberedWeeks }))
  const weeksAgo = ({ askedAt }: { askedAt: Temporal.Instant }) => Math.floor(now.since(askedAt).total('hours') / (24 * 7))
  const of = (outcome: 'offered' | 'swapped') =>
    memory.filter((one) => one.outcome === outcome).map((one) => ({ id: one.questionId, weeksAgo: weeksAgo(one) }))
  const [last] = plan.pastSessions
  const { bank, off } = await bankOf(tx, pair.workspaceId)
  const choice = chooseQuestion(
    {
      person: pair.employeeId,
      week,
      context: pair.context,
      scenario: pair.scenario,
      stage: stageOf({
        heldSessions: held,
        today: localDate(now, workspace.zone).toString(),
        quarterStartMonth: workspace.quarterStartMonth,
      }),
      heldSessions: held,
      states: planStates(await planFactsOf(tx, plan, pair, manager, now), today),
      asked: of('offered'),
      swappedAway: of('swapped'),
      off,
      lastObstacle: last?.obstacleKind,
      lastHelp: last?.helpKinds.filter((kind): kind is KeptHelpKind => kind !== 'private'),
      recentCategories: plan.pastSessions
        .slice(0, 3)
        .flatMap(({ questionCategory }) => categories.filter((category): category is Category => category === questionCategory)),
    },
    bank,
  )
  if (choice === undefined) return undefined
  await rememberOffered(tx, {
    workspaceId: pair.workspaceId,
    pairId: pair.id,
    employeeId: pair.employeeId,
    managerId: pair.managerId,
    meetingId: meeting.id,
    questionId: choice.question.id,
    week,
    now,
  })
  return { question: choice.question, why: choice.why }
}

/**
 * *Another question*: the one on the screen is remembered as swapped away and another is chosen. Refused to anybody but the manager, and when
 * none is left; then the question stays.
 */
export async function anotherQuestion(
  store: Store,
  meetingId: MeetingId,
  by: Person,
  now: Temporal.Instant,
): Promise<ChosenQuestion | Refusal> {
  return store.write(async (tx) => {
    const meeting = await getMeeting(tx, meetingId)
    const pair = await getPair(tx, meeting.pairId)
    if (pair.managerId !== by.id)
      return refusal('not_yours', 'Only the manager of this 1:1 can ask for another question. Nothing was changed.')
    const trigger = await triggerOfMeeting(tx, meetingId)
    // The one on the screen counts as asked, so it cannot be chosen again.
    const next = await offerQuestion(tx, pair, meeting, now)
    if (next === undefined)
      return refusal(
        'none_left',
        'There is no other fitting question left for now, so this one stays. Ask it in your own words, or leave it out.',
      )
    if (trigger?.questionId !== undefined) await rememberSwapped(tx, { pairId: pair.id, meetingId, questionId: trigger.questionId })
    if (trigger !== undefined) await changeQuestion(tx, trigger.id, { id: next.question.id, why: next.why })
    await redrawMeetings(tx, [meetingId], now)
    return next
  })
}

/** *Use my own*: the manager's words take the place of the question that was offered, which counts as swapped away. */
export async function useOwnQuestion(
  store: Store,
  meetingId: MeetingId,
  by: Person,
  words: string,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const meeting = await getMeeting(tx, meetingId)
    const pair = await getPair(tx, meeting.pairId)
    const trigger = await triggerOfMeeting(tx, meetingId)
    if (pair.managerId !== by.id || trigger === undefined) return notTheirs
    if (trigger.questionId !== undefined) await rememberSwapped(tx, { pairId: pair.id, meetingId, questionId: trigger.questionId })
    await saveOwnQuestion(tx, trigger.id, words)
    await redrawMeetings(tx, [meetingId], now)
    return undefined
  })
}

/** What the form of *Use my own* opens with; refused to anybody but the manager of the 1:1. */
export async function ownQuestionForm(
  tx: Tx,
  meetingId: MeetingId,
  by: Person,
): Promise<{ employeeName: string; words: string | undefined } | Refusal> {
  const pair = await getPair(tx, (await getMeeting(tx, meetingId)).pairId)
  const trigger = await triggerOfMeeting(tx, meetingId)
  if (pair.managerId !== by.id || trigger === undefined) return notTheirs
  return { employeeName: (await getPerson(tx, pair.employeeId)).name, words: await ownQuestionOf(tx, trigger.id) }
}

const notTheirs = refusal('not_yours', 'Only the manager of this 1:1 can choose its question. Nothing was changed.')

/** The question that stands in the trigger of a meeting; undefined when it has none. */
export async function questionOfMeeting(tx: Tx, meetingId: MeetingId): Promise<ChosenQuestion | undefined> {
  const trigger = await triggerOfMeeting(tx, meetingId)
  const pair = await getPair(tx, (await getMeeting(tx, meetingId)).pairId)
  const question = await questionOf(tx, pair.workspaceId, trigger?.questionId)
  return question && { question, why: trigger?.questionWhy ?? '' }
}

/** Swaps are remembered this long; questions asked are remembered for less. */
const rememberedWeeks = 13

async function planFactsOf(tx: Tx, plan: Plan, pair: Pair, manager: Person, now: Temporal.Instant): Promise<PlanFacts> {
  const day = (instant: Temporal.Instant) => localDate(instant, manager.zone).toString()
  return {
    goals: [...plan.quarterGoals, ...(plan.longerGoal ? [plan.longerGoal] : [])].map(({ text, measure, kind, state, changedAt }) => ({
      text,
      measure,
      kind,
      state,
      changedOn: day(changedAt),
    })),
    actions: [...plan.openActions, ...plan.closedActions].flatMap((action) => planActionOf(action, day)),
    sessions: sessionsOf(plan, await meetingsBefore(tx, pair.id, now, 6), day),
    requests: plan.requests.map(({ askedAt, state }) => ({ askedOn: day(askedAt), state })),
  }
}

function planActionOf(action: Action, day: (instant: Temporal.Instant) => string): PlanAction[] {
  const base = { owner: action.owner, dueOn: action.dueOn, learning: action.learning }
  switch (action.state) {
    case 'agreed':
      return [{ ...base, state: 'open' }]
    case 'proposed':
      // A promise binds the manager from the moment it is made.
      return [{ ...base, state: action.kind === 'promise' ? 'open' : 'proposed' }]
    case 'not_agreed':
    case 'change_suggested':
      return [{ ...base, state: 'proposed' }]
    case 'done':
    case 'dropped':
      return [{ ...base, state: action.state, closedOn: action.closedAt && day(action.closedAt) }]
    case 'void':
      return []
    default:
      return action.state satisfies never
  }
}

/** Past meetings as the states read them. A closed session is a held one, with what was said in it; it stands for the meeting around it. */
function sessionsOf(plan: Plan, before: Meeting[], day: (instant: Temporal.Instant) => string): PlanSession[] {
  const sessions = plan.pastSessions.map((past): PlanSession => ({
    date: day(past.closedAt),
    held: 'held',
    obstacle: past.obstacle === undefined ? 'none' : 'noted',
    obstacleKind: past.obstacleKind,
    confidence: confidences.find((level): level is Confidence => level === past.lowestConfidence),
  }))
  const spoken = (meeting: Meeting) =>
    plan.pastSessions.some(({ closedAt }) => Math.abs(closedAt.since(meeting.startsAt).total('hours')) <= 72)
  const meetings = before
    .filter((meeting) => !(meeting.outcome === 'coached' && spoken(meeting)))
    .map((meeting): PlanSession => ({ date: day(meeting.startsAt), held: heldOf(meeting) }))
  return [...sessions, ...meetings]
}

function heldOf({ state, outcome }: Meeting): PlanSession['held'] {
  if (state === 'skipped' || outcome === 'did_not_happen') return 'not_held'
  return outcome === 'unknown' ? 'unknown' : 'held'
}
