/**
 * A date or a time as a calendar file writes it. `wallMs` is what the clock on the wall shows, counted as if it were UTC: milliseconds
 * since 1970-01-01T00:00. Only `utc` and `offset` are instants yet.
 */
export type DateValue =
  | { kind: 'date'; wallMs: number }
  | { kind: 'wall'; wallMs: number }
  | { kind: 'utc'; wallMs: number }
  | { kind: 'offset'; wallMs: number; offsetMs: number }

const minuteMs = 60_000
export const dayMs = 86_400_000

const dateShape = /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?/i

/**
 * Reads `20260105`, `20260105T090000`, `20260105T090000Z`, and the ways exporters get them wrong: dashes and colons, no seconds, an
 * offset, text behind. Nothing when it is no date, or a date that no calendar has.
 */
export function readDateValue(text: string, form?: 'DATE'): DateValue | undefined {
  const match = dateShape.exec(text.trim())
  if (match === null) return undefined
  const [, year, month, day, hour, minute, second = '0', zone] = match
  const dateMs = utcDateMs(Number(year), Number(month), Number(day))
  if (dateMs === undefined) return undefined
  if (hour === undefined || form === 'DATE') return { kind: 'date', wallMs: dateMs }
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) return undefined
  const wallMs = dateMs + Number(hour) * 60 * minuteMs + Number(minute) * minuteMs + Math.min(Number(second), 59) * 1000
  if (zone === undefined) return { kind: 'wall', wallMs }
  if (zone.toUpperCase() === 'Z') return { kind: 'utc', wallMs }
  return { kind: 'offset', wallMs, offsetMs: readOffsetMs(zone) ?? 0 }
}

function utcDateMs(year: number, month: number, day: number): number | undefined {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return exists && year > 0 ? date.getTime() : undefined
}

/** Reads `+0100`, `-03:30`, `+1` or `+013015` as milliseconds east of UTC. */
export function readOffsetMs(text: string): number | undefined {
  const match = /^\s*([+-]?)(\d{1,2}):?(\d\d)?:?(\d\d)?\s*$/.exec(text)
  if (match === null) return undefined
  const [, sign, hours, minutes = '0', seconds = '0'] = match
  const ms = Number(hours) * 60 * minuteMs + Number(minutes) * minuteMs + Number(seconds) * 1000
  return sign === '-' ? -ms : ms
}

/** A length: days count on the wall, the rest on the time line. */
export type Duration = { days: number; ms: number }

const longestMs = 36_525 * dayMs

/** Reads `PT30M`, `P1DT2H`, `P2W`, `-PT15M`. Nothing when it is no duration, or longer than a century. */
export function readDuration(text: string): Duration | undefined {
  const match = /^\s*([+-]?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?\s*$/i.exec(text)
  if (match === null) return undefined
  const [weeks, days, hours, minutes, seconds] = match.slice(2).map((digits) => Number(digits ?? 0))
  const sign = match[1] === '-' ? -1 : 1
  const wholeDays = (weeks ?? 0) * 7 + (days ?? 0)
  const ms = (hours ?? 0) * 60 * minuteMs + (minutes ?? 0) * minuteMs + (seconds ?? 0) * 1000
  return wholeDays * dayMs + ms > longestMs ? undefined : { days: sign * wholeDays, ms: sign * ms }
}
