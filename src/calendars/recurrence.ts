import { RRuleTemporal } from 'rrule-temporal'
import type { DateValue } from './date-values.ts'
import { dayMs, readDateValue } from './date-values.ts'

/** A foreign RRULE, ready to be asked. All times are wall times in milliseconds, counted as if they were UTC. */
export type Recurrence = {
  /** The starts in [`fromMs`, `toMs`]. */
  between(fromMs: number, toMs: number): number[]
  /** The last start before `beforeMs`. */
  lastBefore(beforeMs: number): number | undefined
}

/** A rule that cannot be followed, with the reason as the end of a sentence. */
export class RuleError extends Error {
  readonly kind: 'unreadable' | 'too often'

  constructor(kind: RuleError['kind'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
  }
}

/**
 * Reads the value of an RRULE whose series starts at `startMs` on the wall.
 *
 * `toWallMs` brings an UNTIL to the wall of the series: by RFC 5545 it is UTC where the start has a zone, in practice it is anything.
 * A date alone means the end of that day. Throws a RuleError for what no calendar could mean, or what repeats without bounds.
 * A start that does not fit its own rule is no occurrence: RFC 5545 leaves that open (3.8.5.3), and Exchange writes such rules.
 * rrule-temporal is fed the wall as UTC: its own zone mode leaves out the week that falls into a DST gap.
 */
export function readRecurrence(value: string, startMs: number, toWallMs: (until: DateValue) => number): Recurrence {
  const parts = readParts(value)
  const until = parts.get('UNTIL')
  const untilMs = until === undefined ? Infinity : untilWallMs(until, toWallMs)
  parts.delete('UNTIL')
  if (parts.has('RSCALE') && startMs < earliestOtherCalendar) throw tooOften()
  const rruleString = [...parts].map((part) => part.join('=')).join(';')
  const rule = explained(() => new RRuleTemporal({ rruleString, dtstart: asUtc(startMs), ...limits, cache: false }))
  return {
    between(fromMs, toMs) {
      const lastMs = Math.min(toMs, untilMs)
      const firstMs = Math.max(fromMs, startMs)
      if (lastMs < firstMs) return []
      return explained(() => rule.between(asUtc(firstMs - 1), asUtc(lastMs + 1), true))
        .map((time) => time.epochMilliseconds)
        .filter((ms) => ms >= firstMs && ms <= lastMs)
    },
    lastBefore(beforeMs) {
      if (beforeMs <= startMs) return undefined
      return explained(() => rule.previous(asUtc(Math.min(beforeMs, untilMs + 1)), false))?.epochMilliseconds
    },
  }
}

/** For one question: something every quarter of an hour for a year. Rules beyond that are meant to keep a reader busy. */
const limits = { maxIterations: 40_000 }
const mostTimesADay = 200
/** Years of other calendars (RFC 7529) are walked one by one. */
const earliestOtherCalendar = Date.UTC(1900, 0, 1)

const knownParts = new Set([
  'FREQ',
  'INTERVAL',
  'COUNT',
  'UNTIL',
  'BYSECOND',
  'BYMINUTE',
  'BYHOUR',
  'BYDAY',
  'BYMONTHDAY',
  'BYYEARDAY',
  'BYWEEKNO',
  'BYMONTH',
  'BYSETPOS',
  'WKST',
  'RSCALE',
  'SKIP',
])

function readParts(value: string): Map<string, string> {
  const parts = new Map<string, string>()
  for (const part of value
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .split(';')) {
    const [name, content] = part.split('=').map((text) => text.replace(/\s+/g, ''))
    if (name === undefined || content === undefined || content === '' || name.startsWith('X-')) continue
    // What is not known narrows or moves the rule in a way that is not known either: reading on would give days that are none.
    if (!knownParts.has(name)) throw new RuleError('unreadable', `its repetition has a part that is not known, "${shortened(name)}"`)
    parts.set(name, content)
  }
  const frequency = parts.get('FREQ')
  if (frequency === undefined) throw new RuleError('unreadable', `its repetition "${shortened(value)}" names no frequency`)
  const timesADay = ['BYHOUR', 'BYMINUTE', 'BYSECOND'].map((name) => parts.get(name)?.split(',').length ?? 1)
  if (frequency === 'SECONDLY' || timesADay.reduce((product, length) => product * length) > mostTimesADay) throw tooOften()
  if (frequency === 'WEEKLY' || frequency === 'DAILY') {
    const days = parts.get('BYDAY')
    if (days !== undefined) parts.set('BYDAY', days.replace(/[+-]?\d+(?=[A-Z])/g, ''))
  }
  const count = parts.get('COUNT')
  if (count !== undefined && !(Number(count) >= 1)) parts.delete('COUNT')
  if (parts.get('RSCALE') === 'GREGORIAN' && !parts.has('SKIP')) parts.delete('RSCALE')
  return parts
}

function untilWallMs(text: string, toWallMs: (until: DateValue) => number): number {
  const until = readDateValue(text)
  if (until === undefined) throw new RuleError('unreadable', `the end of its repetition, "${shortened(text)}", is no date`)
  return until.kind === 'date' ? until.wallMs + dayMs - 1 : toWallMs(until)
}

function asUtc(ms: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('UTC')
}

/** rrule-temporal throws plain errors: on a rule that is none, and when its caps on periods and candidates are reached. */
function explained<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Error)) throw error
    throw /exceeded/i.test(error.message) ? tooOften(error) : new RuleError('unreadable', 'its repetition cannot be read', { cause: error })
  }
}

function tooOften(cause?: Error): RuleError {
  return new RuleError('too often', 'it repeats too often to be followed', { cause })
}

function shortened(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 60)}...`
}
