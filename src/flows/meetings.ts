import type { Cadence, Occurrence } from '../coaching/cadence.ts'
import { occurrences, parseRule } from '../coaching/cadence.ts'
import type { MeetingId } from '../coaching/ids.ts'
import { localDate, weekOf } from '../coaching/local-time.ts'
import { isRefusal } from '../coaching/refusal.ts'
import type { Lead } from '../coaching/trigger-time.ts'
import { invitationAt, sendAt } from '../coaching/trigger-time.ts'
import { wantFeedSoon } from '../db/feeds.ts'
import type { Meeting } from '../db/meetings.ts'
import { changeMeeting, getMeeting, insertMeeting, meetingsAround } from '../db/meetings.ts'
import type { Pair } from '../db/pairs.ts'
import { noteMeetingsUntil, pairsShortOfMeetings } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPerson } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import type { Trigger } from '../db/triggers.ts'
import { holdBackPlanned, planAgain, planInvitation, planTrigger, triggersOfMeetings, wasSent } from '../db/triggers.ts'
import { holidaysOf } from './holidays.ts'
import { redrawMeetings } from './meeting-messages.ts'

/** Meetings exist as rows this far ahead. */
const horizon = { hours: 24 * 28 }
/** Rows are added when less than this is left. */
const refillAt = { hours: 24 * 21 }
/** Held back for good, whatever becomes of the meeting. */
export const quietWeek = 'two_skipped_in_a_row'

/** Makes the meetings that active pairs are short of, with their triggers and invitations planned. */
export async function extendMeetings(store: Store, now: Temporal.Instant): Promise<void> {
  for (;;) {
    const short = await pairsShortOfMeetings(store.read, now.add(refillAt), 100)
    if (short.length === 0) return
    await store.write(async (tx) => {
      for (const pair of short) await materialise(tx, pair, now)
    })
  }
}

/**
 * Brings a pair's coming meetings in line with its cadence: new occurrences become rows, rows that the cadence no longer has are
 * withdrawn, and a row that it has again comes back. A meeting that is not over, and was announced or skipped already, stands for the new
 * occurrence of the same week (or month, in a monthly cadence) instead, so that nobody is reminded twice. A pair that follows a calendar has
 * its meetings brought in line at the next look at that.
 */
export async function materialise(tx: Tx, pair: Pair, now: Temporal.Instant): Promise<void> {
  if (pair.feedId !== undefined) return wantFeedSoon(tx, pair.feedId)
  const until = now.add(horizon)
  const period = periodOf(pair.cadence)
  const wanted = new Map(occurrences(pair.cadence, period.startOf(now), until).map((one) => [`hand/${one.originalDate}`, one]))
  const meetings = await meetingsAround(tx, pair.id, period.startOf(now), until.add({ hours: 24 * 7 }), [...wanted.keys()])
  const triggers = await triggersOfMeetings(
    tx,
    meetings.map(({ id }) => id),
  )
  const { takes, gone } = match({ wanted, meetings, triggers, version: pair.cadenceVersion, period: period.of, now })

  for (const { key, meeting } of takes) {
    const occurrence = wanted.get(key)
    wanted.delete(key)
    if (meeting.state !== 'withdrawn' && meeting.cadenceVersion === pair.cadenceVersion) continue
    if (occurrence !== undefined) await takeOccurrence(tx, pair, meeting, key, occurrence, now)
  }
  for (const { id } of gone) await changeMeeting(tx, id, ['planned'], { state: 'withdrawn' })
  await holdBackPlanned(
    tx,
    gone.map(({ id }) => id),
    'cadence_changed',
  )
  await redrawMeetings(
    tx,
    gone.map(({ id }) => id),
    now,
  )

  for (const [key, { startsAt }] of wanted) {
    if (Temporal.Instant.compare(startsAt, now) < 0) continue
    const id = await insertMeeting(tx, {
      workspaceId: pair.workspaceId,
      pairId: pair.id,
      key,
      startsAt,
      lengthMinutes: pair.cadence.lengthMinutes,
      cadenceVersion: pair.cadenceVersion,
      now,
    })
    if (id !== undefined) await planAround(tx, pair, await getMeeting(tx, id))
  }
  await noteMeetingsUntil(tx, pair.id, until)
}

/** Plans, or plans anew, what is sent around a meeting: the manager's trigger and the employee's invitation. */
export async function planAround(tx: Tx, pair: Pair, meeting: Meeting): Promise<void> {
  const manager = await getPerson(tx, pair.managerId)
  const employee = await getPerson(tx, pair.employeeId)
  const base = { workspaceId: pair.workspaceId, meetingId: meeting.id, pairId: pair.id }
  await planTrigger(tx, { ...base, managerId: manager.id, dueAt: await triggerAt(tx, manager, pair.lead, meeting.startsAt) })
  await planInvitation(tx, {
    ...base,
    employeeId: employee.id,
    dueAt: invitationAt({ startsAt: meeting.startsAt, zone: employee.zone, week: employee.week, holidays: await holidaysOf(tx, employee) }),
  })
}

/** When the trigger of a meeting is due for its manager. */
export async function triggerAt(tx: Tx, manager: Person, lead: Lead, startsAt: Temporal.Instant): Promise<Temporal.Instant> {
  return sendAt({ startsAt, zone: manager.zone, lead, week: manager.week, holidays: await holidaysOf(tx, manager) })
}

/** Plans anew what is sent around a pair's coming meetings: after its lead, or somebody's zone or working week, has changed. */
export async function planPairAnew(tx: Tx, pair: Pair, now: Temporal.Instant): Promise<void> {
  const coming = await meetingsAround(tx, pair.id, now, now.add({ hours: 24 * 65 }), [])
  for (const meeting of coming) if (meeting.state === 'planned') await planAround(tx, pair, meeting)
}

type Take = { key: string; meeting: Meeting }

/**
 * Which meeting takes which occurrence, and which ones the cadence no longer has. In this order: a meeting of the same key; one that was
 * announced or skipped, in the same period; then a withdrawn one of the same key, which comes back. What is left of `wanted` is new.
 */
function match(given: {
  wanted: Map<string, Occurrence>
  meetings: Meeting[]
  triggers: Map<MeetingId, Trigger>
  version: number
  period: (at: Temporal.Instant) => string
  now: Temporal.Instant
}): { takes: Take[]; gone: Meeting[] } {
  const { wanted, meetings, triggers, version, period, now } = given
  const isAhead = ({ startsAt }: { startsAt: Temporal.Instant }) => Temporal.Instant.compare(startsAt, now) >= 0
  const free = new Map(wanted)
  const takes: Take[] = []
  const taken = new Set<MeetingId>()
  const take = (key: string, meeting: Meeting) => {
    free.delete(key)
    taken.add(meeting.id)
    takes.push({ key, meeting })
  }

  const standing = meetings.filter(({ state, outcome }) => state !== 'withdrawn' && outcome !== 'did_not_happen')
  for (const meeting of standing) {
    const keys = meeting.cadenceVersion === version ? [meeting.standsFor, meeting.key] : [meeting.key]
    const key = keys.find((one) => one !== undefined && free.has(one))
    if (key !== undefined) take(key, meeting)
  }
  const mayStandIn = (meeting: Meeting) =>
    !taken.has(meeting.id) &&
    meeting.cadenceVersion !== version &&
    (meeting.state === 'skipped' || wasSent(triggers.get(meeting.id))) &&
    (meeting.state === 'withdrawn' ? isAhead(meeting) : Temporal.Instant.compare(meeting.endsAt, now) > 0)
  // Announced ones that still stand go before those that were called off.
  for (const meeting of [...standing, ...meetings.filter(({ state }) => state === 'withdrawn')].filter(mayStandIn)) {
    const sincePlanned = (one: Occurrence) => Math.abs(one.startsAt.epochMilliseconds - plannedAt(meeting).epochMilliseconds)
    const [nearest] = [...free]
      .filter(([, one]) => period(one.startsAt) === period(plannedAt(meeting)))
      .toSorted(([, a], [, b]) => sincePlanned(a) - sincePlanned(b))
    if (nearest !== undefined) take(nearest[0], meeting)
  }
  for (const meeting of meetings) {
    const occurrence = free.get(meeting.key)
    if (meeting.state === 'withdrawn' && !taken.has(meeting.id) && occurrence !== undefined && isAhead(occurrence))
      take(meeting.key, meeting)
  }
  const gone = meetings.filter(
    (meeting) => meeting.state === 'planned' && meeting.cadenceVersion !== version && !taken.has(meeting.id) && isAhead(meeting),
  )
  return { takes, gone }
}

/** Puts a meeting where the cadence has its occurrence now. What is over, or was moved by hand, keeps its time. */
async function takeOccurrence(
  tx: Tx,
  pair: Pair,
  meeting: Meeting,
  key: string,
  occurrence: Occurrence,
  now: Temporal.Instant,
): Promise<void> {
  const change = { cadenceVersion: pair.cadenceVersion, standsFor: key === meeting.key ? null : key }
  const isAhead = Temporal.Instant.compare(meeting.startsAt, now) >= 0
  if (!isAhead && meeting.state !== 'withdrawn') {
    await changeMeeting(tx, meeting.id, [meeting.state], change)
    return
  }
  const moved = meeting.movedFromAt !== undefined && meeting.state !== 'withdrawn'
  await changeMeeting(tx, meeting.id, [meeting.state], {
    ...change,
    state: meeting.state === 'withdrawn' ? 'planned' : meeting.state,
    lengthMinutes: pair.cadence.lengthMinutes,
    ...(moved ? { movedFromAt: occurrence.startsAt } : { startsAt: occurrence.startsAt, movedFromAt: null }),
  })
  if (meeting.state === 'withdrawn') await planAgain(tx, meeting.id, [quietWeek])
  await planAround(tx, pair, await getMeeting(tx, meeting.id))
  await redrawMeetings(tx, [meeting.id], now)
}

/** Where the cadence had a meeting, wherever a person moved it. */
function plannedAt({ startsAt, movedFromAt }: Meeting): Temporal.Instant {
  return movedFromAt ?? startsAt
}

/** The stretch in which one announcement is enough: the week, or the month of a monthly cadence, on the cadence's own calendar. */
function periodOf({ rule, zone }: Cadence): { of: (at: Temporal.Instant) => string; startOf: (at: Temporal.Instant) => Temporal.Instant } {
  const parsed = parseRule(rule)
  const isMonthly = !isRefusal(parsed) && parsed.frequency === 'monthly'
  const firstDay = (date: Temporal.PlainDate) => (isMonthly ? date.with({ day: 1 }) : date.subtract({ days: date.dayOfWeek - 1 }))
  return {
    of: (at) => (isMonthly ? localDate(at, zone).toPlainYearMonth().toString() : weekOf(at, zone)),
    startOf: (at) => firstDay(localDate(at, zone)).toZonedDateTime(zone).toInstant(),
  }
}
