import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ancova } from '../../../src/coaching/pilot/ancova.ts'
import { bootstrapInterval } from '../../../src/coaching/pilot/bootstrap.ts'
import { mannWhitney } from '../../../src/coaching/pilot/mann-whitney.ts'
import { midranks } from '../../../src/coaching/pilot/midranks.ts'
import { correlation, median, quantile } from '../../../src/coaching/pilot/moments.ts'
import { pairedT } from '../../../src/coaching/pilot/paired-t.ts'
import { signedRank } from '../../../src/coaching/pilot/signed-rank.ts'
import { pooledT, welch } from '../../../src/coaching/pilot/two-sample-t.ts'

const plan = { seed: 'test' }
const maize = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48].map((difference) => ({ pilot: difference, control: 0 }))
/** Permeability of the chorioamnion at term and earlier (Hollander & Wolfe, Nonparametric Statistical Methods, table 4.1). */
const atTerm = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
const earlier = [1.15, 0.88, 0.9, 0.74, 1.21]
const values = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 2, maxLength: 9 })

describe('tests known from the textbooks', () => {
  it('paired t: Darwin’s maize, t 2.148 on 14, p .0497', () => {
    expect(pairedT(maize)?.t).toBeCloseTo(2.1479874613311205, 10)
    expect(pairedT(maize)?.pTwoSided).toBeCloseTo(0.049702944021800866, 10)
  })

  it('signed rank: Darwin’s maize, V 96, p .0413', () => {
    expect(signedRank(maize)).toMatchObject({ rankSum: 96, nonzeroPairs: 15 })
    expect(signedRank(maize)?.pTwoSided).toBeCloseTo(0.041259765625, 12)
  })

  it('Mann-Whitney: permeability, U 35, p .2544, shift .305', () => {
    const test = mannWhitney(atTerm, earlier)
    expect(test).toMatchObject({ pilotWins: 35, controlWins: 15 })
    expect(test?.pTwoSided).toBeCloseTo(0.2544122544122544, 12)
    expect(test?.shift).toBeCloseTo(0.305, 12)
  })
})

describe('two arms compared', () => {
  it('turn with the arms and ignore the order of managers', () => {
    fc.assert(
      fc.property(values, values, (pilot, control) => {
        const one = mannWhitney(pilot, control)
        const other = mannWhitney(control.toReversed(), pilot.toReversed())
        expect(other?.pTwoSided).toBeCloseTo(one?.pTwoSided ?? 0, 12)
        expect(other?.pilotWins).toBe(one?.controlWins)
        expect(other?.shift ?? 0).toBeCloseTo(-(one?.shift ?? 0), 12)
        expect(one?.pTwoSided).toBeGreaterThan(0)
        expect(one?.pTwoSided).toBeLessThanOrEqual(1)
        expect(welch(control, pilot)?.pTwoSided ?? 0).toBeCloseTo(welch(pilot, control)?.pTwoSided ?? 0, 12)
        expect(pooledT(control, pilot)?.estimate ?? 0).toBeCloseTo(-(pooledT(pilot, control)?.estimate ?? 0), 12)
      }),
    )
  })

  it('have no t answer when nothing varies or an arm has one manager', () => {
    expect(welch([3, 3], [3, 3])).toBeNull()
    expect(welch([3], [1, 2])).toBeNull()
    expect(pooledT([3], [2])).toBeNull()
    expect(pairedT([{ pilot: 2, control: 1 }])).toBeNull()
    expect(signedRank([{ pilot: 1, control: 1 }])).toBeNull()
    expect(mannWhitney([], [1])).toBeNull()
  })

  it('give no exact shift interval when managers are tied', () => {
    expect(mannWhitney([1, 2, 2, 4], [2, 3, 5, 6])?.shiftInterval).toBeNull()
    expect(mannWhitney([1, 2.5, 4, 7], [2, 3, 5, 6])?.shiftInterval).not.toBeNull()
  })
})

describe('analysis of covariance', () => {
  const before = [3.53, 4.11, 3.82, 3.8, 2.93, 3.1, 3.24, 3.86, 3.26, 3.39]
  const after = [4.25, 4.15, 4.77, 5.06, 3.42, 2.65, 3.12, 4.02, 3.38, 3.49]
  const managers = before.map((value, index) => ({
    arm: index < 5 ? ('pilot' as const) : ('control' as const),
    before: value,
    after: after[index] ?? 0,
  }))

  it('finds an effect that was put there exactly, with the slope it was made with', () => {
    const made = managers.map((manager, index) => ({
      ...manager,
      after: 1 + 0.5 * manager.before + (manager.arm === 'pilot' ? 0.4 : 0) + (index % 2 === 0 ? 1e-7 : -1e-7),
    }))
    expect(ancova(made, plan)?.estimate).toBeCloseTo(0.4, 5)
    expect(ancova(made, plan)?.beforeSlope).toBeCloseTo(0.5, 5)
  })

  it('loses one degree of freedom for every stratum beyond the first', () => {
    const stratified = managers.map((manager, index) => ({ ...manager, stratum: index % 2 === 0 ? 'sales' : 'support' }))
    expect(ancova(managers, plan)?.degreesOfFreedom).toBe(7)
    expect(ancova(stratified, plan)?.degreesOfFreedom).toBe(6)
  })

  it('does not care in which order managers are listed', () => {
    const one = ancova(managers, plan)
    const other = ancova(managers.toReversed(), plan)
    expect(other?.estimate).toBeCloseTo(one?.estimate ?? 0, 10)
    expect(other?.randomisationP).toBe(one?.randomisationP)
  })

  it('has no answer when everybody started alike or the arms differ completely before', () => {
    expect(
      ancova(
        managers.map((manager) => ({ ...manager, before: 3 })),
        plan,
      ),
    ).toBeNull()
    expect(
      ancova(
        managers.map((manager) => ({ ...manager, before: Number(manager.arm === 'pilot') })),
        plan,
      ),
    ).toBeNull()
    expect(ancova(managers.slice(0, 2), plan)).toBeNull()
  })
})

describe('the bootstrap', () => {
  it('repeats for its seed, holds the estimate, and needs two managers an arm', () => {
    const pilot = [0.72, 0.04, 0.95, 1.24, 0.49]
    const control = [-0.45, -0.12, 0.16, 0.12]
    const interval = bootstrapInterval(pilot, control, { seed: 'stored', resamples: 2_000 })
    expect(interval).toEqual(bootstrapInterval(pilot, control, { seed: 'stored', resamples: 2_000 }))
    expect(interval?.low).toBeLessThan(0.7605)
    expect(interval?.high).toBeGreaterThan(0.7605)
    expect(bootstrapInterval([1], control, { seed: 'stored' })).toBeNull()
  })
})

describe('ranks and order statistics', () => {
  it('share the rank between tied values', () => {
    expect(midranks([4, 2, 4, 1])).toEqual([3.5, 2, 3.5, 1])
    expect(midranks([0.1 + 0.2, 0.3])).toEqual([1.5, 1.5])
  })

  it('interpolate between neighbours', () => {
    expect(median([])).toBeNull()
    expect(median([9, 1, 5])).toBe(5)
    expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75)
    expect(correlation([1, 2, 3], [2, 4, 6])).toBeCloseTo(1, 12)
    expect(correlation([1, 1], [2, 4])).toBeNull()
  })
})
