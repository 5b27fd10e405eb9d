import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clusteredRegression } from '../../../src/coaching/pilot/cluster-robust.ts'
import { mixedModel } from '../../../src/coaching/pilot/mixed-model.ts'
import { comparePulse, type PulseResponse } from '../../../src/coaching/pilot/pulse.ts'
import { favourableShare, pulseScore } from '../../../src/coaching/pilot/pulse-score.ts'
import { cronbachAlpha, intraclassCorrelation } from '../../../src/coaching/pilot/reliability.ts'
import { seededRandom } from '../../../src/coaching/pilot/seeded-random.ts'
import { pooledT, welch } from '../../../src/coaching/pilot/two-sample-t.ts'

const plan = { seed: 'test' }

/** Made-up answers: `managers` managers, alternating arms, the same number of responses in each wave. */
function responses(managers: number, each: number): PulseResponse[] {
  const random = seededRandom('answers')
  return Array.from({ length: managers }, (_, manager) => {
    const level = 3 + random.normal() / 2
    return (['before', 'after'] as const).flatMap((wave) =>
      Array.from({ length: each }, (): PulseResponse => {
        const lift = wave === 'after' && manager % 2 === 0 ? 0.5 : 0
        const answer = () => Math.min(5, Math.max(1, Math.round(level + lift + random.normal())))
        return {
          managerId: `M${manager}`,
          arm: manager % 2 === 0 ? 'pilot' : 'control',
          wave,
          answers: [answer(), answer(), answer(), answer(), answer()],
        }
      }),
    )
  }).flat()
}

describe('a pulse response', () => {
  it('has a score from four answered items up', () => {
    expect(pulseScore([5, 4, null, 4, 3])).toBe(4)
    expect(pulseScore([5, 4, null, null, 3])).toBeNull()
  })

  it('counts as favourable item by item', () => {
    expect(
      favourableShare([
        [5, 4, 3, null, 2],
        [null, null, null, null, 4],
      ]),
    ).toBe(3 / 5)
    expect(favourableShare([[null, null, null, null, null]])).toBeNull()
  })
})

describe('reliability', () => {
  it('is 1 when all items say the same and nothing when nothing varies', () => {
    expect(
      cronbachAlpha([
        [1, 1, 1],
        [3, 3, 3],
        [4, 4, 4],
        [2, null, 2],
      ]),
    ).toBeCloseTo(1, 12)
    expect(
      cronbachAlpha([
        [3, 3, 3],
        [3, 3, 3],
      ]),
    ).toBeNull()
    expect(cronbachAlpha([])).toBeNull()
  })

  it('matches Shrout and Fleiss 1979: one-way ICC .17 single, .44 for the mean of four', () => {
    const agreement = intraclassCorrelation([
      [9, 2, 5, 8],
      [6, 1, 3, 2],
      [8, 4, 6, 8],
      [7, 1, 2, 6],
      [10, 5, 6, 9],
      [6, 2, 4, 7],
    ])
    expect(agreement?.single).toBeCloseTo(0.17, 2)
    expect(agreement?.ofMeans).toBeCloseTo(0.44, 2)
    expect(agreement?.averageGroupSize).toBe(4)
    expect(intraclassCorrelation([[1], [2], [3]])).toBeNull()
  })
})

describe('the pulse comparison', () => {
  it('does not care in which order the anonymous responses were stored', () => {
    const given = responses(8, 4)
    const one = comparePulse(given, plan)
    const other = comparePulse(given.toReversed(), plan)
    expect(other.randomisation?.pTwoSided).toBe(one.randomisation?.pTwoSided)
    expect(other.alpha).toBeCloseTo(one.alpha ?? 0, 12)
    expect(other.responseLevel?.cr2?.degreesOfFreedom).toBeCloseTo(one.responseLevel?.cr2?.degreesOfFreedom ?? 0, 8)
    expect(other.mixed?.pTwoSided).toBeCloseTo(one.mixed?.pTwoSided ?? 0, 6)
  })

  it('leaves out a manager without responses in one wave', () => {
    const given = responses(8, 4).filter(({ managerId, wave }) => managerId !== 'M3' || wave === 'before')
    expect(comparePulse(given, plan).managers).toEqual({ pilot: 4, control: 3 })
  })

  it('has nothing to say without responses', () => {
    expect(comparePulse([], plan)).toMatchObject({
      responses: 0,
      alpha: null,
      randomisation: null,
      welch: null,
      responseLevel: null,
      mixed: null,
    })
  })
})

describe('responses that hang together by manager', () => {
  const sample = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 3, maxLength: 8 })

  it('give Welch’s standard error when every manager has one response', () => {
    fc.assert(
      fc.property(sample, sample, (pilot, control) => {
        const unequal = welch(pilot, control)
        if (unequal === null) return
        const rows = [...pilot.map((outcome) => ({ outcome, arm: 1 })), ...control.map((outcome) => ({ outcome, arm: 0 }))].map(
          ({ outcome, arm }, index) => ({ clusterId: String(index), outcome, predictors: [1, arm] }),
        )
        const fitted = clusteredRegression(rows, 1)
        expect(fitted?.estimate).toBeCloseTo(unequal.estimate, 9)
        expect(fitted?.cr2?.standardError).toBeCloseTo(unequal.standardError, 9)
        expect(fitted?.naiveStandardError).toBeCloseTo(pooledT(pilot, control)?.standardError ?? 0, 9)
      }),
    )
  })

  it('give the t test on manager changes when every manager has as many responses', () => {
    const given = responses(10, 6)
    const compared = comparePulse(given, plan)
    const changes = (arm: 'pilot' | 'control') =>
      [
        ...Map.groupBy(
          given.filter((response) => response.arm === arm),
          ({ managerId }) => managerId,
        ).values(),
      ].map((rows) => {
        const mean = (wave: 'before' | 'after') => {
          const scores = rows.filter((row) => row.wave === wave).map(({ answers }) => pulseScore(answers) ?? 0)
          return scores.reduce((total, score) => total + score, 0) / scores.length
        }
        return mean('after') - mean('before')
      })
    const classical = pooledT(changes('pilot'), changes('control'))
    const mixed = compared.mixed
    expect(mixed?.estimate).toBeCloseTo(classical?.estimate ?? 0, 9)
    // The two agree where no variance is estimated as zero, as in these answers.
    expect(mixed?.variance.occasion).toBeGreaterThan(0)
    expect(mixed?.standardError).toBeCloseTo(classical?.standardError ?? 0, 5)
    expect(mixed?.degreesOfFreedom).toBeCloseTo(8, 4)
  })

  it('have no answer with one manager or with predictors that repeat each other', () => {
    const rows = [1, 2, 3, 4].map((outcome) => ({ clusterId: 'M1', occasionId: 'before', outcome, predictors: [1, outcome % 2] }))
    expect(clusteredRegression(rows, 1)).toBeNull()
    expect(
      clusteredRegression(
        rows.map((row, index) => ({ ...row, clusterId: String(index), predictors: [1, 2] })),
        1,
      ),
    ).toBeNull()
    expect(mixedModel(rows, 1)).toBeNull()
  })
})
