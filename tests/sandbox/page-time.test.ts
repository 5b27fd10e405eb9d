import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayAndTime, dayOnDivider, dayPlus, instantOf, isoDay, readTime, timeOfDay, weeksOf } from '../../sandbox/page/drawn-time.ts'

const zones = ['Europe/Oslo', 'America/New_York', 'Asia/Kolkata', 'Pacific/Chatham', 'America/St_Johns', 'UTC']
const morning = Date.parse('2026-03-03T08:00:00Z')

describe('an instant on the page', () => {
  it('is written as people say it, in the zone of the reader', () => {
    expect(dayAndTime(morning, 'Europe/Oslo')).toBe('Tue 3 March, 09:00')
    expect(dayAndTime(morning, 'America/New_York')).toBe('Tue 3 March, 03:00')
  })

  it('names the year only when it is another one', () => {
    expect(dayAndTime(morning, 'UTC', Date.parse('2027-01-01T00:00:00Z'))).toBe('Tue 3 March 2026, 08:00')
  })

  it('counts days by the calendar of the reader, not by hours', () => {
    const lateInOslo = Date.parse('2026-03-02T22:30:00Z')
    expect(dayOnDivider(lateInOslo, 'Europe/Oslo', morning)).toBe('Yesterday')
    expect(dayOnDivider(lateInOslo, 'Asia/Kolkata', morning)).toBe('Today')
  })
})

describe('a day and time that somebody chooses', () => {
  it('is the instant that Temporal finds for it, in any zone and over changes of the clocks', () => {
    const minutes = fc.integer({ min: 0, max: 60 * 24 * 800 })
    fc.assert(
      fc.property(minutes, fc.constantFrom(...zones), (minute, zone) => {
        const at = Date.parse('2025-06-01T00:00:00Z') + minute * 60_000
        const shown = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
        const chosen = instantOf(isoDay(at, zone), timeOfDay(at, zone), zone)
        expect(Temporal.Instant.fromEpochMilliseconds(chosen).toZonedDateTimeISO(zone).toPlainDateTime().toString()).toBe(
          shown.toPlainDateTime().toString(),
        )
      }),
    )
  })

  it.each([
    ['9', '09:00'],
    ['930', '09:30'],
    ['9:45', '09:45'],
    ['14.05', '14:05'],
    ['2pm', '14:00'],
    ['12am', '00:00'],
  ])('may be typed as %s', (typed, time) => expect(readTime(typed)).toBe(time))

  it.each(['', '25', '9:75', 'noon', '12345'])('is not understood from %o', (typed) => expect(readTime(typed)).toBeUndefined())
})

describe('a month of the calendar', () => {
  it('starts on a Monday and has the whole month in six weeks', () => {
    const weeks = weeksOf('2026-03')
    expect(weeks[0]?.[0]).toBe('2026-02-23')
    expect(weeks.flat()).toHaveLength(42)
    expect(weeks.flat().filter((day) => day.startsWith('2026-03'))).toHaveLength(31)
  })

  it('goes on to the next day over every border', () => {
    expect(dayPlus('2026-02-28', 1)).toBe('2026-03-01')
    expect(dayPlus('2027-01-01', -1)).toBe('2026-12-31')
  })
})
