import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adjustFamily } from '../../../src/coaching/pilot/multiplicity.ts'

const pValue = fc.double({ min: 1e-6, max: 1, noNaN: true })

describe('several outcomes at once', () => {
  it('match the worked example .01 .04 .03 .005', () => {
    const { adjusted } = adjustFamily([0.01, 0.04, 0.03, 0.005])
    expect(adjusted.map(({ holm }) => holm)).toEqual([0.03, 0.06, 0.06, 0.02])
    expect(adjusted.map(({ benjaminiHochberg }) => benjaminiHochberg)).toEqual([0.02, 0.04, 0.04, 0.02])
  })

  it('keep the order of the p-values, never go below them, and Holm never above Bonferroni', () => {
    fc.assert(
      fc.property(fc.array(pValue, { minLength: 1, maxLength: 12 }), (pValues) => {
        const adjusted = adjustFamily(pValues).adjusted.map(({ p, holm, benjaminiHochberg, bonferroni }) => ({
          p: p ?? 0,
          holm: holm ?? -1,
          bh: benjaminiHochberg ?? -1,
          bonferroni: bonferroni ?? -1,
        }))
        const sorted = adjusted.toSorted((left, right) => left.p - right.p || left.holm - right.holm)
        sorted.forEach((entry, index) => {
          const next = sorted[index + 1] ?? entry
          expect(next.holm).toBeGreaterThanOrEqual(entry.holm)
          expect(next.bh).toBeGreaterThanOrEqual(entry.bh - 1e-15)
          expect(entry.bh).toBeGreaterThanOrEqual(entry.p * (1 - 1e-12))
          expect(entry.holm).toBeGreaterThanOrEqual(entry.bh - 1e-15)
          expect(entry.bonferroni).toBeGreaterThanOrEqual(entry.holm)
          expect(entry.bonferroni).toBeLessThanOrEqual(1)
        })
      }),
    )
  })

  it('do not count an outcome that could not be tested', () => {
    const family = adjustFamily([0.01, null, 0.04])
    expect(family.tested).toBe(2)
    expect(family.adjusted[1]).toEqual({ p: null, holm: null, benjaminiHochberg: null, bonferroni: null })
    expect([family.adjusted[0], family.adjusted[2]]).toEqual(adjustFamily([0.01, 0.04]).adjusted)
  })
})
