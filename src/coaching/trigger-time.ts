import { localDate } from './local-time.ts'
import { refusal } from './refusal.ts'
import type { Refusal } from './refusal.ts'
import { isWorkingDay, isWorkingTime, nextWorkingDay, noHolidays, previousWorkingDay, workingDayFrom } from './working-days.ts'
import type { Holidays, WorkWeek } from './working-days.ts'

/** How long before a 1:1 its trigger comes, as the manager chose it. */
export const leads = {
  default: '09:00 on the day, or 16:00 the working day before for meetings before 11:00',
  morning: '09:00 on the day',
  evening_before: '16:00 on the working day before',
  hours_2: '2 hours before',
  minutes_30: '30 minutes before',
} as const
export type Lead = keyof typeof leads

/**
 * The instant at which a trigger is due; always before the meeting.
 *
 * `zone` is the manager's zone of the day. The set hours keep to the manager's work week: 09:00 becomes the beginning of their
 * day when that is later, 16:00 becomes an hour before its end when that is earlier, and by default a meeting on a day without
 * work is announced on the working day before. "2 hours before" waits for the working day to begin while that leaves half an hour.
 */
export function sendAt(meeting: {
  startsAt: Temporal.Instant
  zone: string
  lead: Lead
  week: WorkWeek
  holidays?: Holidays | undefined
}): Temporal.Instant {
  const { startsAt, zone, lead, week, holidays = noHolidays } = meeting
  const chosen = chosenAt(lead, { startsAt, zone, week, holidays })
  return isBefore(chosen, startsAt) ? chosen : startsAt.subtract(shortLead)
}

/** The instant of the employee's invitation: 09:00 on their working day before the meeting, in their zone. */
export function invitationAt(meeting: {
  startsAt: Temporal.Instant
  zone: string
  week: WorkWeek
  holidays?: Holidays | undefined
}): Temporal.Instant {
  const { startsAt, zone, week, holidays = noHolidays } = meeting
  return morningOf(previousWorkingDay(localDate(startsAt, zone), week, holidays), zone, week)
}

/** The instant of an action's reminder: 09:00 of its owner on the due date, or on the next working day. */
export function reminderAt(due: {
  dueDate: Temporal.PlainDate
  zone: string
  week: WorkWeek
  holidays?: Holidays | undefined
}): Temporal.Instant {
  return morningOf(workingDayFrom(due.dueDate, due.week, due.holidays ?? noHolidays), due.zone, due.week)
}

export type Snooze = 'later_today' | 'next_working_day'

/**
 * When a snoozed trigger comes back.
 *
 * Later today: two hours from now, rounded to a quarter of an hour, at the latest 30 minutes before the meeting. Next working day:
 * the manager's 09:00. Refused when the meeting leaves no room for it, or when two hours from now is another day.
 */
export function snoozedTo(
  choice: Snooze,
  now: Temporal.Instant,
  startsAt: Temporal.Instant,
  zone: string,
  week: WorkWeek,
  holidays: Holidays = noHolidays,
): Temporal.Instant | Refusal<'meeting_comes_first' | 'day_is_over'> {
  if (choice === 'next_working_day') {
    const at = morningOf(nextWorkingDay(localDate(now, zone), week, holidays), zone, week)
    return missed(at, startsAt) ? meetingComesFirst : at
  }
  const latest = startsAt.subtract(shortLead)
  if (!isBefore(now, latest)) return meetingComesFirst
  const inTwoHours = now.add({ hours: 2 }).toZonedDateTimeISO(zone).round({ smallestUnit: 'minutes', roundingIncrement: 15 }).toInstant()
  const at = isBefore(latest, inTwoHours) ? latest : inTwoHours
  return localDate(at, zone).equals(localDate(now, zone)) ? at : dayIsOver
}

/**
 * Until when a message ahead of a 1:1 waits that could not go when it was due: after an outage, or because the 1:1 was put where it is later
 * than that. What is late does not ring at night: outside of working hours it waits for the next 09:00 (or later beginning) of the person,
 * but no longer than until half an hour before the 1:1. Undefined when it may go now: on time, within working hours, or so shortly before.
 */
export function waitsForHours(late: {
  dueAt: Temporal.Instant
  now: Temporal.Instant
  startsAt: Temporal.Instant
  zone: string
  week: WorkWeek
  holidays?: Holidays | undefined
}): Temporal.Instant | undefined {
  const { dueAt, now, startsAt, zone, week, holidays = noHolidays } = late
  const latest = startsAt.subtract(shortLead)
  if (isBefore(now, dueAt.add(stillOnTime)) || !isBefore(now, latest) || isWorkingTime(now, zone, week, holidays)) return undefined
  const today = localDate(now, zone)
  const thisMorning = morningOf(today, zone, week)
  const isAhead = isWorkingDay(today, week, holidays) && isBefore(now, thisMorning)
  const morning = isAhead ? thisMorning : morningOf(nextWorkingDay(today, week, holidays), zone, week)
  return isBefore(morning, latest) ? morning : latest
}

/** Whether it is too late for a trigger that was not sent: from five minutes before the start on it is missed, and not sent any more. */
export function missed(now: Temporal.Instant, startsAt: Temporal.Instant): boolean {
  return !isBefore(now, startsAt.subtract({ minutes: 5 }))
}

const meetingComesFirst = refusal('meeting_comes_first', 'Your 1:1 begins before that. The message stays here as it is.')
const dayIsOver = refusal('day_is_over', 'There is not enough left of today. Choose the next working day, or keep the message as it is.')
const shortLead = { minutes: 30 }
/** A look at what is due comes every few seconds, and may wait for a calendar to answer. */
const stillOnTime = { minutes: 10 }
const earlyMeeting = '11:00'
const usualMorning = '09:00'
const usualEvening = '16:00'

type Meeting = { startsAt: Temporal.Instant; zone: string; week: WorkWeek; holidays: Holidays }

function chosenAt(lead: Lead, meeting: Meeting): Temporal.Instant {
  const { startsAt, zone, week, holidays } = meeting
  const date = localDate(startsAt, zone)
  const morning = morningOf(date, zone, week)
  const halfAnHourBefore = startsAt.subtract(shortLead)
  switch (lead) {
    case 'default': {
      const startTime = startsAt.toZonedDateTimeISO(zone).toPlainTime()
      const isEarly = Temporal.PlainTime.compare(startTime, Temporal.PlainTime.from(earlyMeeting)) < 0
      const morningServes = isWorkingDay(date, week, holidays) && !isEarly && !isBefore(halfAnHourBefore, morning)
      return morningServes ? morning : eveningBefore(meeting)
    }
    case 'evening_before':
      return eveningBefore(meeting)
    case 'morning':
      return isBefore(halfAnHourBefore, morning) ? halfAnHourBefore : morning
    case 'hours_2': {
      const notBefore = isBefore(halfAnHourBefore, morning) ? halfAnHourBefore : morning
      const twoHoursBefore = startsAt.subtract({ hours: 2 })
      return isBefore(twoHoursBefore, notBefore) ? notBefore : twoHoursBefore
    }
    case 'minutes_30':
      return halfAnHourBefore
    default:
      return lead satisfies never
  }
}

function eveningBefore({ startsAt, zone, week, holidays }: Meeting): Temporal.Instant {
  const date = previousWorkingDay(localDate(startsAt, zone), week, holidays)
  const lastHour = Temporal.PlainTime.from(week.to).subtract({ hours: 1 })
  return at(date, latestOf(week.from, earliestOf(usualEvening, lastHour.toString().slice(0, 5))), zone)
}

function morningOf(date: Temporal.PlainDate, zone: string, week: WorkWeek): Temporal.Instant {
  return at(date, latestOf(usualMorning, week.from), zone)
}

function at(date: Temporal.PlainDate, time: string, zone: string): Temporal.Instant {
  return date.toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant()
}

/** `HH:MM` sorts as text. */
function latestOf(one: string, other: string): string {
  return one > other ? one : other
}

function earliestOf(one: string, other: string): string {
  return one < other ? one : other
}

function isBefore(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return Temporal.Instant.compare(one, other) < 0
}
