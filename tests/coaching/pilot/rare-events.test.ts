import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fisherExact } from '../../../src/coaching/pilot/fisher-exact.ts'
import { clopperPearson, newcombe, ruleOfThree, wilson, zeroEventsUpper } from '../../../src/coaching/pilot/proportion.ts'
import { compareCounts, compareManagerCounts } from '../../../src/coaching/pilot/rare-events.ts'
import { rarePower } from '../../../src/coaching/pilot/rare-power.ts'

const count = fc
  .integer({ min: 1, max: 60 })
  .chain((people) => fc.record({ people: fc.constant(people), events: fc.integer({ min: 0, max: people }) }))

describe('rare events', () => {
  it('match the lady tasting tea: p .4857, odds ratio 6.4083 in an interval from .2117 to 626.24', () => {
    const tea = fisherExact({ events: 3, people: 4 }, { events: 1, people: 4 })
    expect(tea.pTwoSided).toBeCloseTo(34 / 70, 12)
    expect(tea.pGreater).toBeCloseTo(17 / 70, 12)
    expect(tea.oddsRatio).toBeCloseTo(6.408319658199662, 9)
    expect(tea.oddsRatioInterval.low).toBeCloseTo(0.21173559544657966, 9)
    expect(tea.oddsRatioInterval.high).toBeCloseTo(626.2435305888141, 6)
  })

  it('match Newcombe’s example of 56 of 70 against 48 of 80: .0524 to .3339', () => {
    const interval = newcombe({ events: 56, people: 70 }, { events: 48, people: 80 })
    expect(interval.low).toBeCloseTo(0.0524, 4)
    expect(interval.high).toBeCloseTo(0.3339, 4)
  })

  it('turn with the arms', () => {
    fc.assert(
      fc.property(count, count, (pilot, control) => {
        const one = fisherExact(pilot, control)
        const other = fisherExact(control, pilot)
        expect(other.pTwoSided).toBeCloseTo(one.pTwoSided, 9)
        expect(other.pGreater).toBeCloseTo(one.pLess, 9)
        expect(one.pTwoSided).toBeGreaterThan(0)
        expect(one.pTwoSided).toBeLessThanOrEqual(1 + 1e-12)
        expect(one.midPTwoSided).toBeLessThanOrEqual(one.pTwoSided)
        if (one.oddsRatio > 0 && Number.isFinite(one.oddsRatio)) expect(other.oddsRatio * one.oddsRatio).toBeCloseTo(1, 6)
        expect(one.oddsRatioInterval.low).toBeLessThanOrEqual(one.oddsRatioInterval.high)
        expect(newcombe(control, pilot).low).toBeCloseTo(-newcombe(pilot, control).high, 12)
      }),
      { numRuns: 60 },
    )
  })

  it('keep every interval between 0 and 1 and around the share, the exact one no shorter than its level', () => {
    fc.assert(
      fc.property(count, (seen) => {
        for (const interval of [wilson(seen), clopperPearson(seen)]) {
          expect(interval.low).toBeGreaterThanOrEqual(0)
          expect(interval.low).toBeLessThanOrEqual(seen.events / seen.people)
          expect(interval.high).toBeGreaterThanOrEqual(seen.events / seen.people)
          expect(interval.high).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('say how high a rate may still be after no event at all', () => {
    expect(zeroEventsUpper(105, 0.95)).toBeCloseTo(0.0281, 4)
    expect(zeroEventsUpper(60, 0.975)).toBeCloseTo(clopperPearson({ events: 0, people: 60 }).high, 10)
    expect(ruleOfThree(60)).toBe(0.05)
  })

  it('carry no information when nobody had the event', () => {
    const nothing = fisherExact({ events: 0, people: 20 }, { events: 0, people: 25 })
    expect(nothing).toMatchObject({ pTwoSided: 1, oddsRatioInterval: { low: 0, high: Infinity } })
    expect(compareCounts({ events: 0, people: 0 }, { events: 1, people: 4 })).toBeNull()
  })

  it('take managers as the units, in any order, and leave out those without people', () => {
    const managers = [
      { arm: 'pilot' as const, people: 5, events: 1 },
      { arm: 'pilot' as const, people: 9, events: 2 },
      { arm: 'pilot' as const, people: 0, events: 0 },
      { arm: 'control' as const, people: 8, events: 0 },
      { arm: 'control' as const, people: 7, events: 1 },
    ]
    const compared = compareManagerCounts(managers, { seed: 'test' })
    expect(compared.totals).toEqual({ pilot: { events: 3, people: 14 }, control: { events: 1, people: 15 } })
    expect(compared.pooledDifference?.reDealt.count).toBe(6)
    expect(compareManagerCounts(managers.toReversed(), { seed: 'test' }).pooledDifference?.pTwoSided).toBe(
      compared.pooledDifference?.pTwoSided,
    )
    expect(compareManagerCounts(managers.slice(0, 2), { seed: 'test' })).toMatchObject({ pooledDifference: null, individualLevel: null })
  })

  it('promise nothing where there is no difference: Fisher’s test rejects less often than its level', () => {
    const design = { pilotPeople: 60, controlPeople: 60, pilotRate: 0.05, controlRate: 0.05, designEffect: 1, alpha: 0.05 }
    expect(rarePower(design).power).toBeLessThan(0.05)
    expect(rarePower({ ...design, pilotRate: 0.6 }).power).toBeGreaterThan(0.99)
    expect(rarePower({ ...design, pilotRate: 0, controlRate: 0 }).power).toBe(0)
    expect(rarePower({ ...design, designEffect: 1.05 }).effectivePilotPeople).toBe(57)
  })
})
