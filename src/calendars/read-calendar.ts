import type { Refusal } from '../coaching/refusal.ts'
import type { CalendarEvent } from './calendar-event.ts'
import type { Component } from './components.ts'
import { property, readComponents } from './components.ts'
import { readContentLines, unescapeText } from './content-lines.ts'
import type { RawEvent } from './raw-event.ts'
import { EventError, readRawEvent } from './raw-event.ts'
import { RuleError } from './recurrence.ts'
import type { Series, Window } from './series.ts'
import { expandSeries, startText } from './series.ts'
import type { WallZone, ZoneNote } from './zones.ts'
import { ianaZone, zoneResolver } from './zones.ts'

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
  const calendars = blocks.filter((block) => block.name === 'VCALENDAR')
  const looseEvents = blocks.filter((block) => block.name === 'VEVENT')
  if (looseEvents.length > 0) calendars.push({ name: 'VCALENDAR', lines: [], children: blocks, line: 1, closed: true })
  if (calendars.length === 0) return { refused: 'not_a_calendar', sentence: whyNoCalendar(text) }

  const window: Window = { fromMs: from.epochMilliseconds, toMs: to.epochMilliseconds }
  const reading: CalendarReading = { name: calendarName(calendars), events: [], problems: [], zoneNotes: [] }
  const allZones = blocks.flatMap((block) => [block, ...block.children]).filter((block) => block.name === 'VTIMEZONE')
  const opened = calendars.map((calendar) => openCalendar(calendar, allZones, readerZone, reading))
  for (const series of withoutOutdated(opened)) addOccurrences(series, window, reading)
  reading.events = inOrder(reading.events)
  return reading
}

/** So many occurrences are more than anybody's weeks hold; what is over is reported and left out. */
const mostEvents = 100_000

function openCalendar(calendar: Component, allZones: Component[], readerZone: WallZone, reading: CalendarReading): Map<string, Series> {
  const ownZones = calendar.children.filter((child) => child.name === 'VTIMEZONE')
  const zones = zoneResolver([...ownZones, ...allZones], calendarZone(calendar) ?? readerZone)
  const method = property(calendar, 'METHOD')?.value.trim().toUpperCase() ?? ''
  const events: RawEvent[] = []
  for (const component of calendar.children.filter((child) => child.name === 'VEVENT')) {
    try {
      events.push(readRawEvent(component, method, zones, readerZone))
    } catch (error) {
      if (!(error instanceof EventError || error instanceof RuleError)) throw error
      reading.problems.push(problem(component.line, property(component, 'UID')?.value, error))
    }
  }
  for (const note of zones.notes()) {
    if (!reading.zoneNotes.some((known) => known.tzid === note.tzid && known.readAs === note.readAs)) reading.zoneNotes.push(note)
  }
  return groupedByUid(events)
}

function calendarZone(calendar: Component): WallZone | undefined {
  const name = property(calendar, 'X-WR-TIMEZONE')?.value ?? property(calendar, 'TIMEZONE-ID')?.value
  return name === undefined ? undefined : ianaZone(name.trim())
}

/** One series for each UID, made of the newest version of each event. */
function groupedByUid(events: RawEvent[]): Map<string, Series> {
  const byUid = Map.groupBy(events, (event) => event.uid)
  return new Map(
    [...byUid].map(([uid, versions]) => {
      const masters = versions.filter((event) => event.replaces === undefined)
      const overrides = Map.groupBy(
        versions.filter((event) => event.replaces !== undefined),
        (event) => overrideKey(event),
      )
      return [uid, { master: newest(masters), overrides: [...overrides.values()].map(newest).filter((one) => one !== undefined) }]
    }),
  )
}

function overrideKey({ replaces }: RawEvent): number | undefined {
  return replaces && replaces.zone.toInstantMs(replaces.wallMs)
}

/** The highest SEQUENCE, then the latest change, then the last in the file. */
function newest(versions: RawEvent[]): RawEvent | undefined {
  return versions.reduce<RawEvent | undefined>((best, event) => (best === undefined || !isOlder(event, best) ? event : best), undefined)
}

function isOlder(event: RawEvent, than: RawEvent): boolean {
  const bySequence = event.details.sequence - than.details.sequence
  return bySequence === 0 ? event.changedAtMs < than.changedAtMs : bySequence < 0
}

function withoutOutdated(calendars: Map<string, Series>[]): Series[] {
  return calendars.flatMap((calendar) => [...calendar.values()])
}

function addOccurrences(series: Series, window: Window, reading: CalendarReading): void {
  const { master } = series
  try {
    addWithinLimit(expandSeries(series, window), reading)
  } catch (error) {
    if (!(error instanceof RuleError) || master === undefined) throw error
    reading.problems.push(problem(master.line, master.uid, error))
    addWithinLimit(expandSeries({ overrides: series.overrides }, window), reading)
  }
}

function addWithinLimit(events: CalendarEvent[], reading: CalendarReading): void {
  for (const event of events) {
    if (reading.events.length < mostEvents) reading.events.push(event)
  }
}

function inOrder(events: CalendarEvent[]): CalendarEvent[] {
  const keyed = events.map((event) => ({ event, key: `${startText(event)} ${event.uid}` }))
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ event }) => event)
}

function problem(line: number, uid: string | undefined, error: Error): CalendarProblem {
  return { line, uid: uid?.trim(), sentence: `The event at line ${line} was left out: ${error.message}.` }
}

function calendarName(calendars: Component[]): string {
  return unescapeText(calendars.map((calendar) => property(calendar, 'X-WR-CALNAME')?.value).find((name) => name) ?? '').trim()
}

function whyNoCalendar(text: string): string {
  const beginning = text.slice(0, 1_000).trimStart()
  if (beginning === '') return 'It is empty.'
  if (/^<(!doctype html|html|head|body)/i.test(beginning)) return 'It is a web page, not a calendar. A calendar address usually ends in .ics.'
  return 'It is not an iCalendar file: nothing in it begins with BEGIN:VCALENDAR.'
}
