import type { FeedEvent, FeedPerson } from '../coaching/feed.ts'
import type { Refusal } from '../coaching/refusal.ts'
import type { CalendarEvent } from './calendar-event.ts'
import { readCalendar } from './read-calendar.ts'

/** A calendar's text and what to read of it, as plain values that can go to another thread. */
export type ReadJob = { text: string; fromMs: number; toMs: number; zone: string }
export type PlainEvent = Omit<FeedEvent, 'startsAt'> & { startMs: number }
export type PlainReading = { events: PlainEvent[]; unreadable: number }

/** The events of a calendar as the flows know them. */
export function readPlainEvents({ text, fromMs, toMs, zone }: ReadJob): PlainReading | Refusal {
  const instant = (at: number) => Temporal.Instant.fromEpochMilliseconds(at)
  const reading = readCalendar(text, { from: instant(fromMs), to: instant(toMs), zone })
  if ('refused' in reading) return reading
  return { events: reading.events.map((event) => plain(event, zone)), unreadable: reading.problems.length }
}

function plain(event: CalendarEvent, zone: string): PlainEvent {
  const { startMs, endMs } = timesOf(event, zone)
  return {
    uid: event.uid,
    recurrenceId: event.recurrenceId,
    startMs,
    lengthMinutes: Math.max(0, Math.round((endMs - startMs) / 60_000)),
    allDay: event.allDay,
    status: event.status === 'cancelled' ? 'cancelled' : 'on',
    title: event.summary,
    people: peopleOf(event),
    outOfOffice: event.availability === 'out_of_office',
  }
}

function timesOf(event: CalendarEvent, zone: string): { startMs: number; endMs: number } {
  if (!event.allDay) return { startMs: event.start.epochMilliseconds, endMs: event.end.epochMilliseconds }
  const midnight = (date: Temporal.PlainDate) => date.toZonedDateTime(zone).epochMilliseconds
  return { startMs: midnight(event.start), endMs: midnight(event.end) }
}

/** Everybody who is asked, and whoever asks, each once; rooms are no people. */
function peopleOf({ attendees, organizer }: CalendarEvent): FeedPerson[] {
  const people: FeedPerson[] = attendees
    .filter(({ kind }) => kind === 'person')
    .map(({ email, name, declined }) => ({ email, name, declined }))
  const isThere = organizer === undefined || people.length === 0 || people.some(({ email }) => email === organizer.email)
  return isThere ? people : [...people, { email: organizer.email, name: organizer.name, declined: false }]
}
