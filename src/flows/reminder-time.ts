import { absenceAt } from '../coaching/absence.ts'
import { isWorkingDay } from '../coaching/working-days.ts'
import type { Person } from '../db/people.ts'

/** The wall-clock hour from which people are reminded. */
export const remindFrom = Temporal.PlainTime.from('09:00')

/** Whether a person can be reminded now: on one of their working days, from 09:00, and not while they are away. */
export function isTimeToRemind(owner: Person, now: Temporal.Instant): boolean {
  const local = now.toZonedDateTimeISO(owner.zone)
  const isAway = owner.away !== undefined && absenceAt([owner.away], now) !== undefined
  return !isAway && isWorkingDay(local.toPlainDate(), owner.week) && Temporal.PlainTime.compare(local.toPlainTime(), remindFrom) >= 0
}
