import { z } from 'zod'
import type { Absence } from './absence.ts'
import { absenceOf } from './absence.ts'

/** An event of a calendar feed as the rest of Cuecard knows it. */
export type FeedEvent = {
  uid: string
  /** Where its series had it originally; missing for a single event. A move never changes it. */
  recurrenceId: string | undefined
  startsAt: Temporal.Instant
  lengthMinutes: number
  /** Lasts whole days; `startsAt` is then the beginning of the first one in the owner's zone. */
  allDay: boolean
  status: 'on' | 'cancelled'
  title: string
  people: FeedPerson[]
  outOfOffice: boolean
}
/** `email` is in small letters, and empty where the calendar gives none. */
export type FeedPerson = { email: string; name: string; declined: boolean }

/**
 * Which events are a pair's 1:1s: those of a series, or every meeting with a person. `title` and `emails` are those of the series when it was
 * picked: its successor is known by them.
 */
export type FeedMatch =
  | { by: 'series'; uid: string; title?: string | undefined; emails?: string[] | undefined }
  | { by: 'attendee'; email: string }
export const feedMatchSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('series'), uid: z.string(), title: z.string().optional(), emails: z.array(z.string()).optional() }),
  z.object({ by: z.literal('attendee'), email: z.string() }),
])

/** What came of asking for a feed. The sentences are for its owner and never hold the address. */
export type FeedReading =
  | { state: 'read'; events: FeedEvent[]; unreadable: number; validators: FeedValidators }
  | { state: 'unchanged' }
  | { state: 'refused' | 'failed'; sentence: string; retryAfterMs?: number | undefined }
export type FeedValidators = { etag?: string | undefined; lastModified?: string | undefined }

/** Asks for a feed and reads its events that start in [from, to). `zone` is the owner's: for times that name none and for whole days. */
export type FeedReader = (
  address: string,
  asked: { from: Temporal.Instant; to: Temporal.Instant; zone: string; validators?: FeedValidators | undefined; timeoutMs: number },
) => Promise<FeedReading>

/** One meeting of a pair as the calendar has it. `key` names it for good. */
export type CalledMeeting = { key: string; startsAt: Temporal.Instant; lengthMinutes: number; standing: 'on' | 'cancelled' | 'declined' }

/** The meetings among a calendar's events that are a pair's, by their key; the last one of a key counts. */
export function meetingsOf(events: readonly FeedEvent[], match: FeedMatch): Map<string, CalledMeeting> {
  const meetings = events.filter((event) => !event.allDay && !event.outOfOffice)
  const picked = meetings.filter((event) => isMeant(event, match))
  const meant = [...picked, ...successorsOf(picked, meetings, match)]
  return new Map(
    meant.map((event) => [
      keyOf(event),
      {
        key: keyOf(event),
        startsAt: event.startsAt,
        lengthMinutes: Math.max(5, Math.min(event.lengthMinutes, 24 * 60)),
        standing: standingOf(event, match),
      },
    ]),
  )
}

/** Stretches in which the calendar says that its owner is out of office. */
export function absencesIn(events: readonly FeedEvent[], zone: string): Absence[] {
  return events
    .filter(({ outOfOffice, status }) => outOfOffice && status === 'on')
    .map(({ startsAt, lengthMinutes, allDay }) => {
      const untilAt = startsAt.add({ minutes: lengthMinutes })
      if (!allDay) return { fromAt: startsAt, untilAt }
      const day = (at: Temporal.Instant) => at.toZonedDateTimeISO(zone).toPlainDate()
      return absenceOf(day(startsAt), day(untilAt.subtract({ nanoseconds: 1 })), zone)
    })
}

/** Something to pick for a pair: a series, or a person with whom there are meetings. */
export type FeedChoice = {
  match: FeedMatch
  title: string
  people: string[]
  nextAt: Temporal.Instant
  meetings: number
  /** `named`: it names the employee. */ likely: 'named' | 'two_people' | 'maybe'
}

/**
 * What a calendar offers for a pair, likeliest first: events that name the employee, then those of two people, then the rest. Only what
 * is still to come is offered, and a single event only where it names the employee.
 */
export function choicesFor(
  events: readonly FeedEvent[],
  employee: { name: string; emails: readonly string[] },
  now: Temporal.Instant,
): FeedChoice[] {
  const coming = events.filter(
    ({ allDay, outOfOffice, status, startsAt }) =>
      !allDay && !outOfOffice && status === 'on' && Temporal.Instant.compare(startsAt, now) >= 0,
  )
  const names = (event: FeedEvent) => nameScore(event, employee)
  const series = [...Map.groupBy(coming, ({ uid }) => seriesOf(uid))].flatMap(([uid, ofIt]): Scored[] => {
    const first = earliest(ofIt)
    if (first === undefined || (ofIt.length === 1 && first.recurrenceId === undefined && names(first) === 0)) return []
    const score = names(first) + (first.people.length > 0 && first.people.length <= 2 ? 2 : 0)
    return [
      {
        match: { by: 'series', uid, title: first.title, emails: emailsIn(first) },
        title: first.title,
        people: peopleIn(first),
        nextAt: first.startsAt,
        meetings: ofIt.length,
        score,
      },
    ]
  })
  const people = [
    ...Map.groupBy(
      coming.filter((event) => event.people.length <= 2),
      (event) => theirs(event, employee)?.email ?? '',
    ),
  ].flatMap(([email, ofIt]): Scored[] => {
    const first = earliest(ofIt)
    return email === '' || first === undefined
      ? []
      : [{ match: { by: 'attendee', email }, title: email, people: [email], nextAt: first.startsAt, meetings: ofIt.length, score: 5 }]
  })
  return [...series, ...people]
    .toSorted((a, b) => b.score - a.score || Temporal.Instant.compare(a.nextAt, b.nextAt))
    .map(({ score, ...choice }) => ({
      ...choice,
      likely: score >= 3 ? ('named' as const) : score === 2 ? ('two_people' as const) : ('maybe' as const),
    }))
}

type Scored = Omit<FeedChoice, 'likely'> & { score: number }

/** Google gives the rest of a changed series a UID of its own, made of the old one and a date. */
export function seriesOf(uid: string): string {
  return uid.replace(/_R\d{8}(T\d{6})?Z?(?=@|$)/, '')
}

function keyOf({ uid, recurrenceId }: FeedEvent): string {
  return `feed/${uid}/${recurrenceId ?? ''}`
}

function isMeant(event: FeedEvent, match: FeedMatch): boolean {
  if (match.by === 'series') return seriesOf(event.uid) === match.uid
  return event.people.length <= 2 && event.people.some(({ email }) => email === match.email)
}

/**
 * What goes on where a picked series stops. Outlook and Apple end a series that is changed "from here on" and begin another under a new name,
 * with the same title and the same people.
 */
function successorsOf(picked: readonly FeedEvent[], meetings: readonly FeedEvent[], match: FeedMatch): FeedEvent[] {
  if (match.by !== 'series' || match.title === undefined || match.emails === undefined || match.emails.length === 0) return []
  const { title, emails } = match
  const stillOn = picked.filter(({ status }) => status === 'on').map(({ startsAt }) => startsAt.epochMilliseconds)
  const lastMs = Math.max(-Infinity, ...stillOn)
  return meetings.filter(
    (event) =>
      event.recurrenceId !== undefined &&
      seriesOf(event.uid) !== match.uid &&
      event.startsAt.epochMilliseconds > lastMs &&
      event.title.trim().toLowerCase() === title.trim().toLowerCase() &&
      emailsIn(event).join(' ') === emails.join(' '),
  )
}

function emailsIn(event: FeedEvent): string[] {
  return [...new Set(event.people.map(({ email }) => email).filter((email) => email !== ''))].toSorted()
}

/** Declined counts by either of two; in a larger round, only by the person whom the pair is matched by. */
function standingOf(event: FeedEvent, match: FeedMatch): CalledMeeting['standing'] {
  if (event.status === 'cancelled') return 'cancelled'
  const counts = (person: FeedPerson) => event.people.length <= 2 || (match.by === 'attendee' && person.email === match.email)
  return event.people.some((person) => person.declined && counts(person)) ? 'declined' : 'on'
}

function earliest(events: readonly FeedEvent[]): FeedEvent | undefined {
  return events.toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt))[0]
}

function nameScore(event: FeedEvent, employee: { name: string; emails: readonly string[] }): number {
  if (theirs(event, employee) !== undefined) return 4
  return wordsOf(event.title).some((word) => wordsOf(employee.name).includes(word)) ? 3 : 0
}

/** The attendee who is the employee: by e-mail address, by their whole name, or by their first name in the address. */
function theirs(event: FeedEvent, { name, emails }: { name: string; emails: readonly string[] }): FeedPerson | undefined {
  const [first = ''] = wordsOf(name)
  return (
    event.people.find(({ email }) => emails.includes(email)) ??
    event.people.find((person) => wordsOf(person.name).join(' ') === wordsOf(name).join(' ')) ??
    event.people.find(({ email }) => first.length > 1 && wordsOf(email.split('@')[0] ?? '').includes(first))
  )
}

function peopleIn(event: FeedEvent): string[] {
  return event.people.map(({ name, email }) => name || email)
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}
