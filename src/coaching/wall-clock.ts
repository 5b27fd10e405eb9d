/** A wall time put on the time line. `epochMs` is whole milliseconds since 1970-01-01T00:00Z. */
export type PlacedWallTime = { epochMs: number; shiftedByGap: boolean }

/**
 * The instant at which clocks in `zone` show `minuteOfDay` on `day` (days since 1970-01-01).
 *
 * A time that clocks jump over moves forward by the length of the gap; a time that comes twice means the first one. That is
 * `disambiguation: 'compatible'` of Temporal, at about forty times its speed: the offsets of a zone are read once for each year.
 */
export function placeWallTime(zone: string, day: number, minuteOfDay: number): PlacedWallTime {
  const wallMs = day * dayMs + minuteOfDay * minuteMs
  const stretches = offsetsAround(zone, wallMs)
  for (const stretch of stretches) {
    const epochMs = wallMs - stretch.offsetMs
    if (epochMs >= stretch.fromMs && epochMs < stretch.toMs) return { epochMs, shiftedByGap: false }
  }
  for (const stretch of stretches) {
    const epochMs = wallMs - stretch.offsetMs
    if (epochMs >= stretch.toMs && wallMs - stretch.nextOffsetMs < stretch.toMs) return { epochMs, shiftedByGap: true }
  }
  throw new RangeError(`no place for a wall time in ${zone}`)
}

/** The local day (days since 1970-01-01) that clocks in `zone` show at `epochMs`. */
export function localDayAt(zone: string, epochMs: number): number {
  for (const stretch of offsetsAround(zone, epochMs)) {
    if (epochMs >= stretch.fromMs && epochMs < stretch.toMs) return Math.floor((epochMs + stretch.offsetMs) / dayMs)
  }
  throw new RangeError(`no offset known for ${zone}`)
}

/** The number of days from 1970-01-01 to an ISO date such as `2026-03-03`. */
export function dayNumber(isoDate: string): number {
  const date = Temporal.PlainDate.from(isoDate)
  return Date.UTC(date.year, date.month - 1, date.day) / dayMs
}

/** The ISO date that is `day` days after 1970-01-01. */
export function isoDateOf(day: number): string {
  const date = new Date(day * dayMs)
  const month = date.getUTCMonth() + 1
  const dayOfMonth = date.getUTCDate()
  return `${date.getUTCFullYear()}-${month < 10 ? '0' : ''}${month}-${dayOfMonth < 10 ? '0' : ''}${dayOfMonth}`
}

/** ISO weekday (Monday is 1) of a day number. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

const minuteMs = 60_000
const dayMs = 86_400_000

/** A time during which a zone keeps one offset; the last of a year's list ends well after the year. */
type Stretch = { fromMs: number; toMs: number; offsetMs: number; nextOffsetMs: number }

const stretchesByZone = new Map<string, Map<number, Stretch[]>>()

function offsetsAround(zone: string, ms: number): Stretch[] {
  const year = new Date(ms).getUTCFullYear()
  let byYear = stretchesByZone.get(zone)
  if (byYear === undefined) {
    byYear = new Map()
    stretchesByZone.set(zone, byYear)
  }
  let stretches = byYear.get(year)
  if (stretches === undefined) {
    stretches = readStretches(zone, Date.UTC(year, 0, 1) - 3 * dayMs, Date.UTC(year + 1, 0, 1) + 3 * dayMs)
    byYear.set(year, stretches)
  }
  return stretches
}

function readStretches(zone: string, fromMs: number, toMs: number): Stretch[] {
  const stretches: Stretch[] = []
  let at = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(zone)
  while (at.epochMilliseconds < toMs) {
    const next = at.getTimeZoneTransition('next')
    const endMs = next === null ? toMs : Math.min(next.epochMilliseconds, toMs)
    const offsetMs = at.offsetNanoseconds / 1e6
    const nextOffsetMs = next === null || next.epochMilliseconds >= toMs ? offsetMs : next.offsetNanoseconds / 1e6
    stretches.push({ fromMs: at.epochMilliseconds, toMs: endMs, offsetMs, nextOffsetMs })
    if (next === null) break
    at = next
  }
  return stretches
}
