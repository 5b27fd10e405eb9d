import type { MeetingId } from '../coaching/ids.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import type { MeetingOutcome } from '../db/meetings.ts'
import { closeMeeting, getMeeting, meetingsToClose, noteOutcome } from '../db/meetings.ts'
import { getPair } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPeople } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import { noteTalked } from '../db/topics.ts'
import { redrawHomes } from './home.ts'
import { redrawMeetings } from './meeting-messages.ts'

/** Turns the messages of meetings that are over into the question what became of them. Nobody is written to anew. */
export async function closeOverMeetings(store: Store, now: Temporal.Instant): Promise<void> {
  for (;;) {
    const over = await meetingsToClose(store.read, now, 100)
    if (over.length === 0) return
    await store.write(async (tx) => {
      for (const { id } of over) await closeMeeting(tx, id, now)
      await redrawMeetings(
        tx,
        over.map(({ id }) => id),
        now,
      )
    })
  }
}

/** *We coached*, *Status only* or *Did not happen*, said by the manager once the meeting has begun. */
export async function answerWrapUp(
  store: Store,
  meetingId: MeetingId,
  by: Person,
  outcome: Exclude<MeetingOutcome, 'unknown'>,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const meeting = await getMeeting(tx, meetingId)
    const pair = await getPair(tx, meeting.pairId)
    if (pair.managerId !== by.id) return refusal('not_yours', 'Only the manager of this 1:1 can answer this. Nothing was changed.')
    if (Temporal.Instant.compare(now, meeting.startsAt) < 0)
      return refusal('ahead', 'This 1:1 was moved and is still ahead. Nothing was changed.')
    if (!(await noteOutcome(tx, meetingId, ['unknown'], outcome, by.id, now)))
      return refusal('answered', 'This was answered already, or the 1:1 was called off. Nothing was changed.')
    if (outcome !== 'did_not_happen') await noteTalked(tx, pair.id, meeting.startsAt)
    await tellOutcome(tx, meetingId, now)
    return undefined
  })
}

/** A session bound to the meeting was closed: that says by itself that the two of them coached. */
export async function meetingCoached(tx: Tx, meetingId: MeetingId, by: Person, now: Temporal.Instant): Promise<void> {
  await noteOutcome(tx, meetingId, ['unknown', 'status_only', 'did_not_happen', 'coached'], 'coached', by.id, now)
  await tellOutcome(tx, meetingId, now)
}

async function tellOutcome(tx: Tx, meetingId: MeetingId, now: Temporal.Instant): Promise<void> {
  const pair = await getPair(tx, (await getMeeting(tx, meetingId)).pairId)
  await redrawMeetings(tx, [meetingId], now)
  await redrawHomes(tx, [...(await getPeople(tx, [pair.managerId, pair.employeeId])).values()], now)
}
