import type { DebriefSide } from '../coaching/debrief.ts'
import { stateAfterWords } from '../coaching/debrief.ts'
import type { MessageKind, MessagePayload } from '../coaching/messages.ts'
import { messageKinds } from '../coaching/messages.ts'
import { entriesOf } from '../db/debrief-entries.ts'
import type { Debrief } from '../db/debriefs.ts'
import { getDebrief, holdByForm, noteAnswered, noteReminder, noteReopening, noteThread } from '../db/debriefs.ts'
import { noteGroupChannel } from '../db/mentorships.ts'
import type { OutboxRow } from '../db/outbox.ts'
import { enqueue, redraw, withdraw } from '../db/outbox.ts'
import { getPeople } from '../db/people.ts'
import type { Tx } from '../db/store.ts'
import { redrawHomes } from './home.ts'

/** Why each message of a debrief exists. A thread that had to be begun anew in a reopened group DM is a message of its own. */
export const debriefKeys = {
  thread: (debrief: Debrief) => `debrief/${debrief.id}/thread/${debrief.reopenings}`,
  answer: (debrief: Debrief, by: DebriefSide) => `debrief/${debrief.id}/answer/${by}`,
  request: (debrief: Debrief) => `debrief/${debrief.id}/request`,
  answered: (debrief: Debrief) => `debrief/${debrief.id}/answered`,
  nudge: (debrief: Debrief) => `debrief/${debrief.id}/nudge`,
  standIn: (debrief: Debrief) => `debrief/${debrief.id}/stand-in`,
}

/** Opens the thread in the group DM. */
export async function askInThread(tx: Tx, debrief: Debrief, now: Temporal.Instant): Promise<void> {
  await enqueue(tx, {
    ...about(debrief),
    key: debriefKeys.thread(debrief),
    kind: 'debrief_thread',
    to: { kind: 'mentorship', id: debrief.mentorshipId },
    now,
  })
}

/** Asks in the mentor's own DM. */
export async function askByForm(tx: Tx, debrief: Debrief, now: Temporal.Instant): Promise<void> {
  await enqueue(tx, {
    ...about(debrief),
    key: debriefKeys.request(debrief),
    kind: 'debrief_request',
    to: { kind: 'person', id: debrief.mentorId },
    now,
  })
}

/** Shows an answer from the form to the other side: as words in the thread, or in the manager's own DM. */
export async function postAnswer(tx: Tx, debrief: Debrief, by: DebriefSide, now: Temporal.Instant): Promise<void> {
  if (debrief.route === 'form') {
    await enqueue(tx, {
      ...about(debrief),
      key: debriefKeys.answered(debrief),
      kind: 'debrief_answered',
      to: { kind: 'person', id: debrief.managerId },
      now,
    })
    return
  }
  const payload = { debriefId: debrief.id, by }
  const to = { kind: 'mentorship', id: debrief.mentorshipId } as const
  await enqueue(tx, {
    workspaceId: debrief.workspaceId,
    payload,
    key: debriefKeys.answer(debrief, by),
    kind: 'debrief_answer',
    to,
    inThreadOf: debriefKeys.thread(debrief),
    now,
  })
}

/** Asks for every message of a debrief to be drawn again. */
export async function redrawDebrief(tx: Tx, debrief: Debrief, now: Temporal.Instant): Promise<void> {
  const { thread, answer, request, answered, nudge, standIn } = debriefKeys
  for (const key of [
    thread(debrief),
    answer(debrief, 'mentor'),
    answer(debrief, 'manager'),
    request(debrief),
    answered(debrief),
    nudge(debrief),
    standIn(debrief),
  ]) {
    await redraw(tx, debrief.workspaceId, key, now)
  }
}

/** Takes back a reminder that has not been sent yet. */
export async function withdrawReminders(tx: Tx, debrief: Debrief): Promise<void> {
  await withdraw(tx, debrief.workspaceId, [debriefKeys.nudge(debrief), debriefKeys.standIn(debrief)])
}

/** Records that somebody said something: the mentor's first words answer the debrief, and whatever shows it is drawn again. */
export async function noteWords(tx: Tx, debrief: Debrief, by: DebriefSide, now: Temporal.Instant): Promise<void> {
  if (debrief.state === 'open' && stateAfterWords(debrief.state, by) === 'answered') {
    await noteAnswered(tx, debrief.id, now)
    await withdrawReminders(tx, debrief)
    const people = await getPeople(tx, [debrief.managerId, debrief.mentorId])
    await redrawHomes(tx, [...people.values()], now)
  }
  await redrawDebrief(tx, debrief, now)
}

/** The thread stands in Slack from here on: replies in it are the debrief. */
export async function threadWasPosted(tx: Tx, row: OutboxRow, at: { channel: string; ts: string }): Promise<void> {
  if (row.op === 'post') await noteThread(tx, payloadOf(row, 'debrief_thread').debriefId, at)
}

/** Slack does not take the thread: the group DM is opened anew once, and after that the debrief goes on by form. Nothing asked is lost. */
export async function threadFailed(tx: Tx, row: OutboxRow, error: string, now: Temporal.Instant): Promise<void> {
  const debrief = await getDebrief(tx, payloadOf(row, 'debrief_thread').debriefId)
  if (debrief.state === 'closed' || debrief.route === 'form') return
  if (row.op !== 'post' && !goneErrors.has(error)) return
  if (row.op === 'post' && goneErrors.has(error) && debrief.reopenings === 0) {
    await noteGroupChannel(tx, debrief.mentorshipId, null)
    await noteReopening(tx, debrief.id, 1)
    await askInThread(tx, await getDebrief(tx, debrief.id), now)
    return
  }
  await goOnByForm(tx, debrief, now)
}

/** Slack does not take an answer in the thread: the manager gets it in their own DM. */
export async function answerFailed(tx: Tx, row: OutboxRow, error: string, now: Temporal.Instant): Promise<void> {
  if (row.op !== 'post' && !goneErrors.has(error)) return
  const debrief = await getDebrief(tx, payloadOf(row, 'debrief_answer').debriefId)
  if (debrief.state !== 'closed') await goOnByForm(tx, debrief, now)
}

/** The mentor cannot be reached at all: the manager hears at once, and is offered somebody else. */
export async function requestFailed(tx: Tx, row: OutboxRow, _error: string, now: Temporal.Instant): Promise<void> {
  const debrief = await getDebrief(tx, payloadOf(row, 'debrief_request').debriefId)
  if (row.op === 'post' && (await noteReminder(tx, debrief.id, 'standInOfferedAt', now))) await offerStandIn(tx, debrief, now)
}

export async function offerStandIn(tx: Tx, debrief: Debrief, now: Temporal.Instant, budgetWeek?: string): Promise<void> {
  await enqueue(tx, {
    ...about(debrief),
    key: debriefKeys.standIn(debrief),
    kind: 'debrief_stand_in',
    to: { kind: 'person', id: debrief.managerId },
    now,
    ...(budgetWeek ? { budgetWeek } : {}),
  })
}

/** What Slack says when a group DM is no longer there for us. */
const goneErrors = new Set(['channel_not_found', 'is_archived', 'not_in_channel', 'thread_not_found'])

async function goOnByForm(tx: Tx, debrief: Debrief, now: Temporal.Instant): Promise<void> {
  if (!(await holdByForm(tx, debrief.id))) return
  const held = await getDebrief(tx, debrief.id)
  if (held.state === 'open') await askByForm(tx, held, now)
  const answered = (await entriesOf(tx, debrief.id)).some((entry) => entry.via === 'form' && entry.authorId === debrief.mentorId)
  if (answered) await postAnswer(tx, held, 'mentor', now)
}

function about(debrief: Debrief) {
  return { workspaceId: debrief.workspaceId, payload: { debriefId: debrief.id } }
}

function payloadOf<K extends MessageKind>(row: OutboxRow, kind: K): MessagePayload<K> {
  // The schema of this kind gives this kind's payload.
  return messageKinds[kind].payload.parse(JSON.parse(row.payload)) as MessagePayload<K>
}
