import { describe, expect, it } from 'vitest'
import { agoInWords, writeDateTokens } from '../../../sandbox/page/lib/date-tokens.ts'

const at = Date.parse('2014-02-18T14:39:05Z')
const yearsLater = Date.parse('2026-05-04T09:00:00Z')
const write = (template: string, now = yearsLater, zone = 'UTC') => writeDateTokens(template, at, zone, now)

describe('a date token', () => {
  it.each([
    ['{date_num}', '2014-02-18'],
    ['{date_slash}', '18/02/2014'],
    ['{date}', 'February 18th, 2014'],
    ['{date_pretty}', 'February 18th, 2014'],
    ['{date_short}', 'Feb 18, 2014'],
    ['{date_short_pretty}', 'Feb 18, 2014'],
    ['{date_long}', 'Tuesday, February 18th, 2014'],
    ['{date_long_pretty}', 'Tuesday, February 18th, 2014'],
    ['{date_long_full}', 'February 18, 2014'],
    ['{day_divider_pretty}', 'Tuesday, February 18th, 2014'],
    ['{time}', '14:39'],
    ['{time_secs}', '14:39:05'],
    ['{ago}', '12 years ago'],
  ])('%s is %s', (token, written) => {
    expect(write(token)).toBe(written)
  })

  it('leaves out the year within six months', () => {
    const soon = Date.parse('2014-05-01T00:00:00Z')
    expect(write('{date}', soon)).toBe('February 18th')
    expect(write('{date_short}', soon)).toBe('Feb 18')
    expect(write('{date_long}', soon)).toBe('Tuesday, February 18th')
    expect(write('{date_long_full}', soon)).toBe('February 18, 2014')
    expect(write('{date}', Date.parse('2014-09-01T00:00:00Z'))).toBe('February 18th, 2014')
  })

  it.each([
    ['2014-02-18T23:00:00Z', 'Today'],
    ['2014-02-19T00:00:00Z', 'Yesterday'],
    ['2014-02-17T23:59:00Z', 'Tomorrow'],
    ['2014-02-20T00:00:00Z', 'Feb 18'],
  ])('is pretty on %s: %s', (now, written) => {
    expect(write('{date_short_pretty}', Date.parse(now))).toBe(written)
  })

  it('has its capital only at the start', () => {
    expect(write('Your 1:1 is {date_pretty} at {time}', at)).toBe('Your 1:1 is today at 14:39')
  })

  it('is written for the zone of the reader, across the line between days', () => {
    expect(write('{date_num} {time}', yearsLater, 'Asia/Tokyo')).toBe('2014-02-18 23:39')
    expect(write('{date_num} {time}', yearsLater, 'Pacific/Auckland')).toBe('2014-02-19 03:39')
    expect(write('{date_pretty}', at, 'Pacific/Auckland')).toBe('Today')
  })

  it('follows summer time', () => {
    const summer = Date.parse('2026-07-01T10:00:00Z')
    expect(writeDateTokens('{time}', summer, 'Europe/Oslo', summer)).toBe('12:00')
    expect(writeDateTokens('{time}', Date.parse('2026-01-01T10:00:00Z'), 'Europe/Oslo', summer)).toBe('11:00')
  })

  it('may be on a 12-hour clock', () => {
    expect(writeDateTokens('{time}, {time_secs}', at, 'UTC', at, '12h')).toBe('2:39 PM, 2:39:05 PM')
    expect(writeDateTokens('{time}', Date.parse('2026-01-01T00:05:00Z'), 'UTC', at, '12h')).toBe('12:05 AM')
    expect(writeDateTokens('{time}', Date.parse('2026-01-01T00:05:00Z'), 'UTC', at, '24h')).toBe('00:05')
  })

  it.each([
    [1, '1st'],
    [2, '2nd'],
    [3, '3rd'],
    [4, '4th'],
    [11, '11th'],
    [12, '12th'],
    [13, '13th'],
    [21, '21st'],
    [22, '22nd'],
    [31, '31st'],
  ])('counts day %i as %s', (day, written) => {
    const date = Date.UTC(2026, 0, day, 12)
    expect(writeDateTokens('{date}', date, 'UTC', Date.UTC(2026, 2, 1))).toBe(`January ${written}`)
  })

  it('is left as it is when Slack has no such token', () => {
    expect(write('{weekday} {date_num}')).toBe('{weekday} 2014-02-18')
  })
})

describe('a time ago', () => {
  const minute = 60_000
  it.each([
    [-30_000, '30 seconds ago'],
    [-3 * minute, '3 minutes ago'],
    [-4.5 * 60 * minute, '4 hours ago'],
    [-2 * 24 * 60 * minute, '2 days ago'],
    [-70 * 24 * 60 * minute, '2 months ago'],
    [24 * 60 * minute, 'in 1 day'],
  ])('of %i ms is %s', (apart, written) => {
    expect(agoInWords(at + apart, at)).toBe(written)
  })
})
