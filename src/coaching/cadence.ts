import { z } from 'zod'
import { isZone } from './local-time.ts'
import { isRefusal, refusal } from './refusal.ts'
import type { Refusal } from './refusal.ts'
import { dayNumber, isoDateOf, localDayAt, placeWallTime, weekdayOf } from './wall-clock.ts'

/**
 * When a 1:1 comes round: an RFC 5545 rule on the wall clock of a zone.
 *
 * `rule` is `FREQ=WEEKLY` with an interval and weekdays, or `FREQ=MONTHLY` with weekdays by number (`1TU`, `-1FR`).
 * Weeks begin on Monday and are counted from the week of `startOn`; no occurrence is before `startOn` or after `until`.
 */
export type Cadence = {
  rule: string
  /** Local date of the first occurrence; the period that holds it is the first. */
  startOn: string
  /** Wall clock, `HH:MM`. */
  time: string
  zone: string
  lengthMinutes: number
  /** Last local date that may still have an occurrence. */
  until?: string | undefined
  /** Local dates on which the rule would give an occurrence and there is none. */
  skippedDates?: string[] | undefined
}

/** One coming round of a cadence. `originalDate` is the local date that the rule names: a key that a move does not change. */
export type Occurrence = { originalDate: string; startsAt: Temporal.Instant; shiftedByGap: boolean }

export type Rhythm = 'weekly' | 'fortnightly' | 'monthly' | { everyWeeks: number }
/** Which one of a month's Tuesdays; -1 is the last. There is no fifth: some months have none. */
export type NthOfMonth = 1 | 2 | 3 | 4 | -1

/**
 * The cadence that somebody described. It starts on the first date on or after `from` that fits.
 *
 * `weekdays` are ISO numbers (Monday is 1). `nth` counts for a monthly rhythm only and is the first unless given.
 * Throws a RangeError on what no form can send: no weekday, an unknown zone, a time that is none.
 */
export function cadence(described: {
  rhythm: Rhythm
  weekdays: number[]
  nth?: NthOfMonth | undefined
  time: string
  zone: string
  lengthMinutes: number
  from: string
  until?: string | undefined
  skippedDates?: string[] | undefined
}): Cadence {
  const { rhythm, time, zone, lengthMinutes, from, until, skippedDates } = described
  const weekdays = [...new Set(described.weekdays)].sort((a, b) => a - b)
  const names = weekdays.map((weekday) => dayCodes[weekday - 1] ?? `weekday ${weekday}`)
  const rule =
    rhythm === 'monthly'
      ? `FREQ=MONTHLY;BYDAY=${names.map((name) => `${described.nth ?? 1}${name}`).join(',')}`
      : `FREQ=WEEKLY${interval(rhythm)};BYDAY=${names.join(',')}`
  const everyPeriod = { ...supported(rule), interval: 1 }
  const startOn = isoDateOf(firstDayOnOrAfter(everyPeriod, dayNumber(from), dayNumber(from)))
  return cadenceSchema.parse({ rule, startOn, time, zone, lengthMinutes, until, skippedDates })
}

/** The occurrences that start in [`from`, `to`), in order of time. A window of years costs a few microseconds for each one. */
export function occurrences(cadence: Cadence, from: Temporal.Instant, to: Temporal.Instant): Occurrence[] {
  const found: Occurrence[] = []
  for (let next = firstFrom(cadence, from.epochMilliseconds); next !== undefined; next = following(cadence, next.day)) {
    if (next.epochMs >= to.epochMilliseconds) break
    found.push(asOccurrence(next))
  }
  return found
}

/** The first occurrence that starts later than `after`, or nothing when the cadence has ended. */
export function nextOccurrence(cadence: Cadence, after: Temporal.Instant): Occurrence | undefined {
  const next = firstFrom(cadence, after.epochMilliseconds + 1)
  return next && asOccurrence(next)
}

/** The start of the first occurrence later than `afterMs`, both in epoch milliseconds: what `nextOccurrence` gives, for millions of them. */
export function nextStartMs(cadence: Cadence, afterMs: number): number | undefined {
  return firstFrom(cadence, afterMs + 1)?.epochMs
}

/**
 * "every second Tuesday at 14:00"; with `named`, "every second Tuesday at 14:00 (Europe/Berlin)". An end and dates left out follow: ", until
 * 30 June 2026, not on 2 June 2026".
 */
export function cadenceInWords(cadence: Cadence, zone: 'unnamed' | 'named' = 'unnamed'): string {
  const rule = supported(cadence.rule)
  const suffix = ` at ${cadence.time}${zone === 'named' ? ` (${cadence.zone})` : ''}${limitsInWords(cadence)}`
  if (rule.frequency === 'monthly') {
    const days = rule.days.map((day) => `the ${ordinals[day.nth] ?? day.nth} ${dayNames[day.weekday - 1]}`)
    const months = rule.interval === 1 ? 'the month' : `every ${counted(rule.interval)} month`
    return `${joined(days)} of ${months}${suffix}`
  }
  const days = joined(rule.weekdays.map((weekday) => dayNames[weekday - 1] ?? ''))
  if (rule.interval === 1) return `every ${days}${suffix}`
  return rule.interval <= 4 && rule.weekdays.length === 1
    ? `every ${counted(rule.interval)} ${days}${suffix}`
    : `every ${counted(rule.interval)} week on ${days}${suffix}`
}

function limitsInWords({ until, skippedDates = [] }: Cadence): string {
  const left = skippedDates.length > 3 ? `${skippedDates.length} dates` : joined(skippedDates.map(dateInWords))
  return `${until === undefined ? '' : `, until ${dateInWords(until)}`}${left === '' ? '' : `, not on ${left}`}`
}

function dateInWords(date: string): string {
  return Temporal.PlainDate.from(date).toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
}

/** A rule that a cadence can have, taken apart. Weekdays are ISO numbers in the order of the week. */
export type CadenceRule =
  | { frequency: 'weekly'; interval: number; weekdays: number[] }
  | { frequency: 'monthly'; interval: number; days: { nth: NthOfMonth; weekday: number }[] }
export type UnsupportedRule = Refusal<'unsupported_rule'>

/** Takes an RFC 5545 rule apart, or says in one sentence why a cadence cannot follow it. */
export function parseRule(text: string): CadenceRule | UnsupportedRule {
  const known = parsedRules.get(text)
  if (known !== undefined) return known
  const parsed = readRule(text)
  if (parsedRules.size < 10_000) parsedRules.set(text, parsed)
  return parsed
}

const dayCodes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const ordinals: Record<number, string> = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', [-1]: 'last' }
const dayMs = 86_400_000

const isoDate = z.iso.date()

/** What a stored cadence must look like. */
export const cadenceSchema = z.object({
  rule: z.string().superRefine((text, context) => {
    const parsed = parseRule(text)
    if (isRefusal(parsed)) context.addIssue({ code: 'custom', message: parsed.sentence })
  }),
  startOn: isoDate,
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time looks like 14:00.'),
  zone: z.string().refine(isZone, 'This time zone is not known.'),
  lengthMinutes: z
    .int()
    .min(5)
    .max(24 * 60),
  until: isoDate.optional(),
  skippedDates: z.array(isoDate).optional(),
})

function interval(rhythm: Exclude<Rhythm, 'monthly'>): string {
  const weeks = rhythm === 'weekly' ? 1 : rhythm === 'fortnightly' ? 2 : rhythm.everyWeeks
  return weeks === 1 ? '' : `;INTERVAL=${weeks}`
}

/** Every number of weeks has a word up to the fourth; beyond that digits read better ("every 6th week"). */
function counted(count: number): string {
  if (count <= 4) return ordinals[count] ?? ''
  const ending = new Intl.PluralRules('en', { type: 'ordinal' }).select(count)
  return `${count}${{ one: 'st', two: 'nd', few: 'rd', other: 'th', many: 'th', zero: 'th' }[ending]}`
}

function joined(words: string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(words)
}

type Placed = { day: number; epochMs: number; shiftedByGap: boolean }

function asOccurrence(placed: Placed): Occurrence {
  return {
    originalDate: isoDateOf(placed.day),
    startsAt: Temporal.Instant.fromEpochMilliseconds(placed.epochMs),
    shiftedByGap: placed.shiftedByGap,
  }
}

/** The first occurrence at or after an instant. A gap can push one a whole day later (Apia left out 30 December 2011). */
function firstFrom(cadence: Cadence, epochMs: number): Placed | undefined {
  const earliest = localDayAt(cadence.zone, Math.max(epochMs, -8.6e14)) - 2
  for (let next = following(cadence, earliest - 1); next !== undefined; next = following(cadence, next.day)) {
    if (next.epochMs >= epochMs) return next
  }
  return undefined
}

/** The occurrence on the first day later than `day` that has one. */
function following(cadence: Cadence, day: number): Placed | undefined {
  const rule = supported(cadence.rule)
  const startDay = dayNumberCached(cadence.startOn)
  const lastDay = cadence.until === undefined ? Infinity : dayNumberCached(cadence.until)
  let candidate = firstDayOnOrAfter(rule, startDay, day + 1)
  while (cadence.skippedDates?.length && cadence.skippedDates.includes(isoDateOf(candidate))) {
    candidate = firstDayOnOrAfter(rule, startDay, candidate + 1)
  }
  if (candidate > lastDay) return undefined
  const placed = placeWallTime(cadence.zone, candidate, minuteOfDay(cadence.time))
  return { day: candidate, ...placed }
}

function firstDayOnOrAfter(rule: CadenceRule, startDay: number, day: number): number {
  const earliest = Math.max(startDay, day)
  return rule.frequency === 'weekly' ? firstOfWeeks(rule, startDay, earliest) : firstOfMonths(rule, startDay, earliest)
}

function firstOfWeeks(rule: CadenceRule & { frequency: 'weekly' }, startDay: number, earliest: number): number {
  const firstMonday = startDay - weekdayOf(startDay) + 1
  const cycle = rule.interval * 7
  for (let monday = firstMonday + Math.floor((earliest - firstMonday) / cycle) * cycle; ; monday += cycle) {
    for (const weekday of rule.weekdays) {
      if (monday + weekday - 1 >= earliest) return monday + weekday - 1
    }
  }
}

function firstOfMonths(rule: CadenceRule & { frequency: 'monthly' }, startDay: number, earliest: number): number {
  const firstMonth = monthIndex(startDay)
  const cycles = Math.floor((monthIndex(earliest) - firstMonth) / rule.interval)
  for (let month = firstMonth + cycles * rule.interval; ; month += rule.interval) {
    const days = rule.days.map(({ nth, weekday }) => nthWeekday(month, nth, weekday)).filter((day) => day >= earliest)
    if (days.length > 0) return Math.min(...days)
  }
}

function monthIndex(day: number): number {
  const date = new Date(day * dayMs)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

function nthWeekday(month: number, nth: NthOfMonth, weekday: number): number {
  if (nth === -1) {
    const lastDay = Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0) / dayMs
    return lastDay - ((weekdayOf(lastDay) - weekday + 7) % 7)
  }
  const firstDay = Date.UTC(Math.floor(month / 12), month % 12, 1) / dayMs
  return firstDay + ((weekday - weekdayOf(firstDay) + 7) % 7) + (nth - 1) * 7
}

function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
}

const dayNumbers = new Map<string, number>()
function dayNumberCached(date: string): number {
  let day = dayNumbers.get(date)
  if (day === undefined) {
    day = dayNumber(date)
    if (dayNumbers.size < 100_000) dayNumbers.set(date, day)
  }
  return day
}

const parsedRules = new Map<string, CadenceRule | UnsupportedRule>()

function supported(rule: string): CadenceRule {
  const parsed = parseRule(rule)
  if (isRefusal(parsed)) throw new RangeError(parsed.sentence)
  return parsed
}

const ruleParts = z.strictObject({
  FREQ: z.enum(['WEEKLY', 'MONTHLY']),
  INTERVAL: z.coerce.number().int().min(1).max(52).default(1),
  BYDAY: z.string().transform((list) => list.split(',')),
  WKST: z.literal('MO').optional(),
})

function readRule(text: string): CadenceRule | UnsupportedRule {
  const pairs = text
    .replace(/^RRULE:/i, '')
    .toUpperCase()
    .split(';')
    .filter(Boolean)
    .map((part) => part.split('='))
  if (pairs.some((pair) => pair.length !== 2)) return unsupported('This is not a repetition rule.')
  if (new Set(pairs.map(([name]) => name)).size !== pairs.length) return unsupported('The rule says the same thing twice.')
  const parts = ruleParts.safeParse(Object.fromEntries(pairs))
  if (!parts.success) return unsupported(whyNot(parts.error.issues[0]))
  const { FREQ, INTERVAL, BYDAY } = parts.data
  return FREQ === 'WEEKLY' ? weeklyRule(INTERVAL, BYDAY) : monthlyRule(INTERVAL, BYDAY)
}

function weeklyRule(interval: number, codes: string[]): CadenceRule | UnsupportedRule {
  const weekdays = codes.map((code) => dayCodes.indexOf(code) + 1)
  if (weekdays.includes(0)) return unsupported('A weekly rule names weekdays, for example BYDAY=TU,TH.')
  return { frequency: 'weekly', interval, weekdays: [...new Set(weekdays)].sort((a, b) => a - b) }
}

const nths: readonly NthOfMonth[] = [1, 2, 3, 4, -1]

function monthlyRule(interval: number, codes: string[]): CadenceRule | UnsupportedRule {
  const days: { nth: NthOfMonth; weekday: number }[] = []
  for (const code of codes) {
    const weekday = dayCodes.indexOf(code.slice(-2)) + 1
    const nth = nths.find((one) => String(one) === code.slice(0, -2).replace(/^\+/, ''))
    if (weekday === 0 || nth === undefined) {
      return unsupported('A monthly rule names the first to fourth or the last of a weekday, for example BYDAY=1TU or BYDAY=-1FR.')
    }
    days.push({ nth, weekday })
  }
  return { frequency: 'monthly', interval, days }
}

function unsupported(sentence: string): UnsupportedRule {
  return refusal('unsupported_rule', sentence)
}

function whyNot(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'unrecognized_keys') return `A cadence cannot follow ${issue.keys.join(' and ')}.`
  switch (issue?.path[0]) {
    case 'FREQ':
      return 'A cadence is weekly or monthly.'
    case 'INTERVAL':
      return 'The interval is a whole number from 1 to 52.'
    case 'BYDAY':
      return 'The rule names no weekday.'
    case 'WKST':
      return 'Weeks begin on Monday.'
    default:
      return 'This is not a repetition rule.'
  }
}
