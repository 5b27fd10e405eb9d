import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  approximateSmallestDetectable,
  plannedPrecision,
  powerAt,
  smallestDetectable,
  type Design,
} from '../../../src/coaching/pilot/power.ts'

const design: Design = {
  pilotManagers: 15,
  controlManagers: 15,
  clusterSize: 6,
  clusterSizeVariation: 0,
  icc: 0.1,
  correlation: 0.5,
  standardDeviation: 0.8,
  analysis: 'ancova',
}

function precisionOf(changes: Partial<Design>) {
  const precision = plannedPrecision({ ...design, ...changes })
  if (precision === null) throw new Error('this design has degrees of freedom')
  return precision
}

describe('planning a pilot', () => {
  it('matches Cohen’s table: 64 an arm find half a standard deviation with power .80', () => {
    const single = precisionOf({ pilotManagers: 64, controlManagers: 64, clusterSize: 1, icc: 0, standardDeviation: 1, analysis: 'post' })
    expect(powerAt(0.5, single, 0.05)).toBeCloseTo(0.8015, 4)
  })

  it('finds the difference whose power is the one wanted', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 40 }),
        fc.integer({ min: 4, max: 40 }),
        fc.constantFrom(0.5, 0.8, 0.9),
        (pilot, control, power) => {
          const precision = precisionOf({ pilotManagers: pilot, controlManagers: control })
          const smallest = smallestDetectable(precision, 0.05, power)
          expect(powerAt(smallest, precision, 0.05)).toBeCloseTo(power, 9)
          expect(powerAt(-smallest, precision, 0.05)).toBeCloseTo(power, 9)
          expect(approximateSmallestDetectable(precision, 0.05, power) / smallest).toBeCloseTo(1, 1)
        },
      ),
      { numRuns: 15 },
    )
  })

  it('has the error rate as its power where nothing happens', () => {
    expect(powerAt(0, precisionOf({}), 0.05)).toBeCloseTo(0.05, 10)
  })

  it('gains nothing from a change score at a correlation of one half', () => {
    expect(precisionOf({ analysis: 'did' }).varianceFactor).toBe(precisionOf({ analysis: 'post' }).varianceFactor)
    expect(precisionOf({ analysis: 'ancova' }).varianceFactor).toBe(0.75)
  })

  it('needs more managers than the analysis spends', () => {
    expect(plannedPrecision({ ...design, pilotManagers: 1, controlManagers: 2 })).toBeNull()
  })
})
