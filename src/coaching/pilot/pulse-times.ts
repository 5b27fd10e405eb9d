import { addWorkingDays, isWorkingDay, nextWorkingDay } from '../working-days.ts'
import type { WaveName } from './pulse-items.ts'

/** The first and the last day of a wave. Answers are taken to the end of the last one in each person's own zone. */
export type WaveDays = { wave: WaveName; opensOn: Temporal.PlainDate; lastDay: Temporal.PlainDate }

/** When each wave opens, counted from the Monday on which the pilot starts; the baseline two weeks before, so that it is closed in time. */
const DAYS_FROM_START: Record<WaveName, number> = { baseline: -13, week_3: 15, week_6: 36, week_26: 176 }
/** Days on which a wave can be answered, the first included. */
const WORKING_DAYS_OPEN = 4
/** Where the clock stands in each person's zone when they are asked, and when those who have not answered are reminded. */
export const PULSE_HOUR = '10:00'

/** The four waves of a pilot that starts on a Monday. Each opens on a Tuesday, or the next working day. */
export function pulseWaveDays(startsOn: Temporal.PlainDate): WaveDays[] {
  return (Object.keys(DAYS_FROM_START) as WaveName[]).map((wave) => {
    const day = startsOn.add({ days: DAYS_FROM_START[wave] })
    const opensOn = isWorkingDay(day) ? day : nextWorkingDay(day)
    return { wave, opensOn, lastDay: addWorkingDays(opensOn, WORKING_DAYS_OPEN - 1) }
  })
}

/** When a person with this zone is asked. */
export function askedAt(opensOn: Temporal.PlainDate, zone: string): Temporal.Instant {
  return opensOn.toZonedDateTime({ timeZone: zone, plainTime: PULSE_HOUR }).toInstant()
}

/** When those who have not answered are reminded: once, on the third day. */
export function remindedAt(opensOn: Temporal.PlainDate, zone: string): Temporal.Instant {
  return askedAt(addWorkingDays(opensOn, 2), zone)
}

/** When a wave takes no more answers from a person with this zone. */
export function closesAt(lastDay: Temporal.PlainDate, zone: string): Temporal.Instant {
  return lastDay.add({ days: 1 }).toZonedDateTime(zone).toInstant()
}

/** When a wave is over everywhere: the last zone on earth is twelve hours behind. */
export function overEverywhereAt(lastDay: Temporal.PlainDate): Temporal.Instant {
  return closesAt(lastDay, 'Etc/GMT+12')
}
