import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { betaCdf, betaQuantile } from '../../../src/coaching/pilot/distributions/beta.ts'
import { gammaCdf, gammaQuantile } from '../../../src/coaching/pilot/distributions/gamma.ts'
import { logChoose, logGamma } from '../../../src/coaching/pilot/distributions/log-gamma.ts'
import { noncentralTCdf } from '../../../src/coaching/pilot/distributions/noncentral-t.ts'
import { normalCdf, normalQuantile } from '../../../src/coaching/pilot/distributions/normal.ts'
import { tCdf, tQuantile, tTwoSidedP } from '../../../src/coaching/pilot/distributions/student-t.ts'

const probability = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true })

describe('the distributions', () => {
  it.each([
    ['normal 97.5%', normalQuantile(0.975), 1.959963984540054],
    ['t 97.5% on 10', tQuantile(0.975, 10), 2.2281388519649385],
    ['t 99.95% on 3', tQuantile(0.9995, 3), 12.923978636687485],
    ['t 75% on 1, which is 1 exactly', tQuantile(0.75, 1), 1],
    ['t 97.5% on 29.37', tQuantile(0.975, 29.37), 2.0441110520952015],
    ['beta 2.5% of (3, 9)', betaQuantile(0.025, 3, 9), 0.06021773417290665],
    ['gamma 97.5% of 11', gammaQuantile(0.975, 11), 18.39035604201778],
    ['non-central t', noncentralTCdf(2.1, 14, 1.3), 0.7608858549132496],
    ['non-central t below its centre', noncentralTCdf(1.5, 9, 2), 0.3043233125202621],
    ['log gamma of one half', logGamma(0.5), Math.log(Math.sqrt(Math.PI))],
    ['ways to choose 8 of 16', Math.exp(logChoose(16, 8)), 12870],
  ])('agree with published values: %s', (_, actual, wanted) => {
    expect(Math.abs(actual / wanted - 1)).toBeLessThan(1e-10)
  })

  it('find the point they were asked for', () => {
    fc.assert(
      fc.property(
        probability,
        fc.double({ min: 0.5, max: 300, noNaN: true }),
        fc.double({ min: 1, max: 300, noNaN: true }),
        (p, one, other) => {
          expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 10)
          expect(tCdf(tQuantile(p, one), one)).toBeCloseTo(p, 10)
          expect(betaCdf(betaQuantile(p, one, other), one, other)).toBeCloseTo(p, 10)
          expect(gammaCdf(gammaQuantile(p, one), one)).toBeCloseTo(p, 10)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('treat both sides of the t distribution alike', () => {
    fc.assert(
      fc.property(fc.double({ min: -50, max: 50, noNaN: true }), fc.double({ min: 1, max: 200, noNaN: true }), (t, df) => {
        expect(tCdf(t, df) + tCdf(-t, df)).toBeCloseTo(1, 12)
        expect(tTwoSidedP(t, df)).toBe(tTwoSidedP(-t, df))
        expect(noncentralTCdf(t, df, 0)).toBeCloseTo(tCdf(t, df), 10)
      }),
    )
  })

  it('leave nothing beyond infinity', () => {
    expect(tTwoSidedP(Infinity, 5)).toBe(0)
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity])
    expect([tQuantile(0, 4), tQuantile(1, 4)]).toEqual([-Infinity, Infinity])
    expect([betaQuantile(0, 2, 2), betaQuantile(1, 2, 2), gammaQuantile(0, 2), gammaQuantile(1, 2)]).toEqual([0, 1, 0, Infinity])
  })
})
