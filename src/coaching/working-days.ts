import { z } from 'zod'

/** The days and hours in which a person works. Days are ISO numbers (Monday is 1), hours are `HH:MM` on their wall clock. */
export type WorkWeek = { days: number[]; from: string; to: string }

/** The name of the holiday on a date, or nothing. Leave is answered here as well: for Cuecard both are days without work. */
export type Holidays = (date: Temporal.PlainDate) => string | undefined

/** Monday to Friday, 09:00 to 17:00. */
export const usualWorkWeek: WorkWeek = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }
export const noHolidays: Holidays = () => undefined

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time looks like 09:00.')

/** What a stored work week must look like: at least one day, and an end after its beginning. */
export const workWeekSchema = z
  .object({ days: z.array(z.int().min(1).max(7)).min(1), from: clockTime, to: clockTime })
  .refine((week) => week.from < week.to, 'The working day ends after it begins.')

export function isWorkingDay(date: Temporal.PlainDate, week: WorkWeek = usualWorkWeek, holidays: Holidays = noHolidays): boolean {
  return week.days.includes(date.dayOfWeek) && holidays(date) === undefined
}

/** Whether somebody is at work at an instant: on a working day of theirs, from the beginning to the end of their hours in their zone. */
export function isWorkingTime(at: Temporal.Instant, zone: string, week: WorkWeek, holidays: Holidays = noHolidays): boolean {
  const local = at.toZonedDateTimeISO(zone)
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' })
  return isWorkingDay(local.toPlainDate(), week, holidays) && time >= week.from && time < week.to
}

/** The last working day before `date`; `date` itself is never the answer. */
export function previousWorkingDay(date: Temporal.PlainDate, week: WorkWeek = usualWorkWeek, holidays: Holidays = noHolidays) {
  return addWorkingDays(date, -1, week, holidays)
}

/** The first working day after `date`; `date` itself is never the answer. */
export function nextWorkingDay(date: Temporal.PlainDate, week: WorkWeek = usualWorkWeek, holidays: Holidays = noHolidays) {
  return addWorkingDays(date, 1, week, holidays)
}

/** `date` when it is a working day, otherwise the next one. */
export function workingDayFrom(date: Temporal.PlainDate, week: WorkWeek = usualWorkWeek, holidays: Holidays = noHolidays) {
  return isWorkingDay(date, week, holidays) ? date : nextWorkingDay(date, week, holidays)
}

/**
 * The date `count` working days after `date` (before it when `count` is negative). Days are counted from the day after, so a
 * Friday plus one is Monday, and a Saturday plus one is Monday too. With a count of 0 it is `date` itself, whatever day that is.
 * Throws a RangeError when two years bring no working day: a work week without days.
 */
export function addWorkingDays(
  date: Temporal.PlainDate,
  count: number,
  week: WorkWeek = usualWorkWeek,
  holidays: Holidays = noHolidays,
): Temporal.PlainDate {
  const step = Math.sign(count)
  let day = date
  for (let left = Math.abs(count); left > 0; left -= 1) {
    day = firstWorkingDay(day, step, week, holidays)
  }
  return day
}

const longestBreakDays = 731

function firstWorkingDay(after: Temporal.PlainDate, step: number, week: WorkWeek, holidays: Holidays): Temporal.PlainDate {
  let day = after
  for (let tried = 0; tried < longestBreakDays; tried += 1) {
    day = day.add({ days: step })
    if (isWorkingDay(day, week, holidays)) return day
  }
  throw new RangeError('this work week has no working day in two years')
}
