import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { decodeCalendar } from '../../src/calendars/decode.ts'
import { read, starts } from './ics.ts'

const folder = new URL('../fixtures/ics/', import.meta.url)
const expectations = z
  .record(
    z.string(),
    z.object({
      window: z.tuple([z.string(), z.string()]),
      count: z.number(),
      starts: z.array(z.string()).optional(),
      sha256OfStartsJoinedByNewline: z.string().optional(),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('EXPECTED.json', folder), 'utf8')))

const processZone = process.env['TZ']

describe.each([
  ['UTC', 0],
  ['America/Los_Angeles', 480],
  ['Asia/Tokyo', -540],
])('in a process whose zone is %s', (zone, offsetMinutes) => {
  beforeAll(() => {
    process.env['TZ'] = zone
    expect(new Date('2026-01-15T12:00Z').getTimezoneOffset()).toBe(offsetMinutes)
  })
  afterAll(() => {
    if (processZone === undefined) delete process.env['TZ']
    else process.env['TZ'] = processZone
  })

  it.each(Object.entries(expectations))('%s has the starts that were established for it', (file, expected) => {
    const [from, to] = expected.window
    const text = decodeCalendar(readFileSync(new URL(file, folder)))
    const found = starts(text, { from, to }).toSorted()
    expect(found.length).toBe(expected.count)
    if (expected.starts) expect(found).toEqual(expected.starts.toSorted())
    else expect(createHash('sha256').update(found.join('\n')).digest('hex')).toBe(expected.sha256OfStartsJoinedByNewline)
  })
})

describe('the real files', () => {
  it('are all covered', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.ics'))
    expect(files.toSorted()).toEqual(Object.keys(expectations).toSorted())
  })

  it('are read without anything left out', () => {
    for (const [file, { window }] of Object.entries(expectations)) {
      const reading = read(decodeCalendar(readFileSync(new URL(file, folder))), { from: window[0], to: window[1] })
      expect([file, reading.problems]).toEqual([file, []])
    }
  })
})
