import { readFile } from 'node:fs/promises'
import { Command, InvalidArgumentError } from 'commander'
import type { CalendarEvent } from '../calendars/calendar-event.ts'
import { decodeCalendar } from '../calendars/decode.ts'
import { fetchFeed } from '../calendars/fetch-feed.ts'
import type { CalendarReading } from '../calendars/read-calendar.ts'
import { readCalendar } from '../calendars/read-calendar.ts'
import { isZone } from '../coaching/local-time.ts'

/**
 * `cuecard calendar FILE-or-address`: prints what Cuecard reads in a calendar, and on standard error what it cannot read, a line each.
 *
 * Ends with 0 when the calendar as a whole could be read, 1 when it could not, 2 for wrong usage.
 */
export function calendarCommand(): Command {
  return new Command('calendar')
    .description('Show the events that Cuecard reads in a calendar file or feed, and what it cannot read.')
    .argument('<file-or-address>', 'an .ics file, or its https:// or webcal:// address')
    .option('--from <date>', 'first day (UTC), such as 2026-01-01; today unless given', asDate)
    .option('--to <date>', 'day after the last one (UTC); 60 days after the first unless given', asDate)
    .option('--zone <zone>', 'the zone of times that name none, such as Europe/Berlin', asZone, 'UTC')
    .option('--all', 'show cancelled events too')
    .option('--json', 'print a JSON array of { uid, start, end, allDay, status }')
    .option('--allow-network <network>', 'a private network that an address may lead to, such as 10.20.0.0/16', listed)
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .action(async (source: string, options: Options, command: Command) => {
      const from = options.from ?? Temporal.Now.plainDateISO('UTC')
      const to = options.to ?? from.add({ days: 60 })
      if (Temporal.PlainDate.compare(from, to) >= 0) command.error('error: --to must be a later day than --from')
      process.exitCode = await showCalendar(source, { ...options, from, to })
    })
}

type Options = { from?: Temporal.PlainDate; to?: Temporal.PlainDate; zone: string; all?: true; json?: true; allowNetwork?: string[] }
type Request = Options & { from: Temporal.PlainDate; to: Temporal.PlainDate }

async function showCalendar(source: string, request: Request): Promise<0 | 1> {
  const loaded = await load(source, request.allowNetwork)
  if ('unreadable' in loaded) return complain(loaded.unreadable)
  const reading = readCalendar(loaded.text, { from: midnight(request.from), to: midnight(request.to), zone: request.zone })
  if ('refused' in reading) return complain(`This is no calendar. ${reading.sentence}`)
  for (const problem of reading.problems) process.stderr.write(`${oneLine(problem.sentence)}\n`)
  for (const guess of guessesOf(reading)) process.stderr.write(`${oneLine(guess)}\n`)
  const shown = reading.events.filter((event) => request.all || event.status !== 'cancelled')
  process.stdout.write(request.json ? asJson(shown) : asTable(shown, request.zone))
  return 0
}

async function load(source: string, allowedNetworks: string[] | undefined): Promise<{ text: string } | { unreadable: string }> {
  if (/^(https?|webcals?):/i.test(source)) {
    const outcome = await fetchFeed(source, { allowedNetworks })
    if (outcome.state === 'fresh') return outcome
    return { unreadable: outcome.state === 'unchanged' ? 'The server sends no calendar.' : outcome.sentence }
  }
  try {
    return { text: decodeCalendar(await readFile(source)) }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    return { unreadable: whyUnreadable(source, String(error.code)) }
  }
}

function whyUnreadable(source: string, code: string): string {
  if (code === 'ENOENT') return `There is no file "${source}".`
  if (code === 'EISDIR') return `"${source}" is a folder. Name the .ics file in it.`
  return `The file "${source}" cannot be read (${code}).`
}

function asJson(events: CalendarEvent[]): string {
  const rows = events.map((event) =>
    JSON.stringify({ uid: event.uid, start: written(event.start), end: written(event.end), allDay: event.allDay, status: event.status }),
  )
  return rows.length === 0 ? '[]\n' : `[\n  ${rows.join(',\n  ')}\n]\n`
}

function asTable(events: CalendarEvent[], zone: string): string {
  const lines = events.map(
    (event) => `${whenOf(event, zone)}  ${event.status === 'confirmed' ? '' : `(${event.status}) `}${oneLine(event.summary)}`,
  )
  const count = `${events.length} ${events.length === 1 ? 'event' : 'events'}, times in ${zone}`
  return `${[...lines, count].join('\n')}\n`
}

/** Zones that nobody knows, and what was taken in their place: the times may be wrong. */
function guessesOf({ zoneNotes }: CalendarReading): string[] {
  return zoneNotes.filter(({ how }) => how === 'calendar zone' || how === 'offset in the name').map(({ sentence }) => sentence)
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

function whenOf(event: CalendarEvent, zone: string): string {
  if (event.allDay) return `${dayOf(event.start)} all day    `
  const start = event.start.toZonedDateTimeISO(zone)
  return `${dayOf(start.toPlainDate())} ${clock(start)}-${clock(event.end.toZonedDateTimeISO(zone))}`
}

function dayOf(date: Temporal.PlainDate): string {
  return `${date.toString()} ${weekdays[date.dayOfWeek - 1]}`
}

function clock(time: Temporal.ZonedDateTime): string {
  return time.toPlainTime().toString().slice(0, 5)
}

function written(time: Temporal.Instant | Temporal.PlainDate): string {
  return time instanceof Temporal.Instant ? time.toString({ smallestUnit: 'second' }) : time.toString()
}

/** What a calendar says may hold line breaks and the control characters of a terminal. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
}

function complain(sentence: string): 1 {
  process.stderr.write(`${oneLine(sentence)}\n`)
  return 1
}

function midnight(date: Temporal.PlainDate): Temporal.Instant {
  return date.toZonedDateTime('UTC').toInstant()
}

function asDate(text: string): Temporal.PlainDate {
  try {
    if (/^\d{4}-\d\d-\d\d$/.test(text)) return Temporal.PlainDate.from(text)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  throw new InvalidArgumentError('A date looks like 2026-01-31.')
}

function asZone(text: string): string {
  if (isZone(text)) return text
  throw new InvalidArgumentError('A zone looks like Europe/Berlin.')
}

function listed(text: string, before: string[] = []): string[] {
  if (/^[\da-f.:]+\/\d+$/i.test(text)) return [...before, text]
  throw new InvalidArgumentError('A network looks like 10.20.0.0/16.')
}
