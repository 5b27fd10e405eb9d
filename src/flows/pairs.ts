import type { Cadence } from '../coaching/cadence.ts'
import { cadenceInWords, nextOccurrence } from '../coaching/cadence.ts'
import type { PairId } from '../coaching/ids.ts'
import type { MessagePayload } from '../coaching/messages.ts'
import type { PairProposal, PairStarted } from '../coaching/pair-messages.ts'
import type { Context } from '../coaching/question-bank.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import type { Lead } from '../coaching/trigger-time.ts'
import { sendAt } from '../coaching/trigger-time.ts'
import { nextMeeting } from '../db/meetings.ts'
import { enqueue, redraw } from '../db/outbox.ts'
import { getPair, insertPair, movePair } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPerson } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import { triggerOfMeeting } from '../db/triggers.ts'
import { redrawHomes } from './home.ts'
import { materialise } from './meetings.ts'

export const proposalKey = (pairId: PairId) => `pair/${pairId}/proposal`

/**
 * Proposes a 1:1 to the employee and tells when its first trigger would come. It starts when the employee says yes. Refused for oneself,
 * for anybody who is not a full member, and where these two have a living pair.
 */
export async function addPair(
  store: Store,
  asked: { manager: Person; employee: Person; cadence: Cadence; context: Context; lead: Lead },
  now: Temporal.Instant,
): Promise<{ pairId: PairId; firstMeetingAt: Temporal.Instant; firstTriggerAt: Temporal.Instant } | Refusal> {
  const { manager, employee, cadence, context, lead } = asked
  const no = cannotBeCoached(manager, employee)
  if (no !== undefined) return no
  const first = nextOccurrence(cadence, now)
  if (first === undefined) return refusal('no_meeting', 'These dates give no meeting in the future. Nothing was saved. Please choose another start.')
  return store.write(async (tx) => {
    const pairId = await insertPair(tx, { workspaceId: manager.workspaceId, managerId: manager.id, employeeId: employee.id, context, lead, cadence, now })
    if (pairId === undefined) {
      return refusal('exists', `You and ${employee.name} have a 1:1 in Cuecard already. Nothing was changed. You can edit it on App Home.`)
    }
    await enqueue(tx, { workspaceId: manager.workspaceId, key: proposalKey(pairId), kind: 'pair_proposal', payload: { pairId }, to: { kind: 'person', id: employee.id }, now })
    await redrawHomes(tx, [manager, employee], now)
    return { pairId, firstMeetingAt: first.startsAt, firstTriggerAt: sendAt({ startsAt: first.startsAt, zone: manager.zone, lead, week: manager.week }) }
  })
}

/** Why a person cannot be the employee of a pair; undefined when they can. */
export function cannotBeCoached(manager: Person, employee: Person): Refusal | undefined {
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

/** The employee's answer to a proposal: *Yes, start* plans the meetings; *This is not right* ends it. The manager is told either way. */
export async function answerProposal(store: Store, pairId: PairId, by: Person, answer: 'start' | 'not_right', now: Temporal.Instant): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const pair = await getPair(tx, pairId)
    if (pair.employeeId !== by.id) return refusal('not_yours', 'Only the person who was asked can answer this. Nothing was changed.')
    if (!(await movePair(tx, pairId, ['proposed'], answer === 'start' ? 'active' : 'declined', now))) {
      return refusal('answered', 'This was answered already. Nothing was changed.')
    }
    if (answer === 'start') await materialise(tx, await getPair(tx, pairId), now)
    const manager = await getPerson(tx, pair.managerId)
    await redraw(tx, pair.workspaceId, proposalKey(pairId), now)
    await enqueue(tx, { workspaceId: pair.workspaceId, key: `pair/${pairId}/answer`, kind: 'pair_started', payload: { pairId }, to: { kind: 'person', id: manager.id }, now })
    await redrawHomes(tx, [manager, by], now)
    return undefined
  })
}

export async function loadPairProposal(tx: Tx, { pairId }: MessagePayload<'pair_proposal'>): Promise<PairProposal> {
  const pair = await getPair(tx, pairId)
  const manager = await getPerson(tx, pair.managerId)
  const state = pair.state === 'proposed' ? 'waiting' : pair.state === 'declined' ? 'declined' : pair.startedAt === undefined ? 'withdrawn' : 'started'
  return { pairId, managerName: manager.name, cadence: cadenceInWords(pair.cadence, 'named'), lengthMinutes: pair.cadence.lengthMinutes, state }
}

export async function loadPairStarted(tx: Tx, { pairId }: MessagePayload<'pair_started'>, now: Temporal.Instant): Promise<PairStarted> {
  const pair = await getPair(tx, pairId)
  const employee = await getPerson(tx, pair.employeeId)
  const meeting = pair.state === 'active' ? await nextMeeting(tx, pairId, now) : undefined
  const trigger = meeting && (await triggerOfMeeting(tx, meeting.id))
  return {
    pairId,
    employeeName: employee.name,
    outcome: pair.startedAt === undefined ? 'declined' : 'started',
    cadence: cadenceInWords(pair.cadence),
    firstMeetingAt: meeting?.startsAt,
    firstTriggerAt: trigger?.dueAt,
  }
}
