import { describe, expect, it } from 'vitest'
import { readout, type PilotRows, type Readout } from '../../../src/coaching/pilot/readout.ts'
import { isRefusal } from '../../../src/coaching/refusal.ts'
import { madeUpRows } from '../../support/made-up-pilot.ts'

const onTheDay = Temporal.PlainDate.from('2026-04-20')

function read(rows: PilotRows, asOf = onTheDay): Readout {
  const found = readout(rows, asOf)
  if (isRefusal(found)) throw new Error(found.sentence)
  return found
}
const outcome = (found: Readout, id: string) => found.outcomes.find((one) => one.id === id)

describe('a readout', () => {
  it('is closed until the locked day, for whoever asks', () => {
    const early = readout(madeUpRows(24, 0.5), onTheDay.subtract({ days: 1 }))
    expect(early).toMatchObject({ refused: 'too_early' })
    expect(isRefusal(early) && early.sentence).toContain('The results stay closed until Mon 20 April')
  })

  it('finds what was put in, with an interval around it, and says so first', () => {
    const found = read(madeUpRows(24, 0.6))
    const primary = outcome(found, 'pulse_index')
    expect(primary?.comparison?.analysis).toBe('ancova')
    expect(primary?.interval?.low).toBeGreaterThan(0)
    expect(primary?.interval?.low).toBeLessThan(0.6)
    expect(primary?.interval?.high).toBeGreaterThan(0.5)
    expect(primary?.sentence).toMatch(/^Better.*12 pilot and 12 control managers; p/)
    expect(found.decision.decision).toBe('extend')
    expect(outcome(found, 'promotions')?.sentence).toMatch(/^No events: counted, not judged/)
  })

  it('does not find what is not there', () => {
    const found = read(madeUpRows(24, 0))
    expect(['worthwhile_loss_unlikely', 'worthwhile_gain_unlikely', 'too_imprecise', 'no_meaningful_difference']).toContain(
      outcome(found, 'pulse_index')?.verdict,
    )
  })

  it('judges nothing below six managers an arm, and says so in the notes', () => {
    const found = read(madeUpRows(10, 1))
    for (const one of found.outcomes) expect(one.verdict).toBe('too_few_managers')
    expect(found.notes.join(' ')).toContain('too few to judge anything')
    expect(found.decision.decision).toBe('change_and_repeat')
  })

  it('leaves managers without a baseline out, and their partner, and tells how many', () => {
    const rows = madeUpRows(24, 0.5)
    const [gone] = rows.design.managers
    const found = read({ ...rows, pulse: rows.pulse.filter(({ wave, managerId }) => wave !== 'baseline' || managerId !== gone?.managerId) })
    expect(outcome(found, 'pulse_index')?.managers).toEqual({ pilot: 11, control: 11 })
    expect(found.notes.join(' ')).toContain('2 managers could not be compared on the pulse')
  })

  it('refuses a design that was changed behind the lock', () => {
    const rows = madeUpRows(24, 0.5)
    expect(readout({ ...rows, design: { ...rows.design, analysisOn: '2026-03-03' } }, onTheDay)).toMatchObject({ refused: 'changed' })
  })

  it('says the same on a later day, and reads 26 weeks when those are due', () => {
    const rows = madeUpRows(24, 0.5)
    expect(read(rows, onTheDay.add({ days: 90 }))).toEqual(read(rows))
    const later = read(rows, Temporal.PlainDate.from('2026-09-07'))
    expect(later).toMatchObject({ phase: 'follow_up', asOf: '2026-09-07' })
    expect(later.notes.join(' ')).toContain('an early with a late start')
  })

  it('draws no team below five answers, and hides one more where it could be worked out', () => {
    const rows = madeUpRows(24, 0.5)
    const [small] = rows.design.managers
    let kept = 0
    const pulse = rows.pulse.filter((one) => one.managerId !== small?.managerId || one.wave !== 'week_6' || kept++ < 2)
    const arms = read({ ...rows, pulse }).slopes.map(({ arm }) => arm)
    expect(arms.filter((arm) => arm === small?.arm)).toHaveLength(10)
    expect(arms.filter((arm) => arm !== small?.arm)).toHaveLength(12)
  })
})
