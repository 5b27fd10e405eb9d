import type { Cadence } from '../coaching/cadence.ts'
import { cadenceInWords, nextOccurrence } from '../coaching/cadence.ts'
import type { PairId } from '../coaching/ids.ts'
import type { MessagePayload } from '../coaching/messages.ts'
import type { PairEnded, PairNotRight, PairProposal, PairStarted } from '../coaching/pair-messages.ts'
import type { Context } from '../coaching/question-bank.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import type { Lead } from '../coaching/trigger-time.ts'
import type { PairHold } from '../db/held-back.ts'
import { comingMeetings, holdBackDue, personHolds, releaseHeldBack } from '../db/held-back.ts'
import { changeMeeting, nextMeeting } from '../db/meetings.ts'
import { enqueue, redraw, withdraw } from '../db/outbox.ts'
import type { Pair } from '../db/pairs.ts'
import { changePair, discardUnfinished, getPair, insertPair, livingPair, movePair, startPair } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { coordinatorsOf, getPerson } from '../db/people.ts'
import { rosterNames } from '../db/roster.ts'
import type { Store, Tx } from '../db/store.ts'
import { holdBackPlanned, triggerOfMeeting } from '../db/triggers.ts'
import { voidOpenAgreements } from './agreements.ts'
import { withdrawRequestsOf } from './requests.ts'
import { redrawHomes } from './home.ts'
import { notYourTurn } from './pilots.ts'
import { redrawMeetings } from './meeting-messages.ts'
import { takeOverPlan } from './handover-parts.ts'
import { materialise, planPairAnew, triggerAt } from './meetings.ts'

const proposalKey = (pairId: PairId) => `pair/${pairId}/proposal`
const answerKey = (pairId: PairId) => `pair/${pairId}/answer`

/** When a pair meets and what is sent next, for saying it in words. */
export type Upcoming = { meetingAt: Temporal.Instant; triggerAt: Temporal.Instant }

/**
 * Adds a 1:1 and tells when its first trigger would come. It starts at once where the roster names the two, and is told to the employee;
 * else the employee is asked, and it starts when they say yes. Refused for oneself, for anybody who is not a full member, and where these
 * two have a living pair (`exists` names it).
 */
export async function addPair(
  store: Store,
  asked: { manager: Person; employee: Person; cadence: Cadence; context: Context; lead: Lead },
  now: Temporal.Instant,
): Promise<({ pairId: PairId; started: boolean } & Upcoming) | Refusal> {
  return store.write((tx) => addIn(tx, asked, now))
}

/** Adds several 1:1s at once, each by itself: of those that cannot be added, the reason comes back, and the others are there. */
export async function addPairs(
  store: Store,
  manager: Person,
  asked: readonly { employee: Person; cadence: Cadence }[],
  shared: { context: Context; lead: Lead },
  now: Temporal.Instant,
): Promise<{ name: string; result: ({ pairId: PairId; started: boolean } & Upcoming) | Refusal }[]> {
  return store.write(async (tx) => {
    const outcome = []
    for (const { employee, cadence } of asked)
      outcome.push({ name: employee.name, result: await addIn(tx, { manager, employee, cadence, ...shared }, now) })
    return outcome
  })
}

/** Why a 1:1 with a person cannot be added, as a sentence; undefined when it can. */
export async function whyNotAdd(tx: Tx, manager: Person, employee: Person): Promise<string | undefined> {
  return (cannotBeCoached(manager, employee) ?? ((await livingPair(tx, manager.id, employee.id)) && exists(employee)))?.sentence
}

async function addIn(
  tx: Tx,
  asked: { manager: Person; employee: Person; cadence: Cadence; context: Context; lead: Lead },
  now: Temporal.Instant,
): Promise<({ pairId: PairId; started: boolean } & Upcoming) | Refusal> {
  const { manager, employee, cadence, context, lead } = asked
  const no = cannotBeCoached(manager, employee)
  if (no !== undefined) return no
  const first = nextOccurrence(cadence, now)
  if (first === undefined) return noMeeting
  const later = await notYourTurn(tx, manager.workspaceId, manager.id, now)
  if (later !== undefined) return later
  const pairId = await insertPair(tx, {
    workspaceId: manager.workspaceId,
    managerId: manager.id,
    employeeId: employee.id,
    context,
    lead,
    cadence,
    now,
  })
  if (pairId === undefined) return exists(employee)
  await enqueue(tx, {
    workspaceId: manager.workspaceId,
    key: proposalKey(pairId),
    kind: 'pair_proposal',
    payload: { pairId },
    to: { kind: 'person', id: employee.id },
    now,
  })
  const started = await startByRoster(tx, await getPair(tx, pairId), 'knows', now)
  await redrawHomes(tx, [manager, employee], now)
  return { pairId, started, meetingAt: first.startsAt, triggerAt: await triggerAt(tx, manager, lead, first.startsAt) }
}

function exists({ name }: Person): Refusal {
  return refusal('exists', `You and ${name} have a 1:1 in Cuecard already. Nothing was changed. You can edit it on App Home.`)
}

/** Starts a proposed pair whose two the roster names as manager and employee; false where it does not. The employee reads who sees what. */
export async function startByRoster(tx: Tx, pair: Pair, manager: 'is told' | 'knows', now: Temporal.Instant): Promise<boolean> {
  if (!(await rosterNames(tx, pair.managerId, pair.employeeId)) || (await holdOfPeople(tx, pair)) !== undefined) return false
  if (!(await startPair(tx, pair.id, 'roster', now))) return false
  const started = await getPair(tx, pair.id)
  await materialise(tx, started, now)
  await takeOverPlan(tx, started, now)
  await redraw(tx, pair.workspaceId, proposalKey(pair.id), now)
  if (manager === 'is told')
    await enqueue(tx, {
      workspaceId: pair.workspaceId,
      key: answerKey(pair.id),
      kind: 'pair_started',
      payload: { pairId: pair.id },
      to: { kind: 'person', id: pair.managerId },
      now,
    })
  await redrawBoth(tx, pair, now)
  return true
}

/** Why a person cannot be the employee of a pair; undefined when they can. */
function cannotBeCoached(manager: Person, employee: Person): Refusal | undefined {
  const nothing = 'Nothing was saved. Please choose somebody else.'
  if (employee.id === manager.id) return refusal('oneself', `A 1:1 needs two people, and this is you. ${nothing}`)
  switch (employee.kind) {
    case 'member':
      return undefined
    case 'bot':
      return refusal('bot', `${employee.name} is an app, and apps have no 1:1s. ${nothing}`)
    case 'deactivated':
      return refusal('deactivated', `${employee.name}'s Slack account is deactivated. ${nothing}`)
    case 'guest':
      return refusal('guest', `${employee.name} is a guest here, and Cuecard works with full members only. ${nothing}`)
    case 'stranger':
      return refusal('stranger', `${employee.name} belongs to another company's workspace, and Cuecard works inside yours only. ${nothing}`)
    default:
      return employee.kind satisfies never
  }
}

/**
 * The employee's answer to a proposal: *Yes, start* plans the meetings; *This is not right* ends it and tells the coordinators who the two
 * are, and nothing else. The manager is told either way.
 */
export async function answerProposal(
  store: Store,
  pairId: PairId,
  by: Person,
  answer: 'start' | 'not_right',
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const pair = await getPair(tx, pairId)
    if (pair.employeeId !== by.id) return refusal('not_yours', 'Only the person who was asked can answer this. Nothing was changed.')
    const manager = await getPerson(tx, pair.managerId)
    if (answer === 'start' && manager.kind !== 'member')
      return refusal('stopped', `${manager.name}'s Slack account is deactivated, so this cannot start now. Nothing was changed.`)
    const answered =
      answer === 'start' ? await startPair(tx, pairId, 'employee', now) : await movePair(tx, pairId, ['proposed'], 'declined', now)
    if (!answered) {
      return refusal('answered', 'This was answered already. Nothing was changed.')
    }
    if (answer === 'start') {
      await materialise(tx, await getPair(tx, pairId), now)
      await takeOverPlan(tx, await getPair(tx, pairId), now)
    } else await tellCoordinators(tx, pair, now)
    await redraw(tx, pair.workspaceId, proposalKey(pairId), now)
    await enqueue(tx, {
      workspaceId: pair.workspaceId,
      key: answerKey(pairId),
      kind: 'pair_started',
      payload: { pairId },
      to: { kind: 'person', id: manager.id },
      now,
    })
    await redrawHomes(tx, [manager, by], now)
    return undefined
  })
}

async function tellCoordinators(tx: Tx, pair: Pair, now: Temporal.Instant): Promise<void> {
  for (const coordinator of await coordinatorsOf(tx, pair.workspaceId)) {
    if (coordinator.id === pair.managerId || coordinator.id === pair.employeeId) continue
    await enqueue(tx, {
      workspaceId: pair.workspaceId,
      key: `pair/${pair.id}/not-right/${coordinator.id}`,
      kind: 'pair_not_right',
      payload: { pairId: pair.id },
      to: { kind: 'person', id: coordinator.id },
      now,
    })
  }
}

export type PairEdit = {
  /** Left out where the meetings stay as they are. */
  cadence?: Cadence | undefined
  context: Context
  lead: Lead
}

/**
 * Changes how a pair meets. Coming meetings and what is sent around them follow; what was sent already is not sent again. Gives what comes
 * next, as far as anything is planned.
 */
export async function editPair(
  store: Store,
  pairId: PairId,
  by: Person,
  edit: PairEdit,
  now: Temporal.Instant,
): Promise<{ next: Upcoming | undefined } | Refusal> {
  const cadence = edit.cadence
  if (cadence !== undefined && nextOccurrence(cadence, now) === undefined) return noMeeting
  return store.write(async (tx) => {
    const before = await getPair(tx, pairId)
    if (before.managerId !== by.id) return notTheManager
    if (before.state === 'declined' || before.state === 'ended') return isOver
    await changePair(tx, before, { context: edit.context, lead: edit.lead, ...(cadence === undefined ? {} : { cadence }) }, now)
    const pair = await getPair(tx, pairId)
    await planAfresh(tx, pair, now)
    await redraw(tx, pair.workspaceId, proposalKey(pairId), now)
    await redrawBoth(tx, pair, now)
    return { next: await upcoming(tx, pair, by, now) }
  })
}

/** The manager pauses a 1:1: nothing is sent until it is resumed. */
export async function pausePair(store: Store, pairId: PairId, by: Person, now: Temporal.Instant): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const pair = await getPair(tx, pairId)
    if (pair.managerId !== by.id) return notTheManager
    if (!(await movePair(tx, pairId, ['active'], 'paused', now)))
      return refusal('not_active', 'This 1:1 is not running, so there is nothing to pause.')
    await holdBackPlanned(tx, await comingMeetings(tx, pairId, now), 'pair_paused' satisfies PairHold)
    await redrawBoth(tx, pair, now)
    return undefined
  })
}

/** The manager resumes a paused 1:1. What would have been sent during the pause is not caught up with. */
export async function resumePair(store: Store, pairId: PairId, by: Person, now: Temporal.Instant): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const pair = await getPair(tx, pairId)
    if (pair.managerId !== by.id) return notTheManager
    const employee = await getPerson(tx, pair.employeeId)
    if (employee.kind !== 'member')
      return refusal('stopped', `${employee.name} is no full member of this workspace at the moment, so this 1:1 stays paused.`)
    if (!(await movePair(tx, pairId, ['paused'], 'active', now))) return refusal('not_paused', 'This 1:1 is not paused.')
    await planAfresh(tx, await getPair(tx, pairId), now)
    await redrawBoth(tx, pair, now)
    return undefined
  })
}

/**
 * Ends a 1:1 for both, by either; the manager may so take back a proposal that nobody has answered. What is planned is held back, what is
 * not sent is withdrawn, what is not signed is void, and what is not finished is discarded. The plan stays readable.
 */
export async function endPair(
  store: Store,
  pairId: PairId,
  by: Person,
  now: Temporal.Instant,
): Promise<{ ended: 'pair' | 'proposal'; otherName: string } | Refusal> {
  return store.write(async (tx) => {
    const pair = await getPair(tx, pairId)
    if (pair.managerId !== by.id && pair.employeeId !== by.id)
      return refusal('not_yours', 'Only the two people of a 1:1 can end it. Nothing was changed.')
    const other = await getPerson(tx, pair.managerId === by.id ? pair.employeeId : pair.managerId)
    if (pair.state === 'proposed') {
      if (pair.managerId !== by.id) return refusal('proposed', 'This has not started yet. You can answer it with “This is not right”.')
      await movePair(tx, pairId, ['proposed'], 'ended', now)
      await takeBackProposal(tx, pair, now)
      await redrawHomes(tx, [by, other], now)
      return { ended: 'proposal', otherName: other.name }
    }
    if (!(await stopPair(tx, pair, now))) return isOver
    await enqueue(tx, {
      workspaceId: pair.workspaceId,
      key: `pair/${pairId}/ended`,
      kind: 'pair_ended',
      payload: { pairId, by: pair.managerId === by.id ? 'manager' : 'employee' },
      to: { kind: 'person', id: other.id },
      now,
    })
    await redrawHomes(tx, [by, other], now)
    return { ended: 'pair', otherName: other.name }
  })
}

/**
 * Ends a running pair: what is planned is held back, what is not sent is withdrawn, what is not signed is void, and what is not finished is
 * discarded. False when it was not running.
 */
export async function stopPair(tx: Tx, pair: Pair, now: Temporal.Instant): Promise<boolean> {
  if (!(await movePair(tx, pair.id, ['active', 'paused'], 'ended', now))) return false
  const coming = await comingMeetings(tx, pair.id, now)
  await holdBackPlanned(tx, coming, 'pair_ended' satisfies PairHold)
  for (const meetingId of coming) await changeMeeting(tx, meetingId, ['planned'], { state: 'withdrawn' })
  await redrawMeetings(tx, coming, now)
  await voidOpenAgreements(tx, pair.id, now)
  await withdrawRequestsOf(tx, pair, now)
  await discardUnfinished(tx, pair.id)
  await takeBackProposal(tx, pair, now)
  await withdraw(tx, pair.workspaceId, [answerKey(pair.id)])
  return true
}

/**
 * Plans the coming meetings of an active pair again, after a stop or a change of when it meets or when people want to hear. What fell due
 * during a stop stays held back: there is no burst. Nothing happens while the pair is stopped.
 */
export async function planAfresh(tx: Tx, pair: Pair, now: Temporal.Instant): Promise<void> {
  if (pair.state !== 'active' || (await holdOfPeople(tx, pair)) !== undefined) return
  const released = await releaseHeldBack(tx, await comingMeetings(tx, pair.id, now), ['pair_paused', ...personHolds])
  await materialise(tx, pair, now)
  await planPairAnew(tx, pair, now)
  await holdBackDue(tx, released, 'pair_paused', now)
}

/** Why nothing is sent about a pair because of who left; undefined while both are members. */
export async function holdOfPeople(tx: Tx, pair: Pair): Promise<PairHold | undefined> {
  const manager = await getPerson(tx, pair.managerId)
  if (manager.kind !== 'member') return `manager_${manager.kind}`
  const employee = await getPerson(tx, pair.employeeId)
  return employee.kind === 'member' ? undefined : `employee_${employee.kind}`
}

const notTheManager = refusal('not_yours', 'Only the manager of this 1:1 can change it. Nothing was changed.')
export const isOver = refusal('over', 'This 1:1 has ended already. Nothing was changed. You can add it again at any time.')
const noMeeting = refusal('no_meeting', 'These dates give no meeting in the future. Nothing was saved. Please choose another start.')

/** Takes back the question to the employee, or draws it without its buttons where it was asked already. */
export async function takeBackProposal(tx: Tx, pair: Pair, now: Temporal.Instant): Promise<void> {
  const neverSent = (await withdraw(tx, pair.workspaceId, [proposalKey(pair.id)])) > 0
  if (!neverSent) await redraw(tx, pair.workspaceId, proposalKey(pair.id), now)
}

async function redrawBoth(tx: Tx, pair: Pair, now: Temporal.Instant): Promise<void> {
  await redrawHomes(tx, [await getPerson(tx, pair.managerId), await getPerson(tx, pair.employeeId)], now)
}

async function upcoming(tx: Tx, pair: Pair, manager: Person, now: Temporal.Instant): Promise<Upcoming | undefined> {
  if (pair.state === 'paused') return undefined
  const planned = pair.state === 'active' ? await nextMeeting(tx, pair.id, now) : nextOccurrence(pair.cadence, now)
  if (planned === undefined) return undefined
  return { meetingAt: planned.startsAt, triggerAt: await triggerAt(tx, manager, pair.lead, planned.startsAt) }
}

export async function loadPairProposal(tx: Tx, { pairId }: MessagePayload<'pair_proposal'>): Promise<PairProposal> {
  const pair = await getPair(tx, pairId)
  const manager = await getPerson(tx, pair.managerId)
  return {
    pairId,
    managerName: manager.name,
    cadence: cadenceInWords(pair.cadence, 'named'),
    lengthMinutes: pair.cadence.lengthMinutes,
    state: proposalState(pair),
  }
}

function proposalState(pair: Pair): PairProposal['state'] {
  switch (pair.state) {
    case 'proposed':
      return 'waiting'
    case 'declined':
      return 'declined'
    case 'active':
    case 'paused':
      return pair.startedBy === 'roster' ? 'started_by_roster' : 'started'
    case 'ended':
      return pair.startedAt === undefined ? 'withdrawn' : 'ended'
    default:
      return pair.state satisfies never
  }
}

export async function loadPairStarted(tx: Tx, { pairId }: MessagePayload<'pair_started'>, now: Temporal.Instant): Promise<PairStarted> {
  const pair = await getPair(tx, pairId)
  const employee = await getPerson(tx, pair.employeeId)
  const meeting = pair.state === 'active' ? await nextMeeting(tx, pairId, now) : undefined
  const trigger = meeting && (await triggerOfMeeting(tx, meeting.id))
  return {
    pairId,
    employeeName: employee.name,
    outcome: pair.startedAt === undefined ? 'declined' : pair.startedBy === 'roster' ? 'started_by_roster' : 'started',
    cadence: cadenceInWords(pair.cadence),
    firstMeetingAt: meeting?.startsAt,
    firstTriggerAt: trigger?.dueAt,
  }
}

export async function loadPairNotRight(tx: Tx, { pairId }: MessagePayload<'pair_not_right'>): Promise<PairNotRight> {
  const pair = await getPair(tx, pairId)
  return { managerName: (await getPerson(tx, pair.managerId)).name, employeeName: (await getPerson(tx, pair.employeeId)).name }
}

export async function loadPairEnded(tx: Tx, { pairId, by }: MessagePayload<'pair_ended'>): Promise<PairEnded> {
  const pair = await getPair(tx, pairId)
  return { otherName: (await getPerson(tx, by === 'manager' ? pair.managerId : pair.employeeId)).name, otherIs: by }
}
