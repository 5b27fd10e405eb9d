import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayNumber, isoDateOf, localDayAt, placeWallTime, weekdayOf } from '../../src/coaching/wall-clock.ts'
import { zones } from './zones.ts'

const day = fc.integer({ min: dayNumber('1990-01-01'), max: dayNumber('2050-12-31') })
const minute = fc.integer({ min: 0, max: 24 * 60 - 1 })
const zone = fc.constantFrom(...zones)

/** Clocks change between 23:00 and 04:00; noon stands for the rest of the day. */
const minutesNearChanges = [...Array.from({ length: 16 }, (_, quarter) => quarter * 15), 720, 1380, 1395, 1410, 1425]

function byTemporal(zoneId: string, onDay: number, minuteOfDay: number): Temporal.ZonedDateTime {
  const time = { hour: Math.floor(minuteOfDay / 60), minute: minuteOfDay % 60 }
  return Temporal.PlainDate.from(isoDateOf(onDay)).toPlainDateTime(time).toZonedDateTime(zoneId, { disambiguation: 'compatible' })
}

describe('wall times', () => {
  it('lie where Temporal puts them', () => {
    fc.assert(
      fc.property(zone, day, minute, (zoneId, onDay, minuteOfDay) => {
        expect(placeWallTime(zoneId, onDay, minuteOfDay).epochMs).toBe(byTemporal(zoneId, onDay, minuteOfDay).epochMilliseconds)
      }),
      { numRuns: 3_000 },
    )
  })

  it('lie where Temporal puts them on the days on which clocks change', () => {
    const wrong: string[] = []
    for (const zoneId of zones) {
      let at = Temporal.Instant.from('2009-01-01T00:00Z').toZonedDateTimeISO(zoneId)
      for (
        let change = at.getTimeZoneTransition('next');
        change !== null && change.year < 2032;
        change = at.getTimeZoneTransition('next')
      ) {
        at = change
        for (const onDay of [-1, 0, 1].map((shift) => dayNumber(change.toPlainDate().toString()) + shift)) {
          for (const minuteOfDay of minutesNearChanges) {
            const placed = placeWallTime(zoneId, onDay, minuteOfDay)
            const expected = byTemporal(zoneId, onDay, minuteOfDay)
            const shows = expected.hour * 60 + expected.minute
            const isShifted = shows !== minuteOfDay || expected.toPlainDate().toString() !== isoDateOf(onDay)
            const isRight = placed.epochMs === expected.epochMilliseconds && placed.shiftedByGap === isShifted
            if (!isRight) wrong.push(`${zoneId} ${isoDateOf(onDay)} minute ${minuteOfDay}`)
          }
        }
      }
    }
    expect(wrong).toEqual([])
  })

  it('know the local day of an instant', () => {
    fc.assert(
      fc.property(zone, day, minute, (zoneId, onDay, minuteOfDay) => {
        const epochMs = onDay * 86_400_000 + minuteOfDay * 60_000
        const expected = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zoneId).toPlainDate().toString()
        expect(isoDateOf(localDayAt(zoneId, epochMs))).toBe(expected)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('day numbers', () => {
  it('come back as the same date and weekday', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 60_000 }), (number) => {
        expect(dayNumber(isoDateOf(number))).toBe(number)
        expect(weekdayOf(number)).toBe(Temporal.PlainDate.from(isoDateOf(number)).dayOfWeek)
      }),
    )
  })
})
