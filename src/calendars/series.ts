import type { CalendarEvent } from './calendar-event.ts'
import { dayMs } from './date-values.ts'
import type { Length, Moment, RawEvent } from './raw-event.ts'
import { instantMs } from './raw-event.ts'
import { readRecurrence } from './recurrence.ts'

/** All events of one UID: the one that carries the series, where the file has it, and those that replace single occurrences. */
export type Series = { master?: RawEvent | undefined; overrides: RawEvent[] }

/** From the first to before the last millisecond; dates count as midnight UTC. */
export type Window = { fromMs: number; toMs: number }

/**
 * What a series puts into a window, in no order. An override counts wherever it was moved to, also when the series does not have its
 * original start (any more) or the file does not have the series: attendees of a single occurrence get it like that.
 * Throws a RuleError when a rule cannot be followed.
 */
export function expandSeries({ master, overrides }: Series, window: Window): CalendarEvent[] {
  const replacing = overrides.map((event) => eventAt(event, event.start, event.length, event.replaces)).filter((one) => isIn(one, window))
  return master === undefined ? replacing : [...occurrencesOf(master, overrides, window), ...replacing]
}

/** Text that orders events by their start: `2026-01-05T09:00:00Z` or a date. */
export function startText(event: CalendarEvent): string {
  return event.allDay ? event.start.toString() : event.start.toString({ smallestUnit: 'second' })
}

/** Moved to another zone or shifted by RANGE=THISANDFUTURE an occurrence can be away from its original start by so much. */
const farthestMoveMs = 62 * dayMs
const zoneMarginMs = 2 * dayMs

function occurrencesOf(master: RawEvent, overrides: RawEvent[], window: Window): CalendarEvent[] {
  const { start } = master
  const replaced = momentSet(
    overrides.map((event) => event.replaces).filter((moment) => moment !== undefined),
    start,
  )
  const excluded = momentSet(master.excluded, start)
  const shifts = overrides.filter((event) => event.replacesFollowing).sort((a, b) => a.start.wallMs - b.start.wallMs)
  const isSeries = isRepeating(master)
  const margin = shifts.length > 0 ? farthestMoveMs : zoneMarginMs
  const found: CalendarEvent[] = []
  for (const { moment, length } of startsOf(master, window.fromMs - margin, window.toMs + margin)) {
    if (excluded.has(moment) || replaced.has(moment)) continue
    const shift = shifts.findLast((event) => event.replaces !== undefined && instantMs(event.replaces) <= instantMs(moment))
    const event = shift ? shifted(shift, moment) : eventAt(master, moment, length ?? master.length, isSeries ? moment : undefined)
    if (isIn(event, window)) found.push(event)
  }
  return found
}

function isRepeating(event: RawEvent): boolean {
  return event.rules.length > 0 || event.extraStarts.length > 0
}

/** An occurrence after a change to "this and all that follow": moved by as much on the wall as the first one was. */
function shifted(change: RawEvent, original: Moment): CalendarEvent {
  const { zone, wallMs } = change.start
  const movedMs = wallMs - zone.toWallMs(instantMs(change.replaces ?? change.start))
  return eventAt(change, { ...change.start, wallMs: zone.toWallMs(instantMs(original)) + movedMs }, change.length, original)
}

type Start = { moment: Moment; length?: Length | undefined }

function startsOf(master: RawEvent, fromMs: number, toMs: number): Start[] {
  const { start } = master
  const extra = master.extraStarts.map(({ start: moment, length }): Start => ({ moment: sameKind(moment, start), length }))
  if (master.rules.length === 0) return unique([{ moment: start }, ...extra])
  const excludedMs = new Set(master.excludedRules.flatMap((line) => follow(line.value, start, fromMs, toMs)))
  const ruled = master.rules.flatMap((line) => follow(line.value, start, fromMs, toMs)).filter((wallMs) => !excludedMs.has(wallMs))
  return unique([...ruled.map((wallMs): Start => ({ moment: { ...start, wallMs } })), ...extra])
}

function follow(rule: string, start: Moment, fromMs: number, toMs: number): number[] {
  const recurrence = readRecurrence(rule, start.wallMs, (until) => {
    if (start.kind === 'date') return until.wallMs
    if (until.kind === 'offset') return start.zone.toWallMs(until.wallMs - until.offsetMs)
    return until.kind === 'utc' ? start.zone.toWallMs(until.wallMs) : until.wallMs
  })
  return recurrence.between(fromMs, toMs)
}

/** The first of those that are the same moment: an RDATE may repeat the start, two rules may meet. */
function unique(starts: Start[]): Start[] {
  const byMoment = new Map(starts.toReversed().map((start) => [instantMs(start.moment), start]))
  return [...byMoment.values()]
}

/** A date in a list of times means that day's occurrence, a time in a list of dates means its date. */
function sameKind(moment: Moment, start: Moment): Moment {
  if (start.kind === 'date') return { ...start, wallMs: Math.floor(moment.wallMs / dayMs) * dayMs }
  if (moment.kind === 'date') return { ...start, wallMs: moment.wallMs + (start.wallMs - Math.floor(start.wallMs / dayMs) * dayMs) }
  return moment
}

/**
 * Moments as EXDATE and RECURRENCE-ID name them. One is meant when the instant is the same, when a time without a zone shows the same
 * on the wall of the series, or when only a date is given and it is that date on the wall.
 */
function momentSet(moments: Moment[], start: Moment): { has(moment: Moment): boolean } {
  const instants = new Set<number>()
  const walls = new Set<number>()
  const days = new Set<number>()
  for (const moment of moments) {
    if (moment.kind === 'date' || start.kind === 'date') days.add(dayOf(moment.wallMs))
    else if (moment.kind === 'floating') walls.add(moment.wallMs)
    else instants.add(instantMs(moment))
  }
  return {
    has: (moment) => instants.has(instantMs(moment)) || walls.has(moment.wallMs) || days.has(dayOf(moment.wallMs)),
  }
}

function dayOf(wallMs: number): number {
  return Math.floor(wallMs / dayMs)
}

function eventAt(event: RawEvent, start: Moment, length: Length, original: Moment | undefined): CalendarEvent {
  return {
    uid: event.uid,
    ...(original && { recurrenceId: momentText(original) }),
    ...timeOf(start, length),
    ...event.details,
  }
}

function momentText(moment: Moment): string {
  return moment.kind === 'date' ? asDate(moment.wallMs).toString() : asInstant(instantMs(moment)).toString({ smallestUnit: 'second' })
}

function timeOf(start: Moment, { days, ms }: Length) {
  if (start.kind === 'date') return { allDay: true as const, start: asDate(start.wallMs), end: asDate(start.wallMs + days * dayMs) }
  const startsAtMs = instantMs(start)
  const endsAtMs = (days === 0 ? startsAtMs : start.zone.toInstantMs(start.wallMs + days * dayMs)) + ms
  return { allDay: false as const, start: asInstant(startsAtMs), end: asInstant(Math.max(startsAtMs, endsAtMs)) }
}

function asDate(wallMs: number): Temporal.PlainDate {
  return asInstant(wallMs).toZonedDateTimeISO('UTC').toPlainDate()
}

function asInstant(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms)
}

function isIn(event: CalendarEvent, { fromMs, toMs }: Window): boolean {
  const startMs = event.allDay ? event.start.toZonedDateTime('UTC').epochMilliseconds : event.start.epochMilliseconds
  return startMs >= fromMs && startMs < toMs
}
