import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeCalendar } from '../../src/calendars/decode.ts'
import { calendarOf, read } from './ics.ts'

const asked = { from: '2026-01-01', to: '2026-12-31', zone: 'Europe/Berlin' }

/** A series with everything that changes what is read: a zone or none, a rule, dates left out and added, one moved, one called off. */
const series = fc
  .record({
    number: fc.integer({ min: 1, max: 9_999 }),
    day: fc.integer({ min: 1, max: 28 }),
    hour: fc.integer({ min: 0, max: 23 }),
    zone: fc.constantFrom(';TZID=Europe/Berlin', ';TZID=America/New_York', ';TZID=W. Europe Standard Time', ''),
    rule: fc.constantFrom(
      'FREQ=WEEKLY',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH',
      'FREQ=MONTHLY;BYDAY=1TU',
      'FREQ=MONTHLY;BYDAY=-1FR;COUNT=5',
      'FREQ=DAILY;UNTIL=20260401T000000Z',
    ),
    leftOut: fc.boolean(),
    added: fc.boolean(),
    moved: fc.boolean(),
    summary: fc.string({ maxLength: 120 }),
  })
  .map(({ number, day, hour, zone, rule, leftOut, added, moved, summary }) => {
    const at = (month: number, on = day) =>
      `2026${String(month).padStart(2, '0')}${String(on).padStart(2, '0')}T${String(hour).padStart(2, '0')}0000`
    const text = summary
      .replaceAll('\\', '\\\\')
      .replaceAll(/[\r\n]+/g, '\\n')
      .replaceAll(/\p{Cc}/gu, '')
    return [
      [
        'BEGIN:VEVENT',
        `UID:series-${number}@example.com`,
        `DTSTART${zone}:${at(1)}`,
        'DURATION:PT30M',
        `RRULE:${rule}`,
        ...(leftOut ? [`EXDATE${zone}:${at(2)}`] : []),
        ...(added ? [`RDATE${zone}:${at(3, 15)}`] : []),
        `SUMMARY:${text}`,
        'END:VEVENT',
      ],
      ...(moved
        ? [
            [
              'BEGIN:VEVENT',
              `UID:series-${number}@example.com`,
              `RECURRENCE-ID${zone}:${at(1)}`,
              `DTSTART${zone}:${at(1, 29)}`,
              'DURATION:PT45M',
              `SUMMARY:${text}`,
              'END:VEVENT',
            ],
          ]
        : []),
    ]
  })

const file = fc
  .uniqueArray(series, { minLength: 1, maxLength: 6, selector: ([master]) => master?.[1] ?? '' })
  .map((all) => all.flatMap((events) => events))

/** Folds a line behind some of its letters, as RFC 5545 allows anywhere. */
function folded(line: string, widths: readonly number[], ending: string): string {
  const letters = [...line]
  const parts: string[] = []
  for (let index = 0; letters.length > 0; index++) parts.push(letters.splice(0, widths[index % widths.length] ?? 20).join(''))
  return parts.join(`${ending} `)
}

describe('the same calendar, written otherwise', () => {
  it('is read the same with any line ending and wherever its lines are folded', () => {
    fc.assert(
      fc.property(
        file,
        fc.constantFrom('\r\n', '\n', '\r'),
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 }),
        (events, ending, widths) => {
          const usual = read(calendarOf(...events.flat()), asked)
          const lines = ['BEGIN:VCALENDAR', ...events.flat(), 'END:VCALENDAR'].map((line) => folded(line, widths, ending))
          expect(read(lines.join(ending), asked).events).toEqual(usual.events)
          expect(usual.problems).toEqual([])
          expect(usual.events.length).toBeGreaterThan(0)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('is read the same in any order of its events, with lines between that nobody knows, and through its bytes', () => {
    fc.assert(
      fc.property(file, fc.infiniteStream(fc.integer({ min: 0, max: 1_000_000 })), (events, order) => {
        const usual = read(calendarOf(...events.flat()), asked)
        const shuffled = events
          .map((lines) => ({ lines, at: order.next().value }))
          .toSorted((a, b) => a.at - b.at)
          .flatMap(({ lines }) => lines.toSpliced(2, 0, 'X-SOMETHING;X-A="b:c;d":e', 'CATEGORIES:ONE,TWO', ''))
        expect(read(decodeCalendar(Buffer.from(calendarOf(...shuffled))), asked).events).toEqual(usual.events)
      }),
      { numRuns: 200 },
    )
  })

  it('is cut anywhere and still read up to there: nothing appears that the whole does not have', () => {
    fc.assert(
      fc.property(file, fc.double({ min: 0.1, max: 1, noNaN: true }), (events, share) => {
        const masters = events.filter((lines) => lines.some((line) => line.startsWith('RRULE')))
        const text = calendarOf(...masters.flat())
        const lines = text.split('\r\n')
        const whole = new Set(read(text, asked).events.map(({ uid }) => uid))
        const part = read(['BEGIN:VCALENDAR', ...lines.slice(1, Math.ceil(lines.length * share))].join('\r\n'), asked)
        for (const { uid } of part.events) expect(whole).toContain(uid)
      }),
      { numRuns: 200 },
    )
  })
})
