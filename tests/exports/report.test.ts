import { describe, expect, it } from 'vitest'
import { readout } from '../../src/coaching/pilot/readout.ts'
import { isRefusal } from '../../src/coaching/refusal.ts'
import { readoutFiles } from '../../src/exports/report/readout-files.ts'
import { fiveLines, reportOf } from '../../src/exports/report/report.ts'
import { madeUpRows } from '../support/made-up-pilot.ts'

const read = (rows = madeUpRows(24, 0.5)) => {
  const found = readout(rows, Temporal.PlainDate.from('2026-04-20'))
  if (isRefusal(found)) throw new Error(found.sentence)
  return found
}

describe('the report of a pilot', () => {
  it('has its fifteen sections in order, and an annex', () => {
    const headings = reportOf(read()).sections.map(({ heading }) => heading)
    expect(headings.map((heading) => heading.split('.')[0])).toEqual([
      ...Array.from({ length: 15 }, (_none, index) => String(index + 1)),
      expect.stringContaining('Annex'),
    ])
    expect(headings[5]).toContain('primary outcome')
  })

  it('is five lines in a message, with the verdict, its interval and the use beside it', () => {
    const lines = fiveLines(read())
    expect(lines).toHaveLength(5)
    expect(lines[1]).toMatch(/^Pulse index: .*interval/)
    expect(lines[3]).toContain('60 of 72 scheduled 1:1s were coached')
  })

  it('uses words of cause only where a lot was drawn', () => {
    const words = (rows = madeUpRows(24, 0.5)) => JSON.stringify(reportOf(read(rows)))
    const managers = madeUpRows(24, 0).design.managers
    const given = {
      randomised: false,
      arms: managers.map(({ managerId }, index) => ({ managerId, arm: index % 2 === 0 ? ('pilot' as const) : ('control' as const) })),
    }
    expect(words()).toMatch(/is due to/)
    expect(words(madeUpRows(24, 0.5, { given }))).not.toMatch(/due to|change what their people/)
    expect(words(madeUpRows(24, 0.5, { given }))).toContain('observational')
  })

  it('has the same bytes every time, and every file stands by itself', async () => {
    const [one, other] = [await readoutFiles(read()), await readoutFiles(read())]
    expect(one.map(({ name }) => name)).toEqual([
      'pilot-report.html',
      'pilot-report.pdf',
      'pilot-one-page.pdf',
      'pilot-five-lines.txt',
      'pilot-numbers.csv',
    ])
    for (const [index, file] of one.entries()) expect(Buffer.compare(file.content, other[index]?.content ?? Buffer.of())).toBe(0)
    const html = Buffer.from(one[0]?.content ?? []).toString('utf8')
    expect(html).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/)
    expect(html.match(/<img alt="[^"]{20,}/g)).toHaveLength(7)
    expect(
      Buffer.from(one[1]?.content ?? [])
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    const csv = Buffer.from(one[4]?.content ?? []).toString('utf8')
    expect(csv).toMatch(/^outcomes\[0\]\.estimate,0\.\d{6,}/m)
  }, 60_000)
})
