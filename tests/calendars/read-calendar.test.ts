import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCalendar } from '../../src/calendars/read-calendar.ts'
import { calendarOf, event, read, startOf, starts } from './ics.ts'

const berlin = 'DTSTART;TZID=Europe/Berlin:20260106T140000'
const weekly = 'RRULE:FREQ=WEEKLY;BYDAY=TU'
const january = { from: '2026-01-01', to: '2026-02-01' }

describe('a single event', () => {
  it('is read in its zone, in UTC, or in the zone of the reader', () => {
    expect(starts(calendarOf(event(berlin)))).toEqual(['2026-01-06T13:00:00Z'])
    expect(starts(calendarOf(event('DTSTART:20260106T140000Z')), { zone: 'Asia/Tokyo' })).toEqual(['2026-01-06T14:00:00Z'])
    expect(starts(calendarOf(event('DTSTART:20260106T140000')), { zone: 'Asia/Tokyo' })).toEqual(['2026-01-06T05:00:00Z'])
    expect(starts(calendarOf(event('DTSTART:20260106T140000')))).toEqual(['2026-01-06T14:00:00Z'])
  })

  it('lasts until DTEND, for DURATION, for a day, or for no time at all', () => {
    const endOf = (...lines: string[]) => read(calendarOf(event(...lines))).events[0]?.end.toString()
    expect(endOf(berlin, 'DTEND;TZID=Europe/Berlin:20260106T143000')).toBe('2026-01-06T13:30:00Z')
    expect(endOf(berlin, 'DTEND;TZID=America/New_York:20260106T090000')).toBe('2026-01-06T14:00:00Z')
    expect(endOf(berlin, 'DURATION:PT1H15M')).toBe('2026-01-06T14:15:00Z')
    expect(endOf(berlin, 'DURATION:P1W')).toBe('2026-01-13T13:00:00Z')
    expect(endOf(berlin)).toBe('2026-01-06T13:00:00Z')
    expect(endOf(berlin, 'DTEND;TZID=Europe/Berlin:20260105T143000')).toBe('2026-01-06T13:00:00Z')
    expect(endOf('DTSTART;VALUE=DATE:20260106')).toBe('2026-01-07')
    expect(endOf('DTSTART;VALUE=DATE:20260106', 'DTEND;VALUE=DATE:20260109')).toBe('2026-01-09')
    expect(endOf('DTSTART;VALUE=DATE:20260106', 'DURATION:P2D')).toBe('2026-01-08')
    expect(endOf('DTSTART;VALUE=DATE:20260106', 'DTEND;VALUE=DATE:20260106')).toBe('2026-01-07')
    expect(endOf(berlin, 'DURATION:P999999999999999999W')).toBe('2026-01-06T13:00:00Z')
  })

  it('counts nominal days over a change of clocks, and exact hours', () => {
    const end = (duration: string) =>
      read(calendarOf(event('DTSTART;TZID=Europe/Berlin:20260328T120000', duration))).events[0]?.end.toString()
    expect(end('DURATION:P1D')).toBe('2026-03-29T10:00:00Z')
    expect(end('DURATION:PT24H')).toBe('2026-03-29T11:00:00Z')
  })

  it('lasts a whole day when its date has no VALUE=DATE', () => {
    expect(starts(calendarOf(event('DTSTART:20260106')))).toEqual(['D:2026-01-06'])
    expect(starts(calendarOf(event('DTSTART;VALUE=DATE:20260106T000000')))).toEqual(['D:2026-01-06'])
  })

  it('belongs to the window that holds its start', () => {
    const text = calendarOf(
      event('UID:1', 'DTSTART:20260101T000000Z'),
      event('UID:2', 'DTSTART:20260201T000000Z'),
      event('UID:3', 'DTSTART:20260131'),
    )
    expect(starts(text, january)).toEqual(['2026-01-01T00:00:00Z', 'D:2026-01-31'])
  })

  it('is known without a UID, by a name that stays the same', () => {
    const bare = 'BEGIN:VEVENT\r\nDTSTART:20260106T140000Z\r\nSUMMARY:One\r\nEND:VEVENT'
    const names = () => read(calendarOf(bare, bare)).events.map(({ uid }) => uid)
    expect(new Set(names()).size).toBe(2)
    expect(names()).toEqual(names())
  })
})

describe('a series', () => {
  it('keeps its hour on the wall when clocks change', () => {
    const found = starts(calendarOf(event(berlin, weekly)), { from: '2026-03-20', to: '2026-04-08' })
    expect(found).toEqual(['2026-03-24T13:00:00Z', '2026-03-31T12:00:00Z', '2026-04-07T12:00:00Z'])
  })

  it('moves forward in a gap of the clocks and is not lost', () => {
    const midnight = calendarOf(event('DTSTART;TZID=Africa/Cairo:20260403T000000', 'RRULE:FREQ=WEEKLY'))
    expect(starts(midnight, { from: '2026-04-20', to: '2026-04-28' })).toEqual(['2026-04-23T22:00:00Z'])
  })

  it('ends with COUNT, with an UNTIL in UTC, on the wall, and as a date', () => {
    const ending = (end: string) => starts(calendarOf(event(berlin, `${weekly};${end}`)), january).length
    expect(ending('COUNT=2')).toBe(2)
    expect(ending('UNTIL=20260113T130000Z')).toBe(2)
    expect(ending('UNTIL=20260113T125959Z')).toBe(1)
    expect(ending('UNTIL=20260113T140000')).toBe(2)
    expect(ending('UNTIL=20260113')).toBe(2)
    expect(ending('UNTIL=20260112')).toBe(1)
    expect(ending('UNTIL=20260113T235959Z;COUNT=1')).toBe(1)
    expect(ending('UNTIL=20260113T140000+0100')).toBe(2)
  })

  it('ends on a date when it lasts whole days', () => {
    const birthday = calendarOf(event('DTSTART;VALUE=DATE:20240106', 'RRULE:FREQ=YEARLY;UNTIL=20260106'))
    expect(starts(birthday, { from: '2024-01-01', to: '2028-01-01' })).toEqual(['D:2024-01-06', 'D:2025-01-06', 'D:2026-01-06'])
  })

  it('finds the weekday of its own zone, not of UTC', () => {
    const evening = calendarOf(event('DTSTART;TZID=America/Los_Angeles:20260105T200000', 'RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=2'))
    expect(starts(evening)).toEqual(['2026-01-06T04:00:00Z', '2026-01-13T04:00:00Z'])
  })

  it('takes the last working day of a month, and counts fortnights from the first day of the week', () => {
    const lastDay = calendarOf(event('DTSTART:20260130T090000Z', 'RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3'))
    expect(starts(lastDay)).toEqual(['2026-01-30T09:00:00Z', '2026-02-27T09:00:00Z', '2026-03-31T09:00:00Z'])
    const fortnights = (start: string) =>
      starts(calendarOf(event('DTSTART:20260106T090000Z', `RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=${start}`)))
    expect(fortnights('MO').map((text) => text.slice(5, 10))).toEqual(['01-06', '01-11', '01-20', '01-25'])
    expect(fortnights('SU').map((text) => text.slice(5, 10))).toEqual(['01-06', '01-18', '01-20', '02-01'])
  })

  it('has birthdays of people born on 29 February in leap years only', () => {
    const birthday = calendarOf(event('DTSTART;VALUE=DATE:19920229', 'RRULE:FREQ=YEARLY'))
    expect(starts(birthday, { from: '2023-01-01', to: '2029-01-01' })).toEqual(['D:2024-02-29', 'D:2028-02-29'])
  })

  it('is read with spaces, small letters and empty parts in its rule', () => {
    expect(starts(calendarOf(event(berlin, 'rrule:freq=weekly;byday= tu ;;X-MORE=1;COUNT=1'))).length).toBe(1)
    expect(starts(calendarOf(event(berlin, 'RRULE:'))).length).toBe(1)
    expect(starts(calendarOf(event(berlin, 'RRULE:FREQ=WEEKLY;BYDAY=1TU;COUNT=2'))).length).toBe(2)
  })

  it('does not have a start that its rule leaves out, as Exchange writes it', () => {
    const thursdays = calendarOf(event('DTSTART:20260105T090000Z', 'RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=2'))
    expect(starts(thursdays)).toEqual(['2026-01-08T09:00:00Z', '2026-01-15T09:00:00Z'])
  })

  it('adds dates and periods, and one of two that are the same', () => {
    const text = calendarOf(
      event(
        'DTSTART:20260105T090000Z',
        'DTEND:20260105T100000Z',
        'RDATE:20260105T090000Z,20260107T090000Z',
        'RDATE;VALUE=PERIOD:20260108T090000Z/PT30M',
      ),
    )
    expect(read(text).events.map((one) => `${startOf(one)}/${one.end.toString().slice(11, 16)}`)).toEqual([
      '2026-01-05T09:00:00Z/10:00',
      '2026-01-07T09:00:00Z/10:00',
      '2026-01-08T09:00:00Z/09:30',
    ])
  })

  it('leaves out what an old EXRULE names', () => {
    const text = calendarOf(event('DTSTART:20260105T090000Z', 'RRULE:FREQ=DAILY;COUNT=4', 'EXRULE:FREQ=DAILY;INTERVAL=2'))
    expect(starts(text)).toEqual(['2026-01-06T09:00:00Z', '2026-01-08T09:00:00Z'])
  })

  it('gives each occurrence the name of its original start', () => {
    const names = read(calendarOf(event(berlin, weekly)), january).events.map(({ recurrenceId }) => recurrenceId)
    expect(names).toEqual(['2026-01-06T13:00:00Z', '2026-01-13T13:00:00Z', '2026-01-20T13:00:00Z', '2026-01-27T13:00:00Z'])
    expect(read(calendarOf(event(berlin))).events[0]?.recurrenceId).toBeUndefined()
  })
})

describe('an exception', () => {
  const without = (...exdates: string[]) => starts(calendarOf(event(berlin, weekly, ...exdates)), january).map((text) => text.slice(8, 10))

  it('is left out however its time is written', () => {
    expect(without('EXDATE;TZID=Europe/Berlin:20260113T140000')).toEqual(['06', '20', '27'])
    expect(without('EXDATE:20260113T130000Z')).toEqual(['06', '20', '27'])
    expect(without('EXDATE;TZID=America/New_York:20260113T080000')).toEqual(['06', '20', '27'])
    expect(without('EXDATE:20260113T140000')).toEqual(['06', '20', '27'])
    expect(without('EXDATE;VALUE=DATE:20260113')).toEqual(['06', '20', '27'])
    expect(without('EXDATE:20260113')).toEqual(['06', '20', '27'])
  })

  it('may come in a list, in several lines, twice, and for no occurrence', () => {
    expect(without('EXDATE;TZID=Europe/Berlin:20260113T140000,20260120T140000')).toEqual(['06', '27'])
    expect(without('EXDATE:20260113T130000Z', 'EXDATE:20260120T130000Z', 'EXDATE:20260120T130000Z')).toEqual(['06', '27'])
    expect(without('EXDATE:20260113T150000Z')).toEqual(['06', '13', '20', '27'])
    expect(without('EXDATE:')).toEqual(['06', '13', '20', '27'])
  })

  it('of a series of whole days is its date, also when it is written as a time', () => {
    const days = (exdate: string) => starts(calendarOf(event('DTSTART;VALUE=DATE:20260105', 'RRULE:FREQ=DAILY;COUNT=3', exdate)))
    expect(days('EXDATE;VALUE=DATE:20260106')).toEqual(['D:2026-01-05', 'D:2026-01-07'])
    expect(days('EXDATE:20260106T000000Z')).toEqual(['D:2026-01-05', 'D:2026-01-07'])
    expect(days('EXDATE;TZID=America/Los_Angeles:20260106T000000')).toEqual(['D:2026-01-05', 'D:2026-01-07'])
    const inBerlin = calendarOf(
      'X-WR-TIMEZONE:Europe/Berlin',
      event('DTSTART;VALUE=DATE:20260105', 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE:20260105T230000Z'),
    )
    expect(starts(inBerlin)).toEqual(['D:2026-01-05', 'D:2026-01-07'])
  })

  it('at midnight is the date on the wall of the series, not in UTC', () => {
    const late = calendarOf(
      event('DTSTART;TZID=America/Los_Angeles:20260105T233000', 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE;VALUE=DATE:20260106'),
    )
    expect(starts(late)).toEqual(['2026-01-06T07:30:00Z', '2026-01-08T07:30:00Z'])
  })
})

describe('a changed occurrence', () => {
  const series = event('UID:s', berlin, weekly, 'SUMMARY:1:1', 'SEQUENCE:1')

  it('is where it was moved to, under its original name, wherever it stands in the file', () => {
    const moved = event(
      'UID:s',
      'RECURRENCE-ID;TZID=Europe/Berlin:20260113T140000',
      'DTSTART;TZID=Europe/Berlin:20260114T100000',
      'SUMMARY:Moved',
    )
    for (const text of [calendarOf(series, moved), calendarOf(moved, series)]) {
      const found = read(text, january).events
      expect(found.map(startOf)).toEqual(['2026-01-06T13:00:00Z', '2026-01-14T09:00:00Z', '2026-01-20T13:00:00Z', '2026-01-27T13:00:00Z'])
      expect(found[1]).toMatchObject({ recurrenceId: '2026-01-13T13:00:00Z', summary: 'Moved' })
    }
  })

  it('is found by an instant, by the wall, and by a date', () => {
    for (const id of ['RECURRENCE-ID:20260113T130000Z', 'RECURRENCE-ID:20260113T140000', 'RECURRENCE-ID;VALUE=DATE:20260113']) {
      const text = calendarOf(series, event('UID:s', id, 'DTSTART:20260113T160000Z'))
      expect(starts(text, { from: '2026-01-12', to: '2026-01-15' })).toEqual(['2026-01-13T16:00:00Z'])
    }
  })

  it('is found by its date in a series of whole days', () => {
    const days = event('UID:d', 'DTSTART;VALUE=DATE:20260105', 'RRULE:FREQ=DAILY;COUNT=3')
    const moved = event('UID:d', 'RECURRENCE-ID:20260106T000000Z', 'DTSTART;VALUE=DATE:20260110')
    expect(starts(calendarOf(days, moved))).toEqual(['D:2026-01-05', 'D:2026-01-07', 'D:2026-01-10'])
  })

  it('may come from outside of the window, and leave it', () => {
    const text = calendarOf(
      series,
      event('UID:s', 'RECURRENCE-ID:20260303T130000Z', 'DTSTART:20260115T090000Z'),
      event('UID:s', 'RECURRENCE-ID:20260113T130000Z', 'DTSTART:20260310T090000Z'),
    )
    expect(starts(text, { from: '2026-01-12', to: '2026-01-18' })).toEqual(['2026-01-15T09:00:00Z'])
  })

  it('that is cancelled is told apart from one that never was', () => {
    const text = calendarOf(series, event('UID:s', 'RECURRENCE-ID:20260113T130000Z', 'DTSTART:20260113T130000Z', 'STATUS:CANCELLED'))
    expect(starts(text, { from: '2026-01-12', to: '2026-01-21' })).toEqual(['2026-01-20T13:00:00Z'])
    expect(read(text, { from: '2026-01-12', to: '2026-01-15' }).events).toMatchObject([{ status: 'cancelled' }])
  })

  it('without its series is an event: that is how attendees get it', () => {
    const only = (day: string) => event('UID:s', `RECURRENCE-ID:202601${day}T130000Z`, `DTSTART:202601${day}T130000Z`)
    expect(starts(calendarOf(only('06'), only('13'), only('20')))).toEqual([
      '2026-01-06T13:00:00Z',
      '2026-01-13T13:00:00Z',
      '2026-01-20T13:00:00Z',
    ])
  })

  it('counts in its newest version', () => {
    const version = (sequence: number, hour: string) =>
      event('UID:s', 'RECURRENCE-ID:20260113T130000Z', `DTSTART:20260113T${hour}0000Z`, `SEQUENCE:${sequence}`)
    expect(starts(calendarOf(series, version(3, '15'), version(2, '16')), { from: '2026-01-12', to: '2026-01-15' })).toEqual([
      '2026-01-13T15:00:00Z',
    ])
  })

  it('can stand for all that follow', () => {
    const text = calendarOf(
      series,
      event(
        'UID:s',
        'RECURRENCE-ID;RANGE=THISANDFUTURE:20260120T130000Z',
        'DTSTART;TZID=Europe/Berlin:20260121T093000',
        'DURATION:PT45M',
        'SUMMARY:New',
      ),
    )
    const found = read(text, { from: '2026-01-01', to: '2026-04-02' }).events
    expect(found.slice(0, 4).map(startOf)).toEqual([
      '2026-01-06T13:00:00Z',
      '2026-01-13T13:00:00Z',
      '2026-01-21T08:30:00Z',
      '2026-01-28T08:30:00Z',
    ])
    expect(found.at(-1)).toMatchObject({ recurrenceId: '2026-03-31T12:00:00Z', summary: 'New' })
    expect(found.map(startOf).at(-1)).toBe('2026-04-01T07:30:00Z')
  })
})

describe('versions of an event', () => {
  it('are told by SEQUENCE, then by the last change', () => {
    const version = (day: string, ...lines: string[]) => event(`DTSTART:202601${day}T090000Z`, ...lines)
    expect(starts(calendarOf(version('06', 'SEQUENCE:2'), version('07', 'SEQUENCE:1')))).toEqual(['2026-01-06T09:00:00Z'])
    expect(starts(calendarOf(version('06', 'LAST-MODIFIED:20251202T000000Z'), version('07', 'LAST-MODIFIED:20251201T000000Z')))).toEqual([
      '2026-01-06T09:00:00Z',
    ])
  })

  it('with the same UID and nothing to tell them apart are different events, each with its own name', () => {
    const found = read(calendarOf(event('DTSTART:20260106T090000Z'), event('DTSTART:20260107T090000Z'))).events
    expect(found.map(startOf)).toEqual(['2026-01-06T09:00:00Z', '2026-01-07T09:00:00Z'])
    expect(new Set(found.map(({ uid, recurrenceId }) => `${uid} ${recurrenceId}`)).size).toBe(2)
  })

  it('in several calendars of one file are different events', () => {
    const days = ['06', '07', '08'].map((day) => calendarOf(event(`DTSTART;VALUE=DATE:202601${day}`)))
    expect(starts(days.join(''))).toEqual(['D:2026-01-06', 'D:2026-01-07', 'D:2026-01-08'])
  })

  it('that say the same twice are one event', () => {
    const calendar = calendarOf(event(berlin, weekly))
    expect(starts(calendar + calendar, january).length).toBe(4)
  })
})

describe('cancelled events', () => {
  it('are those with STATUS:CANCELLED, and all of a calendar that calls them off', () => {
    const status = (text: string) => read(text).events[0]?.status
    expect(status(calendarOf(event(berlin, 'STATUS:CANCELLED')))).toBe('cancelled')
    expect(status(calendarOf('METHOD:CANCEL', event(berlin, 'STATUS:CONFIRMED')))).toBe('cancelled')
    expect(status(calendarOf(event(berlin, 'STATUS:TENTATIVE')))).toBe('tentative')
    expect(status(calendarOf('METHOD:PUBLISH', event(berlin)))).toBe('confirmed')
  })
})

describe('the people of an event', () => {
  const one = (...lines: string[]) => read(calendarOf(event(berlin, ...lines))).events[0]

  it('are attendees with their answer and kind', () => {
    expect(
      one(
        'ORGANIZER;CN="Kim, Lee":MAILTO:Kim@Example.com',
        'ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=ACCEPTED;CN=Chi:mailto:chi@example.com',
        'ATTENDEE;PARTSTAT=DECLINED;CN="\'Sam\'":mailto:sam@example.com',
        'ATTENDEE;CUTYPE=ROOM;CN=Room 4:mailto:room4@example.com',
        'ATTENDEE;CUTYPE=RESOURCE:mailto:beamer@example.com',
        'ATTENDEE;CUTYPE=GROUP:mailto:team@example.com',
        'ATTENDEE;EMAIL=ada@example.com;CN=Ada:/principals/1234/',
        'ATTENDEE;CN=Nobody:invalid:nomail',
      ),
    ).toMatchObject({
      organizer: { email: 'kim@example.com', name: 'Kim, Lee' },
      attendees: [
        { email: 'chi@example.com', name: 'Chi', declined: false, kind: 'person' },
        { email: 'sam@example.com', name: 'Sam', declined: true, kind: 'person' },
        { email: 'room4@example.com', kind: 'room' },
        { email: 'beamer@example.com', kind: 'resource' },
        { email: 'team@example.com', kind: 'group' },
        { email: 'ada@example.com', name: 'Ada' },
        { email: '', name: 'Nobody' },
      ],
    })
  })

  it('are busy, free, or out of office', () => {
    expect(one()?.availability).toBe('busy')
    expect(one('TRANSP:TRANSPARENT')?.availability).toBe('free')
    expect(one('X-MICROSOFT-CDO-BUSYSTATUS:OOF')?.availability).toBe('out_of_office')
    expect(one('X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE')?.availability).toBe('tentative')
    expect(one('X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE')?.availability).toBe('elsewhere')
  })

  it('see the title as it was typed', () => {
    expect(one('SUMMARY:Chi\\, Kim\\; 1:1\\nweekly \\\\o/')?.summary).toBe('Chi, Kim; 1:1\nweekly \\o/')
  })
})

describe('a broken event', () => {
  const good = event('UID:good', 'DTSTART:20260106T090000Z')

  it.each([
    ['no start', event('UID:bad', 'SUMMARY:x'), 'it has no start'],
    ['a date that no calendar has', event('UID:bad', 'DTSTART:20260230T090000Z'), 'its DTSTART, "20260230T090000Z", is no date'],
    ['words for a date', event('UID:bad', 'DTSTART:next Tuesday'), 'its DTSTART, "next Tuesday", is no date'],
    ['a rule without a frequency', event('UID:bad', berlin, 'RRULE:BYDAY=TU'), 'its repetition "BYDAY=TU" names no frequency'],
    ['a rule of no known frequency', event('UID:bad', berlin, 'RRULE:FREQ=SOMETIMES'), 'its repetition cannot be read'],
    [
      'a rule with an end that is none',
      event('UID:bad', berlin, 'RRULE:FREQ=DAILY;UNTIL=soon'),
      'the end of its repetition, "SOON", is no date',
    ],
    ['a rule that repeats every second', event('UID:bad', berlin, 'RRULE:FREQ=SECONDLY'), 'it repeats too often to be followed'],
  ])('with %s is reported with its line, and the others are read', (_, bad, reason) => {
    const reading = read(calendarOf(bad, good))
    expect(reading.events.map(({ uid }) => uid)).toEqual(['good'])
    expect(reading.problems).toEqual([{ line: 3, uid: 'bad', sentence: `The event at line 3 was left out: ${reason}.` }])
  })

  it.each(['BYEASTER=0', 'INTERVALL=2', 'UNTILL=20260201T000000Z'])('whose rule has the unknown part %s is not guessed at', (part) => {
    const reading = read(calendarOf(event('DTSTART:20260106T090000Z', `RRULE:FREQ=WEEKLY;${part};X-OURS=1`)))
    expect(reading.events).toEqual([])
    expect(reading.problems[0]?.sentence).toContain(`has a part that is not known, "${part.split('=')[0]}"`)
  })

  it('is read in part when only an exception in it is broken', () => {
    const reading = read(calendarOf(event('DTSTART:20260106T090000Z', 'RRULE:FREQ=DAILY;COUNT=2', 'EXDATE:tomorrow,20260107T090000Z')))
    expect(reading.events.map(startOf)).toEqual(['2026-01-06T09:00:00Z'])
    expect(reading.problems.map(({ sentence }) => sentence)).toEqual([
      'The event at line 3 was read only in part: its EXDATE, "tomorrow", is no date.',
    ])
  })

  it('does not take the changed occurrences of its series with it', () => {
    const override = event('UID:bad', 'RECURRENCE-ID:20260106T090000Z', 'DTSTART:20260107T090000Z')
    expect(starts(calendarOf(event('UID:bad', berlin, 'RRULE:FREQ=NEVER'), override))).toEqual(['2026-01-07T09:00:00Z'])
  })
})

describe('a broken file', () => {
  const good = event('UID:good', 'DTSTART:20260106T090000Z')

  it.each([
    ['is cut off', calendarOf(good).slice(0, -24)],
    ['forgets to end an event', calendarOf(event('UID:a', 'DTSTART:20250106T090000Z').replace('\r\nEND:VEVENT', ''), good)],
    ['ends what never began', calendarOf('END:VEVENT', 'END:VALARM', good)],
    ['has lines that say nothing', calendarOf('this is no property', '=====', good)],
    ['has no VCALENDAR', good],
    ['begins with a byte order mark', `\uFEFF${calendarOf(good)}`],
    ['has line feeds alone', calendarOf(good).replaceAll('\r\n', '\n')],
    ['has carriage returns alone', calendarOf(good).replaceAll('\r\n', '\r')],
    ['has two carriage returns each', calendarOf(good).replaceAll('\r\n', '\r\r\n')],
    ['has blank lines everywhere', calendarOf(good).replaceAll('\r\n', '\r\n\r\n')],
    ['is in small letters', calendarOf(good).toLowerCase()],
    ['hides the event in a block of its own', calendarOf('BEGIN:X-WRAP', good, 'END:X-WRAP')],
  ])('that %s is read', (_, text) => {
    expect(starts(text)).toEqual(['2026-01-06T09:00:00Z'])
  })

  it('does not mix up an alarm or a task with the event', () => {
    const alarm = ['BEGIN:VALARM', 'TRIGGER:-PT15M', 'DTSTART:20200101T000000Z', 'DURATION:PT5M', 'SUMMARY:Alarm', 'END:VALARM']
    const text = calendarOf(
      'BEGIN:VTODO',
      'UID:t',
      'DTSTART:20260108T090000Z',
      'END:VTODO',
      event('SUMMARY:1:1', ...alarm, 'DTSTART:20260106T090000Z'),
    )
    expect(read(text).events).toMatchObject([{ summary: '1:1', start: Temporal.Instant.from('2026-01-06T09:00Z') }])
  })

  it('that is none is refused with a reason', () => {
    const window = { from: Temporal.Instant.from('2026-01-01T00:00Z'), to: Temporal.Instant.from('2026-02-01T00:00Z'), zone: 'UTC' }
    expect(readCalendar('', window)).toEqual({ refused: 'not_a_calendar', sentence: 'It is empty.' })
    expect(readCalendar('<!DOCTYPE html><html>', window)).toMatchObject({ sentence: expect.stringContaining('web page') })
    expect(readCalendar('name,date\n', window)).toMatchObject({ refused: 'not_a_calendar' })
    expect(readCalendar(calendarOf(), window)).toMatchObject({ events: [], problems: [] })
  })
})

describe('a calendar that is meant to break its reader', () => {
  it('is read to its limits, and no further', () => {
    const nested = 'BEGIN:X\r\n'.repeat(100_000)
    expect(starts(calendarOf(nested, event('DTSTART:20260106T090000Z')))).toEqual([])
    const seconds = Array.from({ length: 50 }, (_, index) => event(`UID:${index}`, berlin, 'RRULE:FREQ=MINUTELY'))
    expect(read(calendarOf(...seconds)).problems.length).toBe(50)
    const times = Array.from({ length: 60 }, (_, index) => index).join(',')
    const often = event(berlin, `RRULE:FREQ=YEARLY;BYDAY=MO,TU,WE;BYMINUTE=${times};BYSECOND=${times}`)
    expect(read(calendarOf(often)).problems[0]?.sentence).toContain('too often')
  })

  it('says how much it left out', () => {
    const many = Array.from({ length: 30 }, (_, index) => event(`UID:${index}`, 'DTSTART:20260101T000000Z', 'RRULE:FREQ=HOURLY'))
    const reading = read(calendarOf(...many))
    expect(reading.events.length).toBe(100_000)
    expect(reading.problems).toEqual([{ sentence: 'There are more than 100000 occurrences in this time; the others were left out.' }])
  })

  it('never makes it throw', () => {
    const pieces = [
      'BEGIN:VCALENDAR',
      'END:VCALENDAR',
      'BEGIN:VEVENT',
      'END:VEVENT',
      'BEGIN:VTIMEZONE',
      'END:VTIMEZONE',
      'BEGIN:STANDARD',
      'END:STANDARD',
      'UID:a',
      'TZID:Zone',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:-9999',
      'DTSTART;TZID=Zone:20260106T090000',
      'DTSTART:00010101T000000Z',
      'DTSTART:99991231T235959Z',
      'DTSTART;TZID="x:20260101T000000"',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
      'RRULE:FREQ=DAILY;INTERVAL=99999999999',
      'RRULE:FREQ=DAILY;COUNT=99999999999999999999',
      'RRULE:FREQ=WEEKLY;BYDAY=XX',
      'RRULE:FREQ=MONTHLY;BYMONTHDAY=0,99',
      'RRULE:=;=;FREQ=',
      'EXDATE:,,;',
      'RDATE;VALUE=PERIOD:20260101T000000Z/P99999999999999999999W',
      'RECURRENCE-ID;RANGE=THISANDFUTURE:99991231T000000Z',
      'DURATION:-P1D',
      'DTEND:00010101',
      'SEQUENCE:zwölf',
      'RRULE:RSCALE=CHINESE;FREQ=YEARLY;SKIP=FORWARD',
      ';;;:::',
      '\u0000',
      ' folded',
      '\tfolded',
    ]
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 25 }), (lines) => {
        const inside = ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', ...lines].join('\r\n')
        expect(() => read(inside, { from: '2025-01-01', to: '2027-01-01', zone: 'Europe/Berlin' })).not.toThrow()
      }),
      { numRuns: 2_000 },
    )
  })
})
