import { occurrences } from '../coaching/cadence.ts'
import type { MeetingId } from '../coaching/ids.ts'
import { weekOf } from '../coaching/local-time.ts'
import { invitationAt, sendAt } from '../coaching/trigger-time.ts'
import type { Meeting } from '../db/meetings.ts'
import { changeMeeting, getMeeting, insertMeeting, meetingsBetween } from '../db/meetings.ts'
import type { Pair } from '../db/pairs.ts'
import { noteMeetingsUntil, pairsShortOfMeetings } from '../db/pairs.ts'
import { getPerson } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import { holdBackPlanned, planInvitation, planTrigger, triggersOfMeetings } from '../db/triggers.ts'

/** Meetings exist as rows this far ahead. */
const horizon = { hours: 24 * 28 }
/** Rows are added when less than this is left. */
const refillAt = { hours: 24 * 21 }

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
 * withdrawn. A meeting whose trigger was sent already is moved onto the new occurrence of the same week instead, so that nobody is
 * reminded twice.
 */
export async function materialise(tx: Tx, pair: Pair, now: Temporal.Instant): Promise<void> {
  const until = now.add(horizon)
  const wanted = new Map(occurrences(pair.cadence, now, until).map((one) => [`hand/${one.originalDate}`, one]))
  const existing = (await meetingsBetween(tx, pair.id, now, until.add({ hours: 24 * 7 }))).filter((meeting) => meeting.state === 'planned')
  const stale = existing.filter((meeting) => meeting.cadenceVersion !== pair.cadenceVersion)
  const triggers = await triggersOfMeetings(tx, stale.map((meeting) => meeting.id))
  const gone: MeetingId[] = []
  for (const meeting of stale) {
    const sent = triggers.get(meeting.id)?.state === 'sent'
    const [key, occurrence] = wanted.has(meeting.key)
      ? [meeting.key, wanted.get(meeting.key)]
      : (sent ? wanted.entries().find(([, one]) => weekOf(one.startsAt, pair.cadence.zone) === weekOf(meeting.startsAt, pair.cadence.zone)) : undefined) ?? []
    if (occurrence === undefined || key === undefined) {
      if (await changeMeeting(tx, meeting.id, ['planned'], { state: 'withdrawn' })) gone.push(meeting.id)
      continue
    }
    await changeMeeting(tx, meeting.id, ['planned'], { startsAt: occurrence.startsAt, cadenceVersion: pair.cadenceVersion, lengthMinutes: pair.cadence.lengthMinutes, ...(key === meeting.key ? {} : { standsFor: key }) })
    await planAround(tx, pair, await getMeeting(tx, meeting.id))
    wanted.delete(key)
  }
  await holdBackPlanned(tx, gone, 'cadence_changed')
  const covered = new Set(existing.flatMap((meeting) => (meeting.standsFor === undefined ? [meeting.key] : [meeting.key, meeting.standsFor])))
  for (const [key, { startsAt }] of wanted) {
    if (covered.has(key)) continue
    const id = await insertMeeting(tx, { workspaceId: pair.workspaceId, pairId: pair.id, key, startsAt, lengthMinutes: pair.cadence.lengthMinutes, cadenceVersion: pair.cadenceVersion, now })
    if (id !== undefined) await planAround(tx, pair, await getMeeting(tx, id))
  }
  await noteMeetingsUntil(tx, pair.id, until)
}

/** Plans, or plans anew, what is sent around a meeting: the manager's trigger and the employee's invitation. */
export async function planAround(tx: Tx, pair: Pair, meeting: Meeting): Promise<void> {
  const manager = await getPerson(tx, pair.managerId)
  const employee = await getPerson(tx, pair.employeeId)
  const base = { workspaceId: pair.workspaceId, meetingId: meeting.id, pairId: pair.id }
  await planTrigger(tx, { ...base, managerId: manager.id, dueAt: sendAt({ startsAt: meeting.startsAt, zone: manager.zone, lead: pair.lead, week: manager.week }) })
  await planInvitation(tx, { ...base, employeeId: employee.id, dueAt: invitationAt({ startsAt: meeting.startsAt, zone: employee.zone, week: employee.week }) })
}
