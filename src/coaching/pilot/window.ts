/** A stretch of local calendar days: the start is in, the end is out. */
export interface Window {
  start: Temporal.PlainDate
  end: Temporal.PlainDate
}

export function isIn(date: Temporal.PlainDate | null, { start, end }: Window): boolean {
  return date !== null && isOnOrBefore(start, date) && isBefore(date, end)
}

export function isBefore(one: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(one, other) < 0
}

export function isOnOrBefore(one: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(one, other) <= 0
}

/** Whole days from one date to another, negative when the other is earlier. */
export function daysBetween(from: Temporal.PlainDate, to: Temporal.PlainDate): number {
  return from.until(to, { largestUnit: 'days' }).days
}
