import { describe, expect, it } from 'vitest'
import { calendarOf, event, read, starts } from './ics.ts'

const at = (tzid: string, wall = '20260706T120000') => event(`DTSTART;TZID=${tzid}:${wall}`)
const july = { from: '2026-07-01', to: '2026-08-01', zone: 'Asia/Tokyo' }
const startIn = (...lines: string[]) => starts(calendarOf(...lines), july)[0]

function zone(tzid: string, ...extra: string[]): string {
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${tzid}`,
    ...extra,
    'BEGIN:STANDARD',
    'DTSTART:16010101T030000',
    'TZOFFSETFROM:+0500',
    'TZOFFSETTO:+0330',
    'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
    'END:STANDARD',
    'BEGIN:DAYLIGHT',
    'DTSTART:16010101T020000',
    'TZOFFSETFROM:+0330',
    'TZOFFSETTO:+0500',
    'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
    'END:DAYLIGHT',
    'END:VTIMEZONE',
  ].join('\r\n')
}

describe('a zone name', () => {
  it.each([
    ['Europe/Berlin', '10:00'],
    ['"Europe/Berlin"', '10:00'],
    ['europe/berlin', '10:00'],
    [' Europe/Berlin', '10:00'],
    ['Europe/Kiev', '09:00'],
    ['US/Eastern', '16:00'],
    ['EST5EDT', '16:00'],
    ['UTC', '12:00'],
    ['GMT', '12:00'],
    ['Etc/GMT+5', '17:00'],
  ])('of the IANA database is understood: %s', (tzid, time) => {
    expect(startIn(at(tzid))).toBe(`2026-07-06T${time}:00Z`)
    expect(read(calendarOf(at(tzid)), july).zoneNotes).toEqual([])
  })

  it.each([
    ['W. Europe Standard Time', '10:00', 'Europe/Berlin'],
    ['Eastern Standard Time', '16:00', 'America/New_York'],
    ['eastern standard time', '16:00', 'America/New_York'],
    ['W. Europe Standard Time 1', '10:00', 'Europe/Berlin'],
    ['tzone://Microsoft/Utc', '12:00', 'UTC'],
    ['"(UTC-05:00) Eastern Time (US & Canada)"', '16:00', 'America/New_York'],
    ['(UTC-05:00) Eastern Time (US & Canada)', '16:00', 'America/New_York'],
    ['"(GMT+10:00) Canberra, Melbourne, Sydney"', '02:00', 'Australia/Sydney'],
    ['"(GMT-05:00) Eastern Time (US & Canada)"', '16:00', 'America/New_York'],
    ['"(UTC+03:00) Istanbul"', '09:00', 'Europe/Istanbul'],
    ['"(UTC+02:00) Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius"', '09:00', 'Europe/Helsinki'],
  ])('of Windows is understood, its labels too: %s', (tzid, time, readAs) => {
    expect(startIn(at(tzid))).toBe(`2026-07-06T${time}:00Z`)
    expect(read(calendarOf(at(tzid)), july).zoneNotes).toMatchObject([{ readAs, how: 'windows name' }])
  })

  it.each([
    ['/freeassociation.sourceforge.net/Europe/Berlin', '10:00'],
    ['/freeassociation.sourceforge.net/Tzfile/America/Argentina/Buenos_Aires', '15:00'],
    ['/mozilla.org/20070129_1/America/New_York', '16:00'],
    ['/softwarestudio.org/Olson_20011030_5/America/Chicago', '17:00'],
    ['/Europe/Stockholm', '10:00'],
  ])('at the end of a path is understood: %s', (tzid, time) => {
    expect(startIn(at(tzid))).toBe(`2026-07-06T${time}:00Z`)
  })

  it.each([
    ['US-Eastern', '16:00'],
    ['America/New York', '16:00'],
    ['Europe/Berlin (CEST)', '10:00'],
    ['Western/Central Europe', '10:00'],
    ['Eastern', '16:00'],
    ['Berlin', '10:00'],
  ])('in another spelling is understood: %s', (tzid, time) => {
    expect(startIn(at(tzid))).toBe(`2026-07-06T${time}:00Z`)
  })

  it('that holds an offset is that offset, and it is said', () => {
    expect(startIn(at('GMT+0200'))).toBe('2026-07-06T10:00:00Z')
    expect(startIn(at('"(UTC-03:30) Somewhere else"'))).toBe('2026-07-06T15:30:00Z')
    expect(read(calendarOf(at('GMT+0200')), july).zoneNotes[0]?.sentence).toBe('The time zone "GMT+0200" is read as UTC+02:00.')
  })

  it('that nobody knows is the zone of the calendar, else of the reader, and it is said', () => {
    expect(startIn(at('Customized Time Zone'))).toBe('2026-07-06T03:00:00Z')
    expect(startIn('X-WR-TIMEZONE:Europe/Berlin', at('Customized Time Zone'))).toBe('2026-07-06T10:00:00Z')
    const [note] = read(calendarOf('X-WR-TIMEZONE:Europe/Berlin', at('Customized Time Zone')), july).zoneNotes
    expect(note?.sentence).toBe('The time zone "Customized Time Zone" is not known; its times are read in Europe/Berlin.')
    expect(startIn(event('DTSTART;TZID=:20260706T120000'))).toBe('2026-07-06T03:00:00Z')
  })

  it('with a time in UTC does not matter', () => {
    expect(startIn(at('Europe/Berlin', '20260706T120000Z'))).toBe('2026-07-06T12:00:00Z')
  })

  it('whose quote was closed behind the date is understood', () => {
    expect(startIn(event('DTSTART;TZID="Europe/Berlin:20260706T120000"'))).toBe('2026-07-06T10:00:00Z')
  })
})

describe('a zone with rules of its own', () => {
  it('is used where the name says nothing, in summer and in winter', () => {
    expect(startIn(zone('Our Time'), at('Our Time'))).toBe('2026-07-06T07:00:00Z')
    expect(starts(calendarOf(zone('Our Time'), at('Our Time', '20260106T120000')))).toEqual(['2026-01-06T08:30:00Z'])
    expect(read(calendarOf(zone('Our Time'), at('Our Time')), july).zoneNotes[0]?.how).toBe('rules in the file')
  })

  it('may stand behind its events, in another calendar of the file, and be named with commas', () => {
    expect(startIn(at('Our Time'), zone('Our Time'))).toBe('2026-07-06T07:00:00Z')
    expect(starts(calendarOf(zone('Our Time')) + calendarOf(at('Our Time')), july)).toEqual(['2026-07-06T07:00:00Z'])
    expect(startIn(zone('Here\\, there'), at('"Here, there"'))).toBe('2026-07-06T07:00:00Z')
  })

  it('gives way to what its name or X-LIC-LOCATION says: rules in files are old', () => {
    expect(startIn(zone('Europe/Berlin'), at('Europe/Berlin'))).toBe('2026-07-06T10:00:00Z')
    expect(startIn(zone('Our Time', 'X-LIC-LOCATION:Europe/Berlin'), at('Our Time'))).toBe('2026-07-06T10:00:00Z')
  })

  it('goes before an abbreviation that means something else elsewhere', () => {
    expect(startIn(zone('EST'), at('EST'))).toBe('2026-07-06T07:00:00Z')
  })

  it('shifts a gap forward and takes the earlier of two equal times, like any other', () => {
    const gap = starts(calendarOf(zone('Our Time'), at('Our Time', '20260329T023000')), { from: '2026-03-01', to: '2026-04-01' })
    expect(gap).toEqual(['2026-03-28T23:00:00Z'])
    const fold = starts(calendarOf(zone('Our Time'), at('Our Time', '20261025T020000')), { from: '2026-10-01', to: '2026-11-01' })
    expect(fold).toEqual(['2026-10-24T21:00:00Z'])
  })

  it('is passed over when it is broken', () => {
    const broken = ['BEGIN:VTIMEZONE', 'TZID:Our Time', 'BEGIN:STANDARD', 'TZOFFSETTO:x', 'END:STANDARD', 'END:VTIMEZONE']
    expect(startIn(...broken, at('Our Time'))).toBe('2026-07-06T03:00:00Z')
  })

  it('may have one offset for all time, or single dates of change', () => {
    const observance = (kind: string, ...lines: string[]) => [`BEGIN:${kind}`, ...lines, `END:${kind}`]
    const fixed = [
      'BEGIN:VTIMEZONE',
      'TZID:Our Time',
      ...observance('STANDARD', 'DTSTART:19700101T000000', 'TZOFFSETTO:-0230'),
      'END:VTIMEZONE',
    ]
    expect(startIn(...fixed, at('Our Time'))).toBe('2026-07-06T14:30:00Z')
    const dated = [
      'BEGIN:VTIMEZONE',
      'TZID:Our Time',
      ...observance('STANDARD', 'DTSTART:20200101T000000', 'TZOFFSETFROM:+0000', 'TZOFFSETTO:+0100'),
      ...observance('DAYLIGHT', 'DTSTART:20260601T000000', 'RDATE:20270601T000000', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0400'),
      'END:VTIMEZONE',
    ]
    expect(startIn(...dated, at('Our Time'))).toBe('2026-07-06T08:00:00Z')
    expect(starts(calendarOf(...dated, at('Our Time', '20260106T120000')))).toEqual(['2026-01-06T11:00:00Z'])
  })
})
