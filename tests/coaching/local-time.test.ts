import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isZone, localDate, quarterOf, sayDate, sayDateTime, sayRelativeDay, sayTime, weekOf } from '../../src/coaching/local-time.ts'
import { zones } from './zones.ts'

const instant = (text: string) => Temporal.Instant.from(text)
const date = (text: string) => Temporal.PlainDate.from(text)
const afternoon = instant('2026-03-03T13:00Z')

describe('a time in words', () => {
  it("is the reader's own", () => {
    expect(sayDateTime(afternoon, 'Europe/Berlin')).toBe('Tue 3 March, 14:00')
    expect(sayDateTime(afternoon, 'Asia/Kathmandu')).toBe('Tue 3 March, 18:45')
    expect(sayDateTime(instant('2026-03-03T00:30Z'), 'America/Los_Angeles')).toBe('Mon 2 March, 16:30')
  })

  it('has midnight as 00:00', () => {
    expect(sayTime(instant('2026-03-03T00:00Z'), 'UTC')).toBe('00:00')
    expect(sayTime(instant('2026-03-03T00:00Z'), 'UTC', 'en-US')).toBe('00:00')
  })

  it("follows the reader's language", () => {
    expect(sayDate(afternoon, 'Europe/Berlin', 'de-DE')).toBe('Di., 3. März')
    expect(sayDate(date('2026-03-03'))).toBe('Tue 3 March')
  })

  it("says today, tomorrow and yesterday by the reader's calendar", () => {
    const relative = (when: string, zone = 'Europe/Berlin') => sayRelativeDay(instant(when), afternoon, zone)
    expect(relative('2026-03-03T13:00Z')).toBe('today 14:00')
    expect(relative('2026-03-04T08:00Z')).toBe('tomorrow 09:00')
    expect(relative('2026-03-02T08:00Z')).toBe('yesterday 09:00')
    expect(relative('2026-03-03T23:30Z')).toBe('tomorrow 00:30')
    expect(relative('2026-03-03T23:30Z', 'America/New_York')).toBe('today 18:30')
    expect(relative('2026-03-10T13:00Z')).toBe('Tue 10 March, 14:00')
    expect(relative('2027-03-03T13:00Z')).toBe('Wed 3 March 2027, 14:00')
    expect(sayRelativeDay(instant('2026-03-04T08:00Z'), afternoon, 'Europe/Berlin', 'de-DE')).toBe('morgen 09:00')
  })
})

describe('a week', () => {
  it('has its ISO number, also where the year turns', () => {
    expect(weekOf(instant('2026-01-26T12:00Z'), 'UTC')).toBe('2026-W05')
    expect(weekOf(instant('2027-01-01T12:00Z'), 'UTC')).toBe('2026-W53')
    expect(weekOf(instant('2024-12-30T12:00Z'), 'UTC')).toBe('2025-W01')
  })

  it('begins on Monday at midnight of the reader', () => {
    expect(weekOf(instant('2026-03-01T22:59Z'), 'Europe/Berlin')).toBe('2026-W09')
    expect(weekOf(instant('2026-03-01T23:00Z'), 'Europe/Berlin')).toBe('2026-W10')
  })
})

describe('a quarter', () => {
  it.each([
    ['2026-03-31', 1, '2026-01-01', '2026-03-31', 'Q1 2026'],
    ['2026-12-31', 1, '2026-10-01', '2026-12-31', 'Q4 2026'],
    ['2027-02-10', 4, '2027-01-01', '2027-03-31', 'Q4 2026'],
    ['2026-04-01', 4, '2026-04-01', '2026-06-30', 'Q1 2026'],
    ['2027-01-31', 2, '2026-11-01', '2027-01-31', 'Q4 2026'],
    ['2024-02-29', 12, '2023-12-01', '2024-02-29', 'Q1 2023'],
  ])('of %s, in years that begin in month %d, is %s to %s', (day, month, start, end, label) => {
    const quarter = quarterOf(date(day), month)
    expect([quarter.start.toString(), quarter.end.toString(), quarter.label]).toEqual([start, end, label])
  })

  it('holds its date, and the day after its end lies in the next one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 1, max: 12 }), (days, month) => {
        const day = date('1990-01-01').add({ days })
        const quarter = quarterOf(day, month)
        expect(Temporal.PlainDate.compare(quarter.start, day)).not.toBe(1)
        expect(Temporal.PlainDate.compare(day, quarter.end)).not.toBe(1)
        expect(quarterOf(quarter.end.add({ days: 1 }), month).start.toString()).toBe(quarter.end.add({ days: 1 }).toString())
      }),
    )
  })
})

describe('a zone', () => {
  it('is a name of the IANA database', () => {
    expect(zones.filter((zone) => !isZone(zone))).toEqual([])
    expect(isZone('Europe/Kiev')).toBe(true)
  })

  it.each(['+01:00', 'Berlin', 'Europe/Nowhere', '', ' UTC', 'UTC ', 'W. Europe Standard Time', 'constructor'])('is not %j', (text) => {
    expect(isZone(text)).toBe(false)
  })

  it('tells the date on its wall', () => {
    expect(localDate(instant('2026-03-03T23:30Z'), 'Europe/Berlin').toString()).toBe('2026-03-04')
  })
})
