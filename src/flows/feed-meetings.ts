import type { CalledMeeting } from '../coaching/feed.ts'
import type { MeetingId } from '../coaching/ids.ts'
import { weekOf } from '../coaching/local-time.ts'
import type { Meeting, MeetingChange } from '../db/meetings.ts'
import { changeMeeting, getMeeting, insertMeeting, meetingsAround } from '../db/meetings.ts'
import type { Pair } from '../db/pairs.ts'
import { getPeople } from '../db/people.ts'
import type { Tx } from '../db/store.ts'
import { holdBackPlanned, planAgain, triggersOfMeetings, wasSent } from '../db/triggers.ts'
import { redrawHomes } from './home.ts'
import { redrawMeetings } from './meeting-messages.ts'
import { planAround, quietWeek } from './meetings.ts'

/** How far back a calendar is read, so that what was moved or called off just now is known, and how far ahead. */
export const feedWindow = { before: { hours: 24 * 8 }, after: { hours: 24 * 65 } }
/** Meetings exist as rows this far ahead. */
const horizon = { hours: 24 * 28 }

/**
 * Brings a pair's meetings in line with its calendar. New ones become rows; one that the calendar moved, moves; one that it cancelled,
 * that somebody declined or that is gone, is withdrawn, and comes back when it does. What was sent is edited in place. A move by hand
 * stands until the calendar itself moves the meeting, and a skipped one stays skipped. A meeting that was announced stands for a new one
 * of the same week, so that nobody is reminded twice.
 */
export async function followCalendar(tx: Tx, pair: Pair, called: ReadonlyMap<string, CalledMeeting>, now: Temporal.Instant): Promise<void> {
  if (pair.state !== 'active') return
  const meetings = await meetingsAround(tx, pair.id, now.subtract(feedWindow.before), now.add(feedWindow.after), [...called.keys()])
  const byKey = new Map(
    meetings.flatMap((meeting) => [meeting.key, meeting.standsFor].flatMap((key) => (key === undefined ? [] : [[key, meeting] as const]))),
  )
  const matched = new Set<MeetingId>()
  const changed: MeetingId[] = []
  const isNew: CalledMeeting[] = []
  for (const one of called.values()) {
    const meeting = byKey.get(one.key)
    if (meeting === undefined) {
      if (one.standing === 'on' && isAfter(one.startsAt, now) && isAfter(now.add(horizon), one.startsAt)) isNew.push(one)
      continue
    }
    matched.add(meeting.id)
    if (await follow(tx, pair, meeting, one, now)) changed.push(meeting.id)
  }

  const triggers = await triggersOfMeetings(
    tx,
    meetings.map(({ id }) => id),
  )
  const announced = meetings.filter(
    (meeting) =>
      !matched.has(meeting.id) &&
      (meeting.state === 'skipped' || wasSent(triggers.get(meeting.id))) &&
      isAfter(meeting.endsAt, now) &&
      meeting.outcome === 'unknown',
  )
  for (const one of isNew.toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt))) {
    const standIn = announced.find(
      ({ id, startsAt }) => !matched.has(id) && weekOf(startsAt, pair.cadence.zone) === weekOf(one.startsAt, pair.cadence.zone),
    )
    if (standIn === undefined) {
      await insert(tx, pair, one, now)
      continue
    }
    matched.add(standIn.id)
    await changeMeeting(tx, standIn.id, [standIn.state], { standsFor: one.key })
    await follow(tx, pair, standIn, one, now)
    changed.push(standIn.id)
  }

  const gone = meetings
    .filter(({ id, state, startsAt }) => state === 'planned' && !matched.has(id) && isAfter(startsAt, now))
    .map(({ id }) => id)
  for (const id of gone) await changeMeeting(tx, id, ['planned'], { state: 'withdrawn' })
  await holdBackPlanned(tx, gone, 'calendar_gone')

  await redrawMeetings(tx, [...changed, ...gone], now)
  if (changed.length + gone.length + isNew.length > 0)
    await redrawHomes(tx, [...(await getPeople(tx, [pair.managerId, pair.employeeId])).values()], now)
}

async function insert(tx: Tx, pair: Pair, one: CalledMeeting, now: Temporal.Instant): Promise<void> {
  const { key, startsAt, lengthMinutes } = one
  const id = await insertMeeting(tx, {
    workspaceId: pair.workspaceId,
    pairId: pair.id,
    key,
    startsAt,
    calendarAt: startsAt,
    lengthMinutes,
    cadenceVersion: pair.cadenceVersion,
    now,
  })
  if (id !== undefined) await planAround(tx, pair, await getMeeting(tx, id))
}

/** Lets one meeting follow; true when something about it is different now. What is over, or was answered, keeps its place. */
async function follow(tx: Tx, pair: Pair, meeting: Meeting, one: CalledMeeting, now: Temporal.Instant): Promise<boolean> {
  const isOver = !isAfter(meeting.endsAt, now) && !isAfter(one.startsAt, now)
  if (isOver || meeting.outcome !== 'unknown') return false
  if (one.standing !== 'on') {
    if (!(await changeMeeting(tx, meeting.id, ['planned'], { state: 'withdrawn', calendarAt: one.startsAt }))) return false
    await holdBackPlanned(tx, [meeting.id], `calendar_${one.standing}`)
    return true
  }
  const comesBack = meeting.state === 'withdrawn'
  const wasMoved = meeting.calendarAt === undefined || !meeting.calendarAt.equals(one.startsAt)
  if (!comesBack && !wasMoved && meeting.lengthMinutes === one.lengthMinutes && meeting.cadenceVersion === pair.cadenceVersion) return false
  if (comesBack && !isAfter(one.startsAt, now)) return false
  await changeMeeting(tx, meeting.id, [meeting.state], {
    state: comesBack ? 'planned' : meeting.state,
    lengthMinutes: one.lengthMinutes,
    cadenceVersion: pair.cadenceVersion,
    calendarAt: one.startsAt,
    ...(wasMoved || comesBack ? placeOf(meeting, one) : {}),
  })
  if (meeting.state !== 'skipped') await planAgain(tx, meeting.id, [quietWeek])
  await planAround(tx, pair, await getMeeting(tx, meeting.id))
  return true
}

/** Where a meeting is now, and where it was before it was moved. */
function placeOf(meeting: Meeting, { startsAt }: CalledMeeting): MeetingChange {
  if (meeting.startsAt.equals(startsAt)) return { closing: 'open' }
  const movedFromAt = meeting.movedFromAt ?? meeting.startsAt
  return { startsAt, movedFromAt: movedFromAt.equals(startsAt) ? null : movedFromAt, closing: 'open' }
}

function isAfter(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return Temporal.Instant.compare(one, other) > 0
}
