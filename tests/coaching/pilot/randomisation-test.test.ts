import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Arm } from '../../../src/coaching/pilot/arm.ts'
import { randomisationTest, type ManagerOutcome } from '../../../src/coaching/pilot/randomisation-test.ts'
import { countReDeals } from '../../../src/coaching/pilot/re-deals.ts'
import { signFlipTest, smallestSignFlipP } from '../../../src/coaching/pilot/sign-flip-test.ts'

const plan = { seed: 'test' }
/** Darwin's maize, crossed minus self-fertilised height in eighths of an inch (Fisher 1935, The Design of Experiments, chapter III). */
const maize = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48].map((difference) => ({ pilot: difference, control: 0 }))

const outcome = fc.record({
  arm: fc.constantFrom<Arm>('pilot', 'control'),
  stratum: fc.constantFrom('sales', 'support'),
  value: fc.integer({ min: -20, max: 20 }).map((value) => value / 4),
})
const outcomes = fc
  .array(outcome, { minLength: 4, maxLength: 10 })
  .filter((managers) => managers.some(({ arm }) => arm === 'pilot') && managers.some(({ arm }) => arm === 'control'))

function managersOf(pilot: readonly number[], control: readonly number[]): ManagerOutcome[] {
  return [...pilot.map((value) => ({ arm: 'pilot' as const, value })), ...control.map((value) => ({ arm: 'control' as const, value }))]
}

describe('the randomisation test', () => {
  it('gives the p that Fisher counted by hand for Darwin’s maize: 1,726 of 32,768', () => {
    const test = signFlipTest(maize, plan)
    expect(test?.reDealt).toEqual({ method: 'every', count: 32_768 })
    expect(test?.pTwoSided).toBe(1726 / 32_768)
    expect(test?.pUpper).toBe(863 / 32_768)
  })

  it('does not care in which order managers are listed', () => {
    fc.assert(
      fc.property(outcomes, fc.infiniteStream(fc.nat()), (managers, keys) => {
        const shuffled = managers
          .map((manager) => ({ manager, key: keys.next().value ?? 0 }))
          .sort((left, right) => left.key - right.key)
          .map(({ manager }) => manager)
        const one = randomisationTest(managers, plan)
        const other = randomisationTest(shuffled, plan)
        expect(other?.pTwoSided).toBe(one?.pTwoSided)
        expect(other?.estimate ?? 0).toBeCloseTo(one?.estimate ?? 0, 9)
        expect(other?.interval === null).toBe(one?.interval === null)
        expect(other?.interval?.low ?? 0).toBeCloseTo(one?.interval?.low ?? 0, 9)
      }),
    )
  })

  it('turns with the sign: better counted as worse gives the mirrored answer', () => {
    fc.assert(
      fc.property(outcomes, (managers) => {
        const one = randomisationTest(managers, plan)
        const mirrored = randomisationTest(
          managers.map((manager) => ({ ...manager, value: -manager.value })),
          plan,
        )
        expect(mirrored?.pTwoSided).toBe(one?.pTwoSided)
        expect(mirrored?.pUpper).toBe(one?.pLower)
        expect(mirrored?.estimate ?? 0).toBeCloseTo(-(one?.estimate ?? 0), 9)
        expect(mirrored?.interval?.low ?? 0).toBeCloseTo(-(one?.interval?.high ?? 0), 9)
      }),
    )
  })

  it('never gives a p of zero or above one, listed or drawn', () => {
    fc.assert(
      fc.property(outcomes, fc.boolean(), (managers, drawn) => {
        const test = randomisationTest(managers, drawn ? { seed: 'few', everyUpTo: 0, draws: 50 } : plan)
        if (test === null) return
        expect(test.pTwoSided).toBeGreaterThan(0)
        expect(test.pTwoSided).toBeLessThanOrEqual(1)
        expect(test.smallestTwoSidedP).toBeLessThanOrEqual(test.pTwoSided)
        expect(test.pUpper + test.pLower).toBeGreaterThanOrEqual(1)
      }),
    )
  })

  it('holds exactly the differences it would not reject', () => {
    const pilot = [0.72, 0.04, 0.95, 1.24, 0.49, 0.13]
    const control = [-0.45, -0.12, 0.16, 0.12, 0.1, 0.37]
    const pAt = (shift: number) =>
      randomisationTest(
        managersOf(
          pilot.map((value) => value - shift),
          control,
        ),
        plan,
      )?.pTwoSided ?? 0
    const interval = randomisationTest(managersOf(pilot, control), plan)?.interval
    expect(interval).toBeTruthy()
    if (!interval) return
    expect(pAt(interval.low + 1e-6)).toBeGreaterThan(0.05)
    expect(pAt(interval.low - 1e-6)).toBeLessThanOrEqual(0.05)
    expect(pAt(interval.high - 1e-6)).toBeGreaterThan(0.05)
    expect(pAt(interval.high + 1e-6)).toBeLessThanOrEqual(0.05)
  })

  it('has no 95% interval for three against three, and one for four against four', () => {
    expect(randomisationTest(managersOf([5, 6, 7], [1, 2, 3]), plan)).toMatchObject({
      interval: null,
      pTwoSided: 0.1,
      smallestTwoSidedP: 0.1,
    })
    expect(randomisationTest(managersOf([5, 6, 7, 8], [1, 2, 3, 4]), plan)?.interval).not.toBeNull()
  })

  it('draws seeded re-deals when there are too many to list, close to the exact answer', () => {
    const managers = managersOf([0.72, 0.04, 0.95, 1.24, 0.49, 0.13, 0.37, 0.92], [-0.45, -0.12, 0.16, 0.12, 0.1, 0.37, 0.32, 0.44])
    const exact = randomisationTest(managers, plan)
    const drawn = randomisationTest(managers, { seed: 'stored', everyUpTo: 1000 })
    expect(drawn?.reDealt).toEqual({ method: 'drawn', count: 9_999, seed: 'stored' })
    expect(drawn).toEqual(randomisationTest(managers, { seed: 'stored', everyUpTo: 1000 }))
    expect(Math.abs((drawn?.pTwoSided ?? 1) - (exact?.pTwoSided ?? 0))).toBeLessThan(0.006)
    expect(Math.abs((drawn?.interval?.low ?? 9) - (exact?.interval?.low ?? 0))).toBeLessThan(0.03)
    expect(Number.isInteger((drawn?.pTwoSided ?? 0.5) * 10_000) || Math.abs(((drawn?.pTwoSided ?? 0) * 10_000) % 1) < 1e-6).toBe(true)
  })

  it('leaves out a stratum that has only one arm, and has no answer when that is all of them', () => {
    const both = managersOf([3, 4, 6], [1, 2, 2.5]).map((manager) => ({ ...manager, stratum: 'sales' }))
    const alone: ManagerOutcome[] = [
      { arm: 'pilot', stratum: 'support', value: 900 },
      { arm: 'pilot', stratum: 'support', value: 700 },
    ]
    expect(randomisationTest([...both, ...alone], plan)).toEqual(randomisationTest(both, plan))
    expect(randomisationTest(alone, plan)).toBeNull()
    expect(randomisationTest([], plan)).toBeNull()
  })

  it('counts the deals a design allows', () => {
    expect(
      countReDeals(
        managersOf(
          Array.from({ length: 10 }, () => 0),
          Array.from({ length: 10 }, () => 0),
        ),
      ),
    ).toBe(184_756)
    const pairs = Array.from({ length: 7 }, (_, pair) => [
      { arm: 'pilot' as const, stratum: String(pair) },
      { arm: 'control' as const, stratum: String(pair) },
    ]).flat()
    expect(countReDeals(pairs)).toBe(128)
  })

  it('needs six pairs before it can reach 5%', () => {
    expect([4, 5, 6].map(smallestSignFlipP)).toEqual([0.125, 0.0625, 0.03125])
    expect(signFlipTest([], plan)).toBeNull()
  })
})
