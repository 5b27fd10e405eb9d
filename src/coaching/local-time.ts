/** "Tue 3 March, 14:00" in the reader's zone. `locale` is a BCP 47 tag. */
export function sayDateTime(instant: Temporal.Instant, zone: string, locale: string = defaultLocale): string {
  return `${sayDate(instant, zone, locale)}, ${sayTime(instant, zone, locale)}`
}

/** "Tue 3 March" in the reader's zone. A date without a zone may be given as it is. */
export function sayDate(when: Temporal.Instant, zone: string, locale?: string): string
export function sayDate(when: Temporal.PlainDate, zone?: string, locale?: string): string
export function sayDate(when: Temporal.Instant | Temporal.PlainDate, zone?: string, locale: string = defaultLocale): string {
  const date = when instanceof Temporal.Instant ? localDate(when, zone ?? 'UTC') : when
  return words(formatter(locale, 'date'), date)
}

/** "14:00" in the reader's zone, always on the 24-hour clock. */
export function sayTime(instant: Temporal.Instant, zone: string, locale: string = defaultLocale): string {
  return formatter(locale, 'time').format(asUtcMs(instant.toZonedDateTimeISO(zone).toPlainDateTime()))
}

/**
 * "today 14:00", "tomorrow 09:00", "yesterday 09:00", otherwise "Tue 3 March, 14:00". What is further than nine months from `now`
 * carries its year: "Tue 3 March 2027, 14:00".
 */
export function sayRelativeDay(instant: Temporal.Instant, now: Temporal.Instant, zone: string, locale: string = defaultLocale): string {
  const date = localDate(instant, zone)
  const daysAway = localDate(now, zone).until(date, { largestUnit: 'days' }).days
  const time = sayTime(instant, zone, locale)
  if (Math.abs(daysAway) <= 1) return `${new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(daysAway, 'day')} ${time}`
  if (Math.abs(daysAway) <= 270) return `${sayDate(date, zone, locale)}, ${time}`
  return `${words(formatter(locale, 'date with year'), date)}, ${time}`
}

/** The ISO week of an instant in a zone, as `2026-W05`. It begins on Monday, 00:00 local. */
export function weekOf(instant: Temporal.Instant, zone: string): string {
  const date = localDate(instant, zone)
  return `${date.yearOfWeek}-W${String(date.weekOfYear).padStart(2, '0')}`
}

/** The date that a calendar on the wall in `zone` shows at an instant. */
export function localDate(instant: Temporal.Instant, zone: string): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(zone).toPlainDate()
}

/** A quarter: its first and last date, and its name. */
export type Quarter = { start: Temporal.PlainDate; end: Temporal.PlainDate; label: string }

/**
 * The quarter that holds `date` when the business year begins in `quarterStartMonth` (1 to 12). The label counts from there and
 * carries the calendar year in which the business year began: with an April start, February 2027 lies in "Q4 2026".
 */
export function quarterOf(date: Temporal.PlainDate, quarterStartMonth = 1): Quarter {
  const monthsIntoYear = (date.month - quarterStartMonth + 12) % 12
  const yearBegan = date.with({ day: 1 }).subtract({ months: monthsIntoYear })
  const index = Math.floor(monthsIntoYear / 3)
  const start = yearBegan.add({ months: index * 3 })
  return { start, end: start.add({ months: 3 }).subtract({ days: 1 }), label: `Q${index + 1} ${yearBegan.year}` }
}

/** Whether `text` is the name of a zone in the IANA database, an older alias included. A bare offset such as "+01:00" is not. */
export function isZone(text: string): boolean {
  const known = knownZones.get(text)
  if (known !== undefined) return known
  const answer = readsAsZone(text)
  if (knownZones.size < 5_000) knownZones.set(text, answer)
  return answer
}

const defaultLocale = 'en-GB'
const knownZones = new Map<string, boolean>()

function readsAsZone(text: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(text)) return false
  try {
    Temporal.PlainDate.from('2026-01-01').toZonedDateTime(text)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

type Shape = 'date' | 'date with year' | 'time'
const shapes: Record<Shape, Intl.DateTimeFormatOptions> = {
  date: { weekday: 'short', day: 'numeric', month: 'long' },
  'date with year': { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
}
const formatters = new Map<string, Intl.DateTimeFormat>()

/** The zone is applied before: every formatter prints UTC fields, so that their number does not grow with the zones. */
function formatter(locale: string, shape: Shape): Intl.DateTimeFormat {
  const key = `${locale}/${shape}`
  let known = formatters.get(key)
  if (known === undefined) {
    known = new Intl.DateTimeFormat(locale, { ...shapes[shape], timeZone: 'UTC' })
    formatters.set(key, known)
  }
  return known
}

/** English writes "Tue, 3 March"; people say "Tue 3 March". */
function words(format: Intl.DateTimeFormat, date: Temporal.PlainDate): string {
  return format.format(asUtcMs(date.toPlainDateTime())).replace(/^(\p{L}+),/u, '$1')
}

function asUtcMs(local: Temporal.PlainDateTime): number {
  return local.toZonedDateTime('UTC').epochMilliseconds
}
