import type { Refusal } from '../coaching/refusal.ts'
import type { CalendarEvent } from './calendar-event.ts'
import type { Component } from './components.ts'
import { blocksNamed, property, readComponents } from './components.ts'
import type { ContentLine } from './content-lines.ts'
import { readContentLines, unescapeText } from './content-lines.ts'
import { currentSeries } from './newest-versions.ts'
import type { RawEvent } from './raw-event.ts'
import { EventError, readRawEvent } from './raw-event.ts'
import { RuleError } from './recurrence.ts'
import type { Series, Window } from './series.ts'
import { expandSeries, startText } from './series.ts'
import type { WallZone } from './wall-zone.ts'
import { ianaZone } from './wall-zone.ts'
import type { ZoneNote } from './zones.ts'
import { zoneResolver } from './zones.ts'

/** What a calendar holds in a window, and what could not be read. Events are in order of their start. */
export type CalendarReading = { name: string; events: CalendarEvent[]; problems: CalendarProblem[]; zoneNotes: ZoneNote[] }

/** Something that was left out, and why, in one sentence. `line` counts from 1. */
export type CalendarProblem = { line?: number | undefined; uid?: string | undefined; sentence: string }

/**
 * Reads an iCalendar file (RFC 5545) as people's calendar programs really write it.
 *
 * You get the occurrences that start in [`from`, `to`), the cancelled ones included; the start of an all-day event counts as midnight
 * UTC. Times without a zone are read in `zone`, an IANA name. An event that cannot be read becomes a problem and the others are read;
 * only what is no calendar at all is refused. The time zone of the process does not matter.
 */
export function readCalendar(
  text: string,
  { from, to, zone }: { from: Temporal.Instant; to: Temporal.Instant; zone: string },
): CalendarReading | Refusal<'not_a_calendar'> {
  const readerZone = ianaZone(zone)
  if (readerZone === undefined) throw new RangeError(`"${zone}" is no time zone`)
  const blocks = readComponents(readContentLines(text))
  const calendars = blocksNamed('VCALENDAR', blocks)
  const loose = blocks.filter((block) => block.name !== 'VCALENDAR')
  if (blocksNamed('VEVENT', loose).length > 0) calendars.push({ name: 'VCALENDAR', lines: [], children: loose, line: 1 })
  if (calendars.length === 0) return { refused: 'not_a_calendar', sentence: whyNoCalendar(text) }

  const window: Window = { fromMs: from.epochMilliseconds, toMs: to.epochMilliseconds }
  const reading: CalendarReading = { name: calendarName(calendars), events: [], problems: [], zoneNotes: [] }
  const allZones = blocksNamed('VTIMEZONE', blocks)
  const effort: Effort = { heavyRules: 0 }
  for (const calendar of calendars) {
    for (const series of readSeries(calendar, allZones, readerZone, reading)) addOccurrences(series, window, reading, effort)
  }
  reading.events = withOwnNames(inOrder(reading.events))
  return reading
}

/** So many are more than anybody's weeks hold; what is over is left out, and said. */
const mostEvents = 100_000
const mostProblems = 500
const mostHeavyRules = 20

/** UIDs name events within their calendar: files put together from several use one UID for many. */
function readSeries(calendar: Component, allZones: Component[], readerZone: WallZone, reading: CalendarReading): Series[] {
  const ownZones = blocksNamed('VTIMEZONE', calendar.children)
  const calendarZone = namedZone(calendar) ?? readerZone
  const zones = zoneResolver([...ownZones, ...allZones], calendarZone)
  const method = property(calendar, 'METHOD')?.value.trim().toUpperCase() ?? ''
  const events: RawEvent[] = []
  for (const component of blocksNamed('VEVENT', calendar.children)) {
    if (events.length >= mostEvents) {
      reading.problems.push({ sentence: `There are more than ${mostEvents} events in this calendar; the others were left out.` })
      break
    }
    const uid = property(component, 'UID')?.value
    try {
      const passedOver = (error: EventError) => addProblem(reading, component.line, uid, `was read only in part: ${error.message}`)
      events.push(readRawEvent(component, { method, zones, readerZone, calendarZone }, passedOver))
    } catch (error) {
      if (!(error instanceof EventError || error instanceof RuleError)) throw error
      addProblem(reading, component.line, uid, `was left out: ${error.message}`)
    }
  }
  for (const note of zones.notes()) {
    if (!reading.zoneNotes.some((known) => known.tzid === note.tzid && known.readAs === note.readAs)) reading.zoneNotes.push(note)
  }
  return currentSeries(events)
}

function namedZone(calendar: Component): WallZone | undefined {
  const name = property(calendar, 'X-WR-TIMEZONE')?.value ?? property(calendar, 'TIMEZONE-ID')?.value
  return name === undefined ? undefined : ianaZone(name.trim())
}

function addOccurrences(series: Series, window: Window, reading: CalendarReading, effort: Effort): void {
  if (reading.events.length >= mostEvents) return
  const { master } = series
  try {
    if (effort.heavyRules >= mostHeavyRules && master?.rules.some(isSubDaily))
      throw new RuleError('too often', 'too much in this file repeats too often')
    addWithinLimit(expandSeries(series, window), reading)
  } catch (error) {
    if (!(error instanceof RuleError) || master === undefined) throw error
    if (error.kind === 'too often') effort.heavyRules += 1
    addProblem(reading, master.line, master.uid, `was left out: ${error.message}`)
    addWithinLimit(expandSeries({ overrides: series.overrides }, window), reading)
  }
}

/** What has been spent on a file so far: following a rule up to its limit takes a twentieth of a second. */
type Effort = { heavyRules: number }

function isSubDaily(rule: ContentLine): boolean {
  return /FREQ\s*=\s*(HOURLY|MINUTELY)/i.test(rule.value)
}

function addWithinLimit(events: CalendarEvent[], reading: CalendarReading): void {
  for (const event of events) {
    if (reading.events.length === mostEvents) {
      reading.problems.push({ sentence: `There are more than ${mostEvents} occurrences in this time; the others were left out.` })
      return
    }
    reading.events.push(event)
  }
}

function inOrder(events: CalendarEvent[]): CalendarEvent[] {
  const keyed = events.map((event) => ({ event, key: `${startText(event)} ${event.uid}` }))
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ event }) => event)
}

/** One occurrence for each name: the same one twice is one, two of the same name are told apart by their starts. */
function withOwnNames(events: CalendarEvent[]): CalendarEvent[] {
  const starts = new Map<string, Set<string>>()
  const kept: CalendarEvent[] = []
  for (const event of events) {
    const name = `${event.recurrenceId ?? ''} ${event.uid}`
    const start = startText(event)
    const known = starts.get(name)
    if (known === undefined) {
      starts.set(name, new Set([start]))
      kept.push(event)
    } else if (!known.has(start)) {
      known.add(start)
      kept.push({ ...event, recurrenceId: start })
    }
  }
  return kept
}

function addProblem(reading: CalendarReading, line: number, uid: string | undefined, what: string): void {
  if (reading.problems.length < mostProblems)
    reading.problems.push({ line, uid: uid?.trim(), sentence: `The event at line ${line} ${what}.` })
  else if (reading.problems.length === mostProblems) reading.problems.push({ sentence: 'There are more events that could not be read.' })
}

function calendarName(calendars: Component[]): string {
  return unescapeText(calendars.map((calendar) => property(calendar, 'X-WR-CALNAME')?.value).find((name) => name) ?? '').trim()
}

function whyNoCalendar(text: string): string {
  const beginning = text.slice(0, 1_000).trimStart()
  if (beginning === '') return 'It is empty.'
  if (/^<(!doctype html|html|head|body)/i.test(beginning))
    return 'It is a web page, not a calendar. A calendar address usually ends in .ics.'
  return 'It is not an iCalendar file: nothing in it begins with BEGIN:VCALENDAR.'
}
