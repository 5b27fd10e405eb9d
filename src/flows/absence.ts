import type { Absence } from '../coaching/absence.ts'
import { absenceOf } from '../coaching/absence.ts'
import { localDate } from '../coaching/local-time.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { refusal } from '../coaching/refusal.ts'
import { livingPairsOf } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPeople, saveAbsence } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import { redrawHomes } from './home.ts'
import { redrawPair } from './meeting-messages.ts'

/**
 * *I'm away until…*: from the first to the end of the last day, on the person's own calendar, nothing of their 1:1s is sent to them.
 * Refused for days that are past, that end before they begin, or that end more than a year from now.
 */
export async function goAway(
  store: Store,
  by: Person,
  days: { firstDay: Temporal.PlainDate; lastDay: Temporal.PlainDate },
  now: Temporal.Instant,
): Promise<Absence | Refusal<'past' | 'backwards' | 'far'>> {
  const { firstDay, lastDay } = days
  const today = localDate(now, by.zone)
  if (Temporal.PlainDate.compare(lastDay, today) < 0)
    return refusal('past', 'This day is past. Please pick the last day on which you are away.')
  if (Temporal.PlainDate.compare(lastDay, firstDay) < 0) return refusal('backwards', 'This is before the first day.')
  if (today.until(lastDay, { largestUnit: 'day' }).days > 366)
    return refusal('far', 'This is more than a year away. Please pick an earlier day; you can move it later.')
  const away = absenceOf(firstDay, lastDay, by.zone)
  await store.write((tx) => changeAbsence(tx, by, away, now))
  return away
}

/** *I'm back*: what was held back in the meantime is not caught up with. */
export async function comeBack(store: Store, by: Person, now: Temporal.Instant): Promise<void> {
  await store.write((tx) => changeAbsence(tx, by, undefined, now))
}

/** Keeps an absence, and draws again what shows it to the person and to those who meet them. */
export async function changeAbsence(tx: Tx, by: Person, away: Absence | undefined, now: Temporal.Instant): Promise<void> {
  await saveAbsence(tx, by.id, away)
  const pairs = await livingPairsOf(tx, by.id)
  for (const pair of pairs) await redrawPair(tx, pair, now)
  const people = await getPeople(tx, [by.id, ...pairs.flatMap(({ managerId, employeeId }) => [managerId, employeeId])])
  await redrawHomes(tx, [...people.values()], now)
}
