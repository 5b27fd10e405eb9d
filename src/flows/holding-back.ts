import type { Absence } from '../coaching/absence.ts'
import { absenceAt, lastDayOf } from '../coaching/absence.ts'
import { isReminderTime } from '../coaching/debrief.ts'
import { localDate } from '../coaching/local-time.ts'
import type { Missing } from '../coaching/trigger.ts'
import { waitsForHours } from '../coaching/trigger-time.ts'
import { absencesInFeed } from '../db/feeds.ts'
import { absenceInSlack } from '../db/slack-statuses.ts'
import type { Person } from '../db/people.ts'
import type { Tx } from '../db/store.ts'
import { holidaysOf } from './holidays.ts'

/** Why nothing goes to somebody about a meeting because they do not work, then or on the day of the meeting; and how that is known. */
export type DayOff = 'away' | 'away_in_calendar' | 'away_in_slack' | 'holiday'

/** Whether a person is away, or has a holiday, at any of some instants; absence is named before a holiday, what they told before the rest. */
export async function dayOffAt(tx: Tx, person: Person, instants: readonly Temporal.Instant[]): Promise<DayOff | undefined> {
  const sources = await absencesBySource(tx, person)
  const why = sources.find(({ absences }) => instants.some((at) => absenceAt(absences, at) !== undefined))?.why
  if (why !== undefined) return why
  const holidays = await holidaysOf(tx, person)
  return instants.some((at) => holidays(localDate(at, person.zone)) !== undefined) ? 'holiday' : undefined
}

/** Until when something about a meeting that is late waits, because its person is not at work now; undefined when it may go. */
export async function laterThanNow(
  tx: Tx,
  person: Person,
  dueAt: Temporal.Instant,
  { startsAt }: { startsAt: Temporal.Instant },
  now: Temporal.Instant,
): Promise<Temporal.Instant | undefined> {
  return waitsForHours({ dueAt, now, startsAt, zone: person.zone, week: person.week, holidays: await holidaysOf(tx, person) })
}

/** Whether a reminder may reach a person now: at work, from 09:00 on, and neither away nor on a holiday. */
export async function mayRemind(tx: Tx, person: Person, now: Temporal.Instant): Promise<boolean> {
  return isReminderTime(now, person) && (await dayOffAt(tx, person, [now])) === undefined
}

/** When a person is away: as they told, and as the calendar that they connected and their status in Slack have it. */
export async function absencesOf(tx: Tx, person: Person): Promise<Absence[]> {
  return (await absencesBySource(tx, person)).flatMap(({ absences }) => absences)
}

async function absencesBySource(tx: Tx, person: Person): Promise<{ why: Exclude<DayOff, 'holiday'>; absences: Absence[] }[]> {
  const inSlack = await absenceInSlack(tx, person.id)
  return [
    { why: 'away', absences: person.away ? [person.away] : [] },
    { why: 'away_in_calendar', absences: await absencesInFeed(tx, person.id) },
    { why: 'away_in_slack', absences: inSlack ? [inSlack] : [] },
  ]
}

/** Why a person cannot be expected at a meeting; undefined when they can. */
export async function missingFrom(tx: Tx, person: Person, startsAt: Temporal.Instant): Promise<Missing | undefined> {
  const absence = absenceAt(await absencesOf(tx, person), startsAt)
  if (absence !== undefined) return { why: 'away', lastDay: lastDayOf(absence, person.zone) }
  const name = (await holidaysOf(tx, person))(localDate(startsAt, person.zone))
  return name === undefined ? undefined : { why: 'holiday', name }
}
