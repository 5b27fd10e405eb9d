import type { MeetingId } from '../coaching/ids.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import { changeMeeting, getMeeting } from '../db/meetings.ts'
import type { Meeting } from '../db/meetings.ts'
import type { Pair } from '../db/pairs.ts'
import { getPair } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPeople, getPerson } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import { holdBackPlanned, planAgain } from '../db/triggers.ts'
import { redrawHomes } from './home.ts'
import { redrawMeetings } from './meeting-messages.ts'
import { planAround, quietWeek } from './meetings.ts'

/** Why a 1:1 is skipped, as far as the manager cares to say. */
export const skipReasons = ['leave', 'clash', 'no_need'] as const
export type SkipReason = (typeof skipReasons)[number]

/** Where a 1:1 was moved to. `shiftedByGap`: the clock has no such time that night, and this is what it becomes. */
export type Moved = { employeeName: string; startsAt: Temporal.Instant; shiftedByGap: boolean }

/** How far ahead a 1:1 can be moved, in days. */
const farthestDays = 60

/**
 * *We moved it*: the meeting keeps its identity and gets a new start (wall clock of the manager's zone); what was not sent yet is planned anew,
 * what was sent is edited in place. Refused for a time that is past, that it has already, or that is more than 60 days ahead.
 */
export async function moveMeeting(
  store: Store,
  meetingId: MeetingId,
  by: Person,
  to: Temporal.PlainDateTime,
  now: Temporal.Instant,
): Promise<Moved | Refusal<'not_yours' | 'off' | 'past' | 'far' | 'same'>> {
  return store.write(async (tx) => {
    const { meeting, pair } = await meetingAndPair(tx, meetingId)
    if (pair.managerId !== by.id) return notYours
    const placed = to.toZonedDateTime(by.zone, { disambiguation: 'compatible' })
    const startsAt = placed.toInstant()
    if (Temporal.Instant.compare(startsAt, now) <= 0) return refusal('past', 'This time is past. Please pick a time still to come.')
    if (startsAt.since(now).total('hours') > farthestDays * 24)
      return refusal(
        'far',
        `This is more than ${farthestDays} days away. Please pick an earlier day, or skip this one and let the next come round.`,
      )
    if (startsAt.equals(meeting.startsAt)) return refusal('same', 'It is at this time already. Please pick another one.')
    const movedFromAt = meeting.movedFromAt ?? meeting.startsAt
    const change = { startsAt, movedFromAt: startsAt.equals(movedFromAt) ? null : movedFromAt, closing: 'open' as const }
    if (meeting.outcome !== 'unknown' || !(await changeMeeting(tx, meetingId, ['planned'], change)))
      return refusal('off', 'This 1:1 is over or off, so it cannot be moved. Nothing was changed.')
    await planAgain(tx, meetingId, [quietWeek])
    await planAround(tx, pair, await getMeeting(tx, meetingId))
    await tellBoth(tx, pair, meetingId, now)
    const employee = await getPerson(tx, pair.employeeId)
    return { employeeName: employee.name, startsAt, shiftedByGap: !placed.toPlainDateTime().equals(to) }
  })
}

/** *Not this week*: nothing more is sent about this meeting, and it counts as not held. */
export async function skipMeeting(
  store: Store,
  meetingId: MeetingId,
  by: Person,
  reason: SkipReason | undefined,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const { meeting, pair } = await meetingAndPair(tx, meetingId)
    if (pair.managerId !== by.id) return notYours
    if (Temporal.Instant.compare(meeting.endsAt, now) <= 0)
      return refusal('over', 'This 1:1 is over. Nothing was changed. You can say below whether it took place.')
    if (
      meeting.outcome !== 'unknown' ||
      !(await changeMeeting(tx, meetingId, ['planned'], { state: 'skipped', skipReason: reason ?? null }))
    ) {
      return refusal('off', 'This was decided already. Nothing was changed.')
    }
    await holdBackPlanned(tx, [meetingId], 'skipped')
    await tellBoth(tx, pair, meetingId, now)
    return undefined
  })
}

/** *Bring it back*: undoes *Not this week* while the meeting is still to come. */
export async function bringBackMeeting(
  store: Store,
  meetingId: MeetingId,
  by: Person,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  return store.write(async (tx) => {
    const { meeting, pair } = await meetingAndPair(tx, meetingId)
    if (pair.managerId !== by.id) return notYours
    if (Temporal.Instant.compare(meeting.endsAt, now) <= 0)
      return refusal('over', 'This 1:1 would be over by now, so it stays skipped. Nothing was changed.')
    if (meeting.cadenceVersion !== pair.cadenceVersion)
      return refusal('gone', 'The days of this 1:1 were changed since, so this one is not there any more. Nothing was changed.')
    if (!(await changeMeeting(tx, meetingId, ['skipped'], { state: 'planned', skipReason: null })))
      return refusal('on', 'This 1:1 is not skipped. Nothing was changed.')
    await planAgain(tx, meetingId, [quietWeek])
    await planAround(tx, pair, await getMeeting(tx, meetingId))
    await tellBoth(tx, pair, meetingId, now)
    return undefined
  })
}

const notYours = refusal('not_yours', 'Only the manager of this 1:1 can do this. Nothing was changed.')

async function meetingAndPair(tx: Tx, meetingId: MeetingId): Promise<{ meeting: Meeting; pair: Pair }> {
  const meeting = await getMeeting(tx, meetingId)
  return { meeting, pair: await getPair(tx, meeting.pairId) }
}

async function tellBoth(tx: Tx, pair: Pair, meetingId: MeetingId, now: Temporal.Instant): Promise<void> {
  await redrawMeetings(tx, [meetingId], now)
  await redrawHomes(tx, [...(await getPeople(tx, [pair.managerId, pair.employeeId])).values()], now)
}
