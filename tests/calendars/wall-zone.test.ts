import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixedZone, ianaZone, utcZone } from '../../src/calendars/wall-zone.ts'
import { readComponents } from '../../src/calendars/components.ts'
import { readContentLines } from '../../src/calendars/content-lines.ts'
import { readVtimezone } from '../../src/calendars/vtimezone.ts'
import { zones } from '../coaching/zones.ts'

const names = fc.constantFrom(...zones)
const times = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2050, 0, 1) })

function known(name: string) {
  const zone = ianaZone(name)
  if (zone === undefined) throw new Error(`${name} is not known`)
  return zone
}

describe('any zone', () => {
  it('puts wall times where Temporal puts them', () => {
    fc.assert(
      fc.property(names, times, (name, wallMs) => {
        const wall = Temporal.Instant.fromEpochMilliseconds(wallMs).toZonedDateTimeISO('UTC').toPlainDateTime()
        expect(known(name).toInstantMs(wallMs)).toBe(wall.toZonedDateTime(name).epochMilliseconds)
      }),
      { numRuns: 3_000 },
    )
  })

  it('shows at an instant what Temporal shows', () => {
    fc.assert(
      fc.property(names, times, (name, instantMs) => {
        const shown = Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(name).toPlainDateTime()
        expect(known(name).toWallMs(instantMs)).toBe(shown.toZonedDateTime('UTC').epochMilliseconds)
      }),
      { numRuns: 3_000 },
    )
  })

  it('is known by its name only', () => {
    expect([ianaZone('+01:00'), ianaZone('W. Europe Standard Time'), ianaZone(''), ianaZone('Europe/Nowhere')]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    expect(utcZone.toInstantMs(5)).toBe(5)
    expect(fixedZone(-12_600_000)).toMatchObject({ name: 'UTC-03:30' })
  })
})

describe('the rules that Exchange writes for Berlin', () => {
  const lines = [
    'BEGIN:VTIMEZONE',
    'TZID:x',
    'BEGIN:STANDARD',
    'DTSTART:16010101T030000',
    'TZOFFSETFROM:+0200',
    'TZOFFSETTO:+0100',
    'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
    'END:STANDARD',
    'BEGIN:DAYLIGHT',
    'DTSTART:16010101T020000',
    'TZOFFSETFROM:+0100',
    'TZOFFSETTO:+0200',
    'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
    'END:DAYLIGHT',
    'END:VTIMEZONE',
  ]
  const [component] = readComponents(readContentLines(lines.join('\r\n')))
  const rules = component && readVtimezone(component, 'x')

  it('give the times of Europe/Berlin since it has these rules', () => {
    const minutes = fc.integer({ min: Date.UTC(1997, 0, 1) / 60_000, max: Date.UTC(2037, 0, 1) / 60_000 })
    fc.assert(
      fc.property(minutes, (minute) => {
        const ms = minute * 60_000
        expect(rules?.toInstantMs(ms)).toBe(known('Europe/Berlin').toInstantMs(ms))
        expect(rules?.toWallMs(ms)).toBe(known('Europe/Berlin').toWallMs(ms))
      }),
      { numRuns: 2_000 },
    )
  })
})
