import type { Cadence, NthOfMonth } from './cadence.ts'
import { cadence } from './cadence.ts'
import type { PersonId } from './ids.ts'
import { previousWorkingDay } from './working-days.ts'

/** How many managers make a peer circle: fewer bring too little, with more there is no time for each. */
export const circleSize = { fewest: 4, most: 6 } as const

/** The timed steps of a circle's meeting, in order. They take fifty minutes together. */
export const circleSteps = [
  { step: 'case', minutes: 10 },
  { step: 'questions', minutes: 15 },
  { step: 'would_try', minutes: 15 },
  { step: 'take_away', minutes: 10 },
] as const satisfies readonly { step: string; minutes: number }[]
export type CircleStep = (typeof circleSteps)[number]['step']
export const circleMinutes = circleSteps.reduce((sum, { minutes }) => sum + minutes, 0)

/**
 * How a meeting stands: its row is there (`planned`), its thread is (`announced`), its steps come (`running`), or it is over in one of three
 * ways. `missed` is for everything that kept it from beginning: too few people, an outage.
 */
export type CircleMeetingState = 'planned' | 'announced' | 'running' | 'done' | 'skipped' | 'missed'
/** Asked and has not answered, takes part, said no, or left. */
export type CircleMemberState = 'asked' | 'in' | 'declined' | 'left'

/** The cadence of a circle that meets monthly, from the date of its first meeting on: the weekday and which one of the month come from it. */
export function monthlyFrom(first: Temporal.PlainDate, time: string, zone: string): Cadence {
  // The fifth of a weekday is not in every month, so it is taken for the last.
  const nth = first.day > 28 ? -1 : (Math.ceil(first.day / 7) as NthOfMonth)
  return cadence({ rhythm: 'monthly', weekdays: [first.dayOfWeek], nth, time, zone, lengthMinutes: circleMinutes, from: first.toString() })
}

/** When a meeting is announced in the group: 09:00 of the working day before, on the circle's own clock. */
export function announcedAt(startsAt: Temporal.Instant, zone: string): Temporal.Instant {
  const day = startsAt.toZonedDateTimeISO(zone).toPlainDate()
  return previousWorkingDay(day).toZonedDateTime({ timeZone: zone, plainTime: '09:00' }).toInstant()
}

/** Which step a meeting is at: none yet, the step with this index until a time, or none any more. */
export function stepAt(
  startsAt: Temporal.Instant,
  now: Temporal.Instant,
): { is: 'ahead' } | { is: 'step'; index: number; until: Temporal.Instant } | { is: 'over' } {
  if (Temporal.Instant.compare(now, startsAt) < 0) return { is: 'ahead' }
  let until = startsAt
  for (const [index, { minutes }] of circleSteps.entries()) {
    until = until.add({ minutes })
    if (Temporal.Instant.compare(now, until) < 0) return { is: 'step', index, until }
  }
  return { is: 'over' }
}

/**
 * Whose turn it is to bring a case: of those who are there, whoever has brought the fewest, and among them who has waited longest since
 * their last one (`lastAt`; never is longest), then who joined first. Undefined when nobody is there.
 */
export function nextCaseOwner(
  members: readonly { personId: PersonId; cases: number; lastAt: Temporal.Instant | undefined; joined: number; there: 'there' | 'away' }[],
): PersonId | undefined {
  const waited = ({ lastAt }: (typeof members)[number]) => lastAt?.epochMilliseconds ?? -Infinity
  const order = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1)
  const [first] = members
    .filter(({ there }) => there === 'there')
    .toSorted((one, other) => one.cases - other.cases || order(waited(one), waited(other)) || one.joined - other.joined)
  return first?.personId
}
