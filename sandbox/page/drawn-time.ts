/** `14:05` in the zone. `at` is epoch ms. */
export function timeOfDay(at: number, zone: string): string {
  return format(at, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}

/** `Tue 3 March` in the zone, with the year when it is not the year of `now`. */
export function dayInWords(at: number, zone: string, now: number = at): string {
  const { weekday, day, month, year } = partsOf(at, zone, { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' })
  const ownYear = year === partsOf(now, zone, { year: 'numeric' }).year
  return `${weekday} ${day} ${month}${ownYear ? '' : ` ${year}`}`
}

/** `Today`, `Yesterday`, or the day in words: what stands on the line between two days of messages. */
export function dayOnDivider(at: number, zone: string, now: number): string {
  const daysApart = Math.round((Date.parse(isoDay(now, zone)) - Date.parse(isoDay(at, zone))) / dayMs)
  if (daysApart === 0) return 'Today'
  if (daysApart === 1) return 'Yesterday'
  return dayInWords(at, zone, now)
}

/** `Tue 3 March, 14:05`. */
export const dayAndTime = (at: number, zone: string, now: number = at): string => `${dayInWords(at, zone, now)}, ${timeOfDay(at, zone)}`

/** The calendar day in the zone as `2026-03-03`. */
export function isoDay(at: number, zone: string): string {
  const { year, month, day } = partsOf(at, zone, { year: 'numeric', month: '2-digit', day: '2-digit' })
  return `${year}-${month}-${day}`
}

/** An ISO day in words: `Tue 3 March 2026`; the text itself when it is no day. */
export function isoDayInWords(iso: string): string {
  const at = Date.parse(`${iso}T12:00:00Z`)
  if (Number.isNaN(at)) return iso
  const { weekday, day, month, year } = partsOf(at, 'UTC', { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' })
  return `${weekday} ${day} ${month} ${year}`
}

/** The instant (epoch ms) at which the zone's clocks show this day and time; a time that the clocks skip gives an instant next to the gap. */
export function instantOf(isoDate: string, time: string, zone: string): number {
  const wall = Date.parse(`${isoDate}T${time}:00Z`)
  const guess = wall - offsetAt(wall, zone)
  return wall - offsetAt(guess, zone)
}

/** A ts of Slack as epoch ms. */
export const instantOfTs = (ts: string): number => Number(ts) * 1000

/** What a person typed as a time of day, as `HH:MM`; undefined when it is none. Takes `9`, `930`, `9:30`, `14.05`, `2pm`. */
export function readTime(typed: string): string | undefined {
  const match = /^(\d{1,2})[:.h ]?(\d{2})?\s*(am|pm)?$/i.exec(typed.trim())
  if (match === null) return undefined
  const [, hourText = '', minuteText = '00', half] = match
  const spoken = Number(hourText)
  const hour = half === undefined ? spoken : (spoken % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
  if (hour > 23 || Number(minuteText) > 59) return undefined
  return `${String(hour).padStart(2, '0')}:${minuteText}`
}

/** The six weeks from Monday that a calendar shows for a month given as `2026-03`. */
export function weeksOf(month: string): string[][] {
  const first = Date.parse(`${month}-01T00:00:00Z`)
  const weekday = (new Date(first).getUTCDay() + 6) % 7
  return Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => new Date(first + (week * 7 + day - weekday) * dayMs).toISOString().slice(0, 10)),
  )
}

/** An ISO day moved by days. */
export const dayPlus = (iso: string, days: number): string =>
  new Date(Date.parse(`${iso}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)

/** A month as `2026-03` moved by months. */
export function monthPlus(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7)
}

/** `March 2026`. */
export function monthInWords(month: string): string {
  const { month: name, year } = partsOf(Date.parse(`${month}-15T12:00:00Z`), 'UTC', { month: 'long', year: 'numeric' })
  return `${name} ${year}`
}

/** The place in an IANA zone, as people say it: `Oslo`, `New York`. */
export const placeOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')

const dayMs = 24 * 60 * 60 * 1000

function offsetAt(at: number, zone: string): number {
  const { year, month, day, hour, minute, second } = partsOf(at, zone, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - Math.floor(at / 1000) * 1000
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options)
  const made = formatters.get(key) ?? new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone })
  formatters.set(key, made)
  return made
}

const format = (at: number, zone: string, options: Intl.DateTimeFormatOptions): string => formatter(zone, options).format(at)

function partsOf(at: number, zone: string, options: Intl.DateTimeFormatOptions): Partial<Record<Intl.DateTimeFormatPartTypes, string>> {
  return Object.fromEntries(
    formatter(zone, options)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  )
}
