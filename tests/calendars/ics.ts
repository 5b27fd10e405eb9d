import type { CalendarEvent } from '../../src/calendars/calendar-event.ts'
import type { CalendarReading } from '../../src/calendars/read-calendar.ts'
import { readCalendar } from '../../src/calendars/read-calendar.ts'

/** A calendar file of these lines. */
export function calendarOf(...lines: string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n')
}

/** A VEVENT with a UID of its own unless the lines give one. */
export function event(...lines: string[]): string {
  const uid = lines.some((line) => /^UID/i.test(line)) ? [] : ['UID:one@example.com']
  return ['BEGIN:VEVENT', ...uid, ...lines, 'END:VEVENT'].join('\r\n')
}

type Asked = { from?: string; to?: string; zone?: string }

/** What is read in a calendar in the first half of 2026, unless asked for another time. */
export function read(text: string, { from = '2026-01-01', to = '2026-07-01', zone = 'UTC' }: Asked = {}): CalendarReading {
  const reading = readCalendar(text, { from: Temporal.Instant.from(`${from}T00:00Z`), to: Temporal.Instant.from(`${to}T00:00Z`), zone })
  if ('refused' in reading) throw new Error(reading.sentence)
  return reading
}

/** The starts that are not cancelled: `2026-01-05T09:00:00Z`, or `D:2026-01-05` for all-day events. */
export function starts(text: string, asked?: Asked): string[] {
  return read(text, asked)
    .events.filter(({ status }) => status !== 'cancelled')
    .map(startOf)
}

export function startOf(one: CalendarEvent): string {
  return one.allDay ? `D:${one.start.toString()}` : one.start.toString({ smallestUnit: 'second' })
}
