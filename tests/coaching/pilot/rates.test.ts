import { describe, expect, it } from 'vitest'
import { rateChange, type ManagerRates } from '../../../src/coaching/pilot/rates.ts'
import { compareRequests } from '../../../src/coaching/pilot/request-rates.ts'

const plan = { seed: 'test' }
const bootstrap = { seed: 'test', resamples: 200 }

function manager(managerId: string, arm: 'pilot' | 'control', before: [number, number], after: [number, number]): ManagerRates {
  return {
    managerId,
    arm,
    before: { numerator: before[0], denominator: before[1] },
    after: { numerator: after[0], denominator: after[1] },
  }
}

const managers = [
  manager('M1', 'pilot', [11, 19], [13, 17]),
  manager('M2', 'pilot', [7, 35], [18, 41]),
  manager('M3', 'pilot', [20, 46], [24, 50]),
  manager('M4', 'control', [11, 29], [15, 29]),
  manager('M5', 'control', [26, 42], [19, 37]),
  manager('M6', 'control', [25, 44], [19, 42]),
]

describe('the change in rates', () => {
  it('lists a manager without a rate in one window and leaves the rest as it is', () => {
    const idle = manager('M7', 'pilot', [3, 10], [0, 0])
    const compared = rateChange([...managers, idle], plan, bootstrap)
    expect(compared.excludedManagerIds).toEqual(['M7'])
    expect({ ...compared, excludedManagerIds: [] }).toEqual(rateChange(managers, plan, bootstrap))
  })

  it('does not care in which order managers are listed', () => {
    const one = rateChange(managers, plan, bootstrap)
    const other = rateChange(managers.toReversed(), plan, bootstrap)
    expect(other.unweighted.randomisation?.pTwoSided).toBe(one.unweighted.randomisation?.pTwoSided)
    expect(other.pooled?.difference.pTwoSided).toBe(one.pooled?.difference.pTwoSided)
    expect(other.ancova?.estimate).toBeCloseTo(one.ancova?.estimate ?? 0, 10)
  })

  it('has nothing to compare with one arm empty', () => {
    expect(rateChange(managers.slice(0, 3), plan, bootstrap)).toMatchObject({
      meanRate: { control: null },
      unweighted: { randomisation: null, welch: null, bootstrap: null },
      ancova: null,
      pooled: null,
    })
  })
})

describe('request rates', () => {
  const asked = (arm: 'pilot' | 'control', requests: number, weeks: number) => ({ arm, requests, weeks })

  it('have an infinite ratio when only the pilot arm asked, and its randomisation p stays exact', () => {
    const compared = compareRequests([asked('pilot', 3, 40), asked('pilot', 2, 30), asked('control', 0, 35), asked('control', 0, 45)], plan)
    expect(compared?.rateRatio).toBe(Infinity)
    expect(compared?.randomisation?.pTwoSided).toBeCloseTo(2 / 6, 12)
    expect(compared?.poissonRatioInterval.high).toBe(Infinity)
    expect(compared?.dispersion).toBeNull()
  })

  it('say nothing about a ratio when nobody asked', () => {
    const compared = compareRequests([asked('pilot', 0, 40), asked('control', 0, 35)], plan)
    expect(compared).toMatchObject({ rateRatio: null, randomisation: null, poissonP: 1, poissonRatioInterval: { low: 0, high: Infinity } })
    expect(compared?.pilot.interval.low).toBe(0)
  })

  it('leave out managers whose people were never there', () => {
    expect(compareRequests([asked('pilot', 1, 10), asked('control', 0, 0)], plan)).toBeNull()
  })

  it('turn with the arms', () => {
    const rows = [asked('pilot', 9, 43.6), asked('pilot', 12, 44.8), asked('control', 3, 38.7), asked('control', 5, 34.6)]
    const one = compareRequests(rows, plan)
    const other = compareRequests(
      rows.map((row) => ({ ...row, arm: row.arm === 'pilot' ? ('control' as const) : ('pilot' as const) })),
      plan,
    )
    expect((one?.rateRatio ?? 0) * (other?.rateRatio ?? 0)).toBeCloseTo(1, 12)
    expect(other?.poissonP).toBeCloseTo(one?.poissonP ?? 0, 12)
    expect((other?.poissonRatioInterval.low ?? 0) * (one?.poissonRatioInterval.high ?? 0)).toBeCloseTo(1, 9)
  })
})
