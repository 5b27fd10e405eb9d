import { createHash } from 'node:crypto'
import type { EventDetails } from './calendar-event.ts'
import type { Component } from './components.ts'
import { properties, property } from './components.ts'
import type { ContentLine } from './content-lines.ts'
import { param } from './content-lines.ts'
import type { DateValue } from './date-values.ts'
import { dayMs, readDateValue, readDuration } from './date-values.ts'
import { readEventDetails } from './event-details.ts'
import type { WallZone } from './wall-zone.ts'
import { fixedZone, utcZone } from './wall-zone.ts'
import type { ZoneResolver } from './zones.ts'

/** A VEVENT with its times understood and its repetitions not yet followed. */
export type RawEvent = {
  uid: string
  /** Whether the file gives the UID, or it is a stand-in of ours. */
  naming: 'own' | 'stand-in'
  line: number
  start: Moment
  length: Length
  /** The original start that this one replaces; missing in the event that carries the series. */
  replaces?: Moment | undefined
  /** RANGE=THISANDFUTURE: it replaces all that follow as well. */
  replacesFollowing: boolean
  rules: ContentLine[]
  excludedRules: ContentLine[]
  extraStarts: { start: Moment; length?: Length | undefined }[]
  excluded: Moment[]
  /** When this version was written, for choosing between two; 0 where the file does not say. */
  changedAtMs: number
  details: EventDetails
}

/** A date or time with its place. For `date` the wall is midnight; `floating` has the reader's zone. */
export type Moment = { kind: 'date' | 'timed' | 'floating'; wallMs: number; zone: WallZone }

/** Whole days of dates, or nominal days on the wall and then time on the time line. */
export type Length = { days: number; ms: number }

/** What a calendar says about all of its events. Times without a zone are the reader's. */
export type CalendarContext = { method: string; zones: ZoneResolver; readerZone: WallZone; calendarZone: WallZone }

/** An event that cannot be read, with the reason as the end of a sentence. */
export class EventError extends Error {}

/**
 * Reads a VEVENT. Throws an EventError when it has no start, or one that is no date. What is wrong in its list of exceptions and extra
 * dates is passed to `passedOver` and left out.
 */
export function readRawEvent(
  event: Component,
  { method, zones, readerZone, calendarZone }: CalendarContext,
  passedOver: (error: EventError) => void,
): RawEvent {
  const startLine = property(event, 'DTSTART')
  if (startLine === undefined) throw new EventError('it has no start')
  const start = readMoment(startLine, startLine.value)
  const replacesLine = property(event, 'RECURRENCE-ID')
  const details = readEventDetails(event, method)
  const uid = property(event, 'UID')?.value.trim() ?? ''
  return {
    uid: uid === '' ? standInUid(startLine.value, details.summary) : uid,
    naming: uid === '' ? 'stand-in' : 'own',
    line: event.line,
    start,
    length: readLength(event, start),
    replaces: replacesLine && readOriginal(replacesLine, replacesLine.value),
    replacesFollowing: replacesLine !== undefined && param(replacesLine, 'RANGE')?.toUpperCase() === 'THISANDFUTURE',
    rules: properties(event, 'RRULE').filter((line) => line.value.trim() !== ''),
    excludedRules: properties(event, 'EXRULE').filter((line) => line.value.trim() !== ''),
    extraStarts: properties(event, 'RDATE').flatMap((line) => readList(line, readExtraStart)),
    excluded: properties(event, 'EXDATE').flatMap((line) => readList(line, readOriginal)),
    changedAtMs: Math.max(...['LAST-MODIFIED', 'DTSTAMP'].map((name) => readDateValue(property(event, name)?.value ?? '')?.wallMs ?? 0)),
    details,
  }

  function readList<T>(line: ContentLine, read: (line: ContentLine, text: string) => T): T[] {
    const found: T[] = []
    for (const text of line.value.split(',', longestList).filter((one) => one.trim() !== '')) {
      try {
        found.push(read(line, text))
      } catch (error) {
        if (!(error instanceof EventError)) throw error
        passedOver(error)
      }
    }
    return found
  }

  function readMoment(line: ContentLine, text: string): Moment {
    const value = readDateValue(text, param(line, 'VALUE')?.toUpperCase() === 'DATE' ? 'DATE' : undefined)
    if (value === undefined) throw new EventError(`its ${line.name}, "${text.slice(0, 40)}", is no date`)
    return momentOf(value, param(line, 'TZID'))
  }

  /** The start of an occurrence that is replaced or left out. Outlook names whole days by their local midnight, in UTC. */
  function readOriginal(line: ContentLine, text: string): Moment {
    const moment = readMoment(line, text)
    const isMidnightElsewhere = start.kind === 'date' && moment.zone === utcZone && moment.wallMs % dayMs !== 0
    return isMidnightElsewhere ? { ...moment, kind: 'date', wallMs: calendarZone.toWallMs(moment.wallMs) } : moment
  }

  function momentOf(value: DateValue, tzid: string | undefined): Moment {
    switch (value.kind) {
      case 'date':
        return { kind: 'date', wallMs: value.wallMs, zone: utcZone }
      case 'utc':
        return { kind: 'timed', wallMs: value.wallMs, zone: utcZone }
      case 'offset':
        return { kind: 'timed', wallMs: value.wallMs, zone: fixedZone(value.offsetMs) }
      case 'wall':
        return tzid
          ? { kind: 'timed', wallMs: value.wallMs, zone: zones.resolve(tzid) }
          : { kind: 'floating', wallMs: value.wallMs, zone: readerZone }
      default:
        return value satisfies never
    }
  }

  /** A PERIOD is `start/end` or `start/duration`. */
  function readExtraStart(line: ContentLine, text: string): { start: Moment; length?: Length | undefined } {
    const [from = '', to] = text.split('/')
    const extra = readMoment(line, from)
    if (to === undefined) return { start: extra }
    return { start: extra, length: readDuration(to) ?? lengthBetween(extra, readMoment(line, to)) }
  }

  /** DTEND, else DURATION, else a day for a date and no time at all for a time (RFC 5545, 3.6.1). An end before the start is no end. */
  function readLength(component: Component, from: Moment): Length {
    const endLine = property(component, 'DTEND')
    const end = endLine && readDateValue(endLine.value, param(endLine, 'VALUE')?.toUpperCase() === 'DATE' ? 'DATE' : undefined)
    const duration = readDuration(property(component, 'DURATION')?.value ?? '')
    const length = endLine && end ? lengthBetween(from, momentOf(end, param(endLine, 'TZID'))) : duration
    const isForward = length !== undefined && length.days * dayMs + length.ms > 0
    if (from.kind === 'date') return { days: isForward ? Math.max(1, Math.round(length.days + length.ms / dayMs)) : 1, ms: 0 }
    return isForward ? length : { days: 0, ms: 0 }
  }
}

/** The instant of a moment. A date is taken as midnight UTC: it is compared, never shown. */
export function instantMs(moment: Moment): number {
  return moment.zone.toInstantMs(moment.wallMs)
}

const longestList = 5_000

function lengthBetween(from: Moment, to: Moment): Length {
  if (from.kind === 'date') return { days: Math.round((to.wallMs - from.wallMs) / dayMs), ms: 0 }
  if (to.kind === 'date') return { days: 0, ms: from.zone.toInstantMs(to.wallMs) - instantMs(from) }
  return { days: 0, ms: instantMs(to) - instantMs(from) }
}

/** Events without a UID still need a name that is the same at every reading. */
function standInUid(start: string, summary: string): string {
  return `no-uid-${createHash('sha256').update(`${start}\n${summary}`).digest('hex').slice(0, 16)}`
}
