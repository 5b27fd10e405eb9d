import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cadence, cadenceInWords, cadenceSchema, nextOccurrence, nextStartMs, occurrences, parseRule } from '../../src/coaching/cadence.ts'
import type { Cadence, NthOfMonth, Rhythm } from '../../src/coaching/cadence.ts'
import { zones } from './zones.ts'

const instant = (text: string) => Temporal.Instant.from(text)

function aCadence(changes: Partial<Parameters<typeof cadence>[0]> = {}): Cadence {
  return cadence({
    rhythm: 'weekly',
    weekdays: [2],
    time: '14:00',
    zone: 'Europe/Berlin',
    lengthMinutes: 30,
    from: '2026-03-02',
    ...changes,
  })
}

function startsIn(one: Cadence, from: string, to: string): string[] {
  return occurrences(one, instant(`${from}T00:00Z`), instant(`${to}T00:00Z`)).map(({ startsAt }) => startsAt.toString())
}

describe('a cadence', () => {
  it('keeps its hour on the wall when clocks change', () => {
    expect(startsIn(aCadence(), '2026-03-20', '2026-04-04')).toEqual(['2026-03-24T13:00:00Z', '2026-03-31T12:00:00Z'])
  })

  it('starts on the first fitting day, also when that lies in the week after', () => {
    const fortnightly = aCadence({ rhythm: 'fortnightly', from: '2026-03-04' })
    expect(fortnightly).toMatchObject({ rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', startOn: '2026-03-10' })
    expect(startsIn(fortnightly, '2026-03-01', '2026-04-01')).toEqual(['2026-03-10T13:00:00Z', '2026-03-24T13:00:00Z'])
  })

  it('comes round several times in each of its weeks', () => {
    const twice = aCadence({ rhythm: { everyWeeks: 3 }, weekdays: [4, 1], from: '2026-03-03' })
    expect(twice.rule).toBe('FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,TH')
    const dates = occurrences(twice, instant('2026-01-01T00:00Z'), instant('2026-05-01T00:00Z')).map((one) => one.originalDate)
    expect(dates).toEqual(['2026-03-05', '2026-03-23', '2026-03-26', '2026-04-13', '2026-04-16'])
  })

  it('finds the first and the last weekday of months', () => {
    const first = aCadence({ rhythm: 'monthly' })
    const last = aCadence({ rhythm: 'monthly', weekdays: [5], nth: -1 })
    expect(startsIn(first, '2026-03-01', '2026-06-10')).toEqual([
      '2026-03-03T13:00:00Z',
      '2026-04-07T12:00:00Z',
      '2026-05-05T12:00:00Z',
      '2026-06-02T12:00:00Z',
    ])
    expect(startsIn(last, '2026-03-01', '2026-06-10')).toEqual(['2026-03-27T13:00:00Z', '2026-04-24T12:00:00Z', '2026-05-29T12:00:00Z'])
  })

  it('moves forward in a gap of the clocks and is not lost', () => {
    const atMidnight = aCadence({ weekdays: [5], time: '00:00', zone: 'Africa/Cairo', from: '2026-04-17' })
    expect(occurrences(atMidnight, instant('2026-04-20T00:00Z'), instant('2026-04-28T00:00Z'))).toMatchObject([
      { originalDate: '2026-04-24', shiftedByGap: true, startsAt: instant('2026-04-23T22:00:00Z') },
    ])
  })

  it('moves to the next day when an island leaves a whole day out', () => {
    const fridays = aCadence({ weekdays: [5], zone: 'Pacific/Apia', from: '2011-12-01' })
    expect(occurrences(fridays, instant('2011-12-25T00:00Z'), instant('2012-01-07T00:00Z'))).toMatchObject([
      { originalDate: '2011-12-30', shiftedByGap: true, startsAt: instant('2011-12-31T00:00:00Z') },
      { originalDate: '2012-01-06', shiftedByGap: false, startsAt: instant('2012-01-06T00:00:00Z') },
    ])
  })

  it('takes the earlier of two equal wall times', () => {
    const early = aCadence({ weekdays: [7], time: '02:30', from: '2026-10-01' })
    expect(startsIn(early, '2026-10-24', '2026-10-26')).toEqual(['2026-10-25T00:30:00Z'])
  })

  it('leaves out skipped dates and ends with its last date', () => {
    const ended = { ...aCadence(), skippedDates: ['2026-03-10', '2026-03-17'], until: '2026-03-31' }
    expect(startsIn(ended, '2026-03-01', '2027-01-01')).toEqual(['2026-03-03T13:00:00Z', '2026-03-24T13:00:00Z', '2026-03-31T12:00:00Z'])
    expect(nextOccurrence(ended, instant('2026-03-31T12:00:00Z'))).toBeUndefined()
  })

  it('counts an occurrence at the beginning of a window and not one at its end', () => {
    const found = occurrences(aCadence(), instant('2026-03-03T13:00Z'), instant('2026-03-10T13:00Z'))
    expect(found.map((one) => one.originalDate)).toEqual(['2026-03-03'])
  })

  it('gives the occurrence after an instant, not the one at it', () => {
    expect(nextOccurrence(aCadence(), instant('2026-03-03T12:59:59.999Z'))?.originalDate).toBe('2026-03-03')
    expect(nextOccurrence(aCadence(), instant('2026-03-03T13:00Z'))?.originalDate).toBe('2026-03-10')
    expect(nextOccurrence(aCadence(), instant('1950-01-01T00:00Z'))?.originalDate).toBe('2026-03-03')
  })

  it('refuses what no form sends', () => {
    expect(() => aCadence({ zone: 'Europe/Nowhere' })).toThrow('not known')
    expect(() => aCadence({ weekdays: [] })).toThrow()
    expect(() => aCadence({ weekdays: [8] })).toThrow()
    expect(() => aCadence({ time: '25:00' })).toThrow('14:00')
    expect(() => aCadence({ rhythm: { everyWeeks: 0 } })).toThrow()
  })
})

const rhythms: fc.Arbitrary<Rhythm> = fc.oneof(
  fc.constantFrom<Rhythm>('weekly', 'fortnightly', 'monthly'),
  fc.integer({ min: 1, max: 9 }).map((everyWeeks) => ({ everyWeeks })),
)
const isoDates = fc.integer({ min: 0, max: 8_000 }).map((days) => Temporal.PlainDate.from('2009-01-01').add({ days }).toString())
const anyCadence = fc
  .record({
    rhythm: rhythms,
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 }),
    nth: fc.constantFrom<NthOfMonth>(1, 2, 3, 4, -1),
    time: fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '45'))
      .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`),
    zone: fc.constantFrom(...zones),
    lengthMinutes: fc.constant(30),
    from: isoDates,
  })
  .map(cadence)

describe('any cadence', () => {
  it('shows the wall time of its rule at each occurrence, and says where a gap forbids it', () => {
    fc.assert(
      fc.property(anyCadence, (one) => {
        const from = instant(`${one.startOn}T00:00Z`)
        for (const { originalDate, startsAt, shiftedByGap } of occurrences(one, from, from.add({ hours: 24 * 800 }))) {
          const shown = startsAt.toZonedDateTimeISO(one.zone)
          const isAsNamed = shown.toPlainDate().toString() === originalDate && shown.toPlainTime().toString().slice(0, 5) === one.time
          expect({ one, originalDate, isAsNamed }).toEqual({ one, originalDate, isAsNamed: !shiftedByGap })
        }
      }),
      { numRuns: 300 },
    )
  })

  it('loses no period when clocks change', () => {
    for (const zone of zones) {
      for (const time of ['00:00', '02:15', '23:30']) {
        const daily = aCadence({ weekdays: [1, 2, 3, 4, 5, 6, 7], time, zone, from: '2011-01-01' })
        const dates = occurrences(daily, instant('2010-12-30T00:00Z'), instant('2014-12-30T00:00Z')).map((one) => one.originalDate)
        const first = Temporal.PlainDate.from('2011-01-01')
        expect(dates).toEqual(dates.map((_, index) => first.add({ days: index }).toString()))
        expect(dates.length).toBeGreaterThan(1_455)
      }
    }
  })

  it('agrees with itself: walking from one to the next gives the window', () => {
    fc.assert(
      fc.property(anyCadence, fc.integer({ min: -400, max: 4_000 }), (one, days) => {
        const from = instant(`${one.startOn}T00:00Z`).add({ hours: 24 * days })
        const to = from.add({ hours: 24 * 200 })
        const walked: string[] = []
        let next = nextOccurrence(one, from.subtract({ milliseconds: 1 }))
        while (next !== undefined && Temporal.Instant.compare(next.startsAt, to) < 0) {
          walked.push(next.startsAt.toString())
          expect(nextStartMs(one, next.startsAt.epochMilliseconds - 1)).toBe(next.startsAt.epochMilliseconds)
          next = nextOccurrence(one, next.startsAt)
        }
        expect(walked).toEqual([...new Set(occurrences(one, from, to).map(({ startsAt }) => startsAt.toString()))])
      }),
      { numRuns: 300 },
    )
  })

  it('comes round on exactly the dates that the plain words of its rule describe', () => {
    fc.assert(
      fc.property(anyCadence, (one) => {
        const rule = parseRule(one.rule)
        if ('refused' in rule) throw new Error(rule.sentence)
        const start = Temporal.PlainDate.from(one.startOn)
        const monday = start.subtract({ days: start.dayOfWeek - 1 })
        const expected: string[] = []
        for (let day = start; Temporal.PlainDate.compare(day, start.add({ days: 200 })) < 0; day = day.add({ days: 1 })) {
          const fits =
            rule.frequency === 'weekly'
              ? rule.weekdays.includes(day.dayOfWeek) && Math.floor(monday.until(day).days / 7) % rule.interval === 0
              : rule.days.some(
                  ({ nth, weekday }) =>
                    day.dayOfWeek === weekday && (nth === -1 ? day.day + 7 > day.daysInMonth : Math.ceil(day.day / 7) === nth),
                )
          if (fits) expected.push(day.toString())
        }
        const from = instant(`${one.startOn}T00:00Z`).subtract({ hours: 48 })
        const found = occurrences(one, from, from.add({ hours: 24 * 210 })).map(({ originalDate }) => originalDate)
        expect(found.slice(0, expected.length)).toEqual(expected)
      }),
      { numRuns: 300 },
    )
  })
})

describe('a cadence in words', () => {
  it.each([
    [{}, 'every Tuesday at 14:00'],
    [{ rhythm: 'fortnightly' }, 'every second Tuesday at 14:00'],
    [{ rhythm: 'monthly' }, 'the first Tuesday of the month at 14:00'],
    [{ rhythm: 'monthly', nth: -1, weekdays: [5] }, 'the last Friday of the month at 14:00'],
    [{ weekdays: [1, 4], time: '09:30' }, 'every Monday and Thursday at 09:30'],
    [{ rhythm: 'fortnightly', weekdays: [1, 4] }, 'every second week on Monday and Thursday at 14:00'],
    [{ rhythm: { everyWeeks: 3 } }, 'every third Tuesday at 14:00'],
    [{ rhythm: { everyWeeks: 6 } }, 'every 6th week on Tuesday at 14:00'],
  ] as const)('reads %j as "%s"', (changes, words) => {
    expect(cadenceInWords(aCadence({ ...changes, weekdays: [...('weekdays' in changes ? changes.weekdays : [2])] }))).toBe(words)
  })

  it('names the zone when asked', () => {
    expect(cadenceInWords(aCadence(), 'named')).toBe('every Tuesday at 14:00 (Europe/Berlin)')
  })

  it('names its end and the dates that are left out', () => {
    const limited = { ...aCadence(), until: '2026-06-30', skippedDates: ['2026-03-10', '2026-03-17'] }
    expect(cadenceInWords(limited)).toBe('every Tuesday at 14:00, until 30 June 2026, not on 10 March 2026 and 17 March 2026')
    expect(cadenceInWords({ ...limited, until: undefined, skippedDates: ['2026-03-10', '2026-03-17', '2026-03-24', '2026-03-31'] })).toBe(
      'every Tuesday at 14:00, not on 4 dates',
    )
  })
})

describe('a stored rule', () => {
  it('is taken apart', () => {
    expect(parseRule('RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,MO;WKST=MO')).toEqual({ frequency: 'weekly', interval: 2, weekdays: [1, 4] })
    expect(parseRule('FREQ=MONTHLY;BYDAY=+1TU')).toEqual({ frequency: 'monthly', interval: 1, days: [{ nth: 1, weekday: 2 }] })
  })

  it.each([
    ['FREQ=DAILY;BYDAY=MO', 'A cadence is weekly or monthly.'],
    ['FREQ=WEEKLY', 'The rule names no weekday.'],
    ['FREQ=WEEKLY;BYDAY=1MO', 'A weekly rule names weekdays, for example BYDAY=TU,TH.'],
    ['FREQ=WEEKLY;BYDAY=MO;COUNT=3', 'A cadence cannot follow COUNT.'],
    ['FREQ=WEEKLY;BYDAY=MO;INTERVAL=0', 'The interval is a whole number from 1 to 52.'],
    ['FREQ=MONTHLY;BYDAY=5TU', 'A monthly rule names the first to fourth or the last of a weekday, for example BYDAY=1TU or BYDAY=-1FR.'],
    ['FREQ=WEEKLY;FREQ=MONTHLY;BYDAY=MO', 'The rule says the same thing twice.'],
    ['FREQ=WEEKLY;BYDAY=MO;WKST=SU', 'Weeks begin on Monday.'],
    ['every Tuesday', 'This is not a repetition rule.'],
    ['', 'A cadence is weekly or monthly.'],
  ])('that cannot be followed is refused with a sentence: %s', (rule, sentence) => {
    expect(parseRule(rule)).toEqual({ refused: 'unsupported_rule', sentence })
  })

  it('is checked where a cadence is read back', () => {
    expect(cadenceSchema.parse(aCadence())).toEqual(aCadence())
    expect(cadenceSchema.safeParse({ ...aCadence(), rule: 'FREQ=DAILY' }).success).toBe(false)
  })
})
