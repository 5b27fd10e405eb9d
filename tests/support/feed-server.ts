import { createHash } from 'node:crypto'
import { createServer } from 'node:http'

/** A calendar on this machine, as a server publishes it: with an ETag, and under an address that is a secret. */
export type FeedServer = {
  address: string
  /** The words of the address that nobody may see again. */
  secret: string
  /** What it serves from now on: events, or a status with nothing. */
  serves(what: FeedEventText[] | number): void
  /** The answers so far, by status. */
  answers: number[]
  close(): Promise<void>
}

/** An event in a calendar. Times are in Berlin, such as `20260303T140000`. */
export type FeedEventText = {
  uid: string
  start: string
  end: string
  title?: string
  with?: string
  rule?: string
  recurrenceId?: string
  status?: string
  declined?: boolean
  lines?: string[]
}

export async function feedServer(): Promise<FeedServer> {
  const secret = 'private-0a1b2c3d4e5f'
  const answers: number[] = []
  let body = calendarText([])
  let status = 200
  const server = createServer((request, response) => {
    const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 12)}"`
    const answer = status === 200 && request.headers['if-none-match'] === etag ? 304 : status
    answers.push(answer)
    response.writeHead(answer, { 'content-type': 'text/calendar; charset=utf-8', etag })
    response.end(answer === 200 ? body : '')
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  const at = server.address()
  const port = typeof at === 'object' && at !== null ? at.port : 0
  return {
    address: `http://127.0.0.1:${port}/calendar/${secret}/basic.ics`,
    secret,
    answers,
    serves(what) {
      status = typeof what === 'number' ? what : 200
      if (typeof what !== 'number') body = calendarText(what)
    },
    close: () => new Promise((done) => void server.close(() => done())),
  }
}

function calendarText(events: readonly FeedEventText[]): string {
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//EN', ...events.flatMap(eventLines), 'END:VCALENDAR', '']
  return lines.join('\r\n')
}

function eventLines(event: FeedEventText): string[] {
  const zone = ';TZID=Europe/Berlin:'
  return [
    'BEGIN:VEVENT',
    `UID:${event.uid}`,
    'DTSTAMP:20260201T000000Z',
    `DTSTART${zone}${event.start}`,
    `DTEND${zone}${event.end}`,
    ...(event.rule ? [`RRULE:${event.rule}`] : []),
    ...(event.recurrenceId ? [`RECURRENCE-ID${zone}${event.recurrenceId}`] : []),
    ...(event.status ? [`STATUS:${event.status}`] : []),
    `SUMMARY:${event.title ?? 'Weekly'}`,
    'ORGANIZER;CN=Maya:mailto:maya@example.com',
    'ATTENDEE;CN=Maya;PARTSTAT=ACCEPTED:mailto:maya@example.com',
    ...(event.with
      ? [`ATTENDEE;CN=${event.with};PARTSTAT=${event.declined ? 'DECLINED' : 'ACCEPTED'}:mailto:${event.with.toLowerCase()}@example.com`]
      : []),
    ...(event.lines ?? []),
    'END:VEVENT',
  ]
}
