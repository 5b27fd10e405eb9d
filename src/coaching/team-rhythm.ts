import type { Cadence, Rhythm } from './cadence.ts'
import { cadence } from './cadence.ts'
import { previousWorkingDay } from './working-days.ts'

/** How often a team reflects before its meeting. */
export const teamRhythms = ['weekly', 'fortnightly', 'monthly'] as const satisfies Rhythm[]
export type TeamRhythm = (typeof teamRhythms)[number]
/** A reflection waits for its hour, stands in the channel, is over, or never came to be (an outage, or it was switched off). */
export type ReflectionState = 'planned' | 'open' | 'closed' | 'missed'

/** What one person adds. `helpWanted` is what they would like help with. */
export type TeamEntryWords = { kind: 'win' | 'miss'; happened: string; learned: string | undefined; helpWanted: string | undefined }
/** The fields of *Add mine*; `maxLength` counts code points. */
export const teamEntryFields = { happened: { maxLength: 300 }, learned: { maxLength: 300 }, helpWanted: { maxLength: 200 } } as const

/** The cadence of a team's meeting, from its next date on. */
export function meetingCadence(given: { rhythm: TeamRhythm; first: Temporal.PlainDate; time: string; zone: string }): Cadence {
  const { rhythm, first, time, zone } = given
  return cadence({
    rhythm,
    weekdays: [first.dayOfWeek],
    ...(rhythm === 'monthly' ? { nth: first.day > 28 ? (-1 as const) : (Math.ceil(first.day / 7) as 1 | 2 | 3 | 4) } : {}),
    time,
    zone,
    lengthMinutes: 60,
    from: first.toString(),
  })
}

/** When the reflection is posted: 09:00 on the day, or 16:00 on the working day before a meeting that is earlier than 11:00. */
export function postedAt(startsAt: Temporal.Instant, zone: string): Temporal.Instant {
  const local = startsAt.toZonedDateTimeISO(zone)
  const day = local.toPlainDate()
  const [on, plainTime] = local.hour < 11 ? [previousWorkingDay(day), '16:00'] : [day, '09:00']
  return on.toZonedDateTime({ timeZone: zone, plainTime }).toInstant()
}

/** When the manager is prompted, if nobody has added anything by then: an hour before the meeting. */
export const promptedAt = (startsAt: Temporal.Instant): Temporal.Instant => startsAt.subtract({ hours: 1 })
