/** One occurrence in a calendar: a single event, one time of a series, or one that was moved, changed or called off. */
export type CalendarEvent = EventDetails &
  EventTime & {
    uid: string
    /**
     * Where the series had this occurrence originally (`2026-01-05T09:00:00Z`, or a date for all-day events). Together with the uid it
     * names the occurrence for good: a move changes the start, never this. Missing for a single event.
     */
    recurrenceId?: string | undefined
  }

/** Instants for a timed event; dates for one that lasts whole days. The end is not part of it. */
export type EventTime =
  | { allDay: false; start: Temporal.Instant; end: Temporal.Instant }
  | { allDay: true; start: Temporal.PlainDate; end: Temporal.PlainDate }

export type EventDetails = {
  status: 'confirmed' | 'tentative' | 'cancelled'
  summary: string
  attendees: Attendee[]
  organizer?: { email: string; name: string } | undefined
  /** What the event says about the time of the person whose calendar this is. */
  availability: 'busy' | 'free' | 'tentative' | 'out_of_office' | 'elsewhere'
  /** How often the organiser has sent a changed version. */
  sequence: number
}

/** `email` is in small letters and empty where the calendar gives none. Meeting rooms are attendees too: `kind` tells. */
export type Attendee = { email: string; name: string; declined: boolean; kind: 'person' | 'group' | 'room' | 'resource' }
