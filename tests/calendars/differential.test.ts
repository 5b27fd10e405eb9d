import fc from 'fast-check'
import ICAL from 'ical.js'
import nodeIcal from 'node-ical'
import { describe, expect, it } from 'vitest'
import { calendarOf, event, starts } from './ics.ts'

/**
 * Random series of the kinds that people have, read by us and by two libraries, each asked only for what it is known to get right:
 * ical.js without zones, node-ical with zones of the IANA database and at hours that no clock leaves out.
 */
const codes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const from = '2026-01-01'
const to = '2027-01-01'

type Plan = { start: Temporal.PlainDateTime; rule: string; excluded: Temporal.PlainDateTime[] }

const startTimes = fc
  .record({ day: fc.integer({ min: 0, max: 1_000 }), hour: fc.integer({ min: 8, max: 18 }), minute: fc.constantFrom(0, 15, 30, 45) })
  .map(({ day, hour, minute }) => Temporal.PlainDate.from('2024-01-01').add({ days: day }).toPlainDateTime({ hour, minute }))

const plans: fc.Arbitrary<Plan> = fc
  .record({
    start: startTimes,
    frequency: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'MONTHLY BY DAY', 'YEARLY'),
    interval: fc.integer({ min: 1, max: 4 }),
    others: fc.subarray(codes, { maxLength: 2 }),
    end: fc.oneof(
      fc.constant(''),
      fc.integer({ min: 1, max: 200 }).map((count) => `;COUNT=${count}`),
      fc.integer({ min: 1, max: 28 }).map((day) => `;UNTIL=202607${String(day).padStart(2, '0')}T235959Z`),
    ),
    skip: fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 3 }),
  })
  .map(({ start, frequency, interval, others, end, skip }) => {
    const own = codes[start.dayOfWeek - 1] ?? ''
    const byDay = {
      DAILY: '',
      WEEKLY: `;BYDAY=${[...new Set([own, ...others])].join(',')}`,
      MONTHLY: `;BYMONTHDAY=${start.day}`,
      'MONTHLY BY DAY': `;BYDAY=${start.day > 28 ? -1 : Math.ceil(start.day / 7)}${own}`,
      YEARLY: '',
    }[frequency]
    const rule = `RRULE:FREQ=${frequency.split(' ')[0]};INTERVAL=${interval}${byDay}${end}`
    return { start, rule, excluded: skip.map((steps) => start.add({ days: 7 * interval * steps })) }
  })

const stamp = (time: Temporal.PlainDateTime) => time.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')

describe('series without zones', () => {
  it('have the starts that ical.js finds', () => {
    fc.assert(
      fc.property(plans, ({ start, rule, excluded }) => {
        // ical.js passes over every later EXDATE once one names a time at which the series has nothing.
        const all = byIcalJs(calendarOf(event(`DTSTART:${stamp(start)}Z`, rule)))
        const met = excluded.filter((time) => all.includes(`${time.toString({ smallestUnit: 'second' })}Z`))
        const text = calendarOf(event(`DTSTART:${stamp(start)}Z`, rule, ...met.map((time) => `EXDATE:${stamp(time)}Z`)))
        expect(starts(text, { from, to })).toEqual(byIcalJs(text))
      }),
      { numRuns: 400 },
    )
  })
})

describe('series in zones', () => {
  it('have the starts that node-ical finds', () => {
    const zones = fc.constantFrom(
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kathmandu',
      'Australia/Sydney',
      'America/St_Johns',
      'Asia/Tokyo',
    )
    fc.assert(
      fc.property(plans, zones, ({ start, rule, excluded }, zone) => {
        const text = calendarOf(
          event(`DTSTART;TZID=${zone}:${stamp(start)}`, rule, ...excluded.map((time) => `EXDATE;TZID=${zone}:${stamp(time)}`)),
        )
        expect(starts(text, { from, to })).toEqual(byNodeIcal(text))
      }),
      { numRuns: 200 },
    )
  })
})

function byIcalJs(text: string): string[] {
  const [component] = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent')
  const found: string[] = []
  const iterator = new ICAL.Event(component).iterator()
  for (let next = iterator.next(); next; next = iterator.next()) {
    const time = new Date(next.toUnixTime() * 1000).toISOString()
    if (time >= to) break
    if (time >= from) found.push(time.replace('.000', ''))
  }
  return found
}

function byNodeIcal(text: string): string[] {
  const [one] = Object.values(nodeIcal.sync.parseICS(text)).filter((component) => component?.type === 'VEVENT')
  if (one?.type !== 'VEVENT') return []
  const window = { from: new Date(`${from}T00:00Z`), to: new Date(`${to}T00:00Z`) }
  return nodeIcal
    .expandRecurringEvent(one, window)
    .map(({ start }) => start.toISOString().replace('.000', ''))
    .filter((time) => time >= from && time < to)
}
