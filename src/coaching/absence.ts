/** A stretch in which somebody does not work: from the start of its first day up to, and without, `untilAt`. */
export type Absence = { fromAt: Temporal.Instant; untilAt: Temporal.Instant }

/** The absence from one date to the end of another, on the calendar of a zone. */
export function absenceOf(firstDay: Temporal.PlainDate, lastDay: Temporal.PlainDate, zone: string): Absence {
  return { fromAt: firstDay.toZonedDateTime(zone).toInstant(), untilAt: lastDay.add({ days: 1 }).toZonedDateTime(zone).toInstant() }
}

/** The absence that holds an instant; of several, the one that ends last. */
export function absenceAt(absences: readonly Absence[], at: Temporal.Instant): Absence | undefined {
  return absences
    .filter(({ fromAt, untilAt }) => Temporal.Instant.compare(fromAt, at) <= 0 && Temporal.Instant.compare(at, untilAt) < 0)
    .toSorted((a, b) => Temporal.Instant.compare(a.untilAt, b.untilAt))
    .at(-1)
}

/** The last date of an absence. */
export function lastDayOf({ untilAt }: Absence, zone: string): Temporal.PlainDate {
  return untilAt.subtract({ nanoseconds: 1 }).toZonedDateTimeISO(zone).toPlainDate()
}
