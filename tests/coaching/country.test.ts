import { describe, expect, it } from 'vitest'
import { countryName, countryOfZone, isCountry, zoneCalled } from '../../src/coaching/country.ts'
import { isZone } from '../../src/coaching/local-time.ts'

describe('the country of a zone', () => {
  it.each([
    ['Europe/Berlin', 'DE'],
    ['Europe/Lisbon', 'PT'],
    ['Atlantic/Azores', 'PT'],
    ['Asia/Kolkata', 'IN'],
    ['Asia/Calcutta', 'IN'],
    ['America/New_York', 'US'],
    ['UTC', undefined],
    ['Middle/Earth', undefined],
  ])('of %s is %s', (zone, country) => expect(countryOfZone(zone)).toBe(country))

  it('is known for every zone that this runtime has, apart from those of no country', () => {
    const without = Intl.supportedValuesOf('timeZone').filter((zone) => countryOfZone(zone) === undefined)
    expect(without.filter((zone) => !/^(UTC|GMT|Etc)/.test(zone))).toEqual([])
  })

  it('has a name in the reader’s language', () => {
    expect([countryName('DE', 'en-GB'), countryName('DE', 'de-DE'), isCountry('DE'), isCountry('XX')]).toEqual([
      'Germany',
      'Deutschland',
      true,
      false,
    ])
  })
})

describe('the zone that somebody means', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    [' Berlin ', 'Europe/Berlin'],
    ['new york', 'America/New_York'],
    ['America/New_York', 'America/New_York'],
    ['utc', 'UTC'],
    ['Middle-earth', undefined],
    ['', undefined],
  ])('by “%s” is %s', (written, zone) => expect(zoneCalled(written)).toBe(zone))

  it('is always a zone that the calendar can work with', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) expect(isZone(zoneCalled(zone.toUpperCase()) ?? '')).toBe(true)
  })
})
