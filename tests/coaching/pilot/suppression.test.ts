import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutsMayStandTogether, MINIMUM_RESPONSES, suppressSmallGroups } from '../../../src/coaching/pilot/suppression.ts'

const groups = fc
  .array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 10 })
  .map((counts) => counts.map((responses, index) => ({ groupId: `M${String(index).padStart(2, '0')}`, responses })))

describe('small groups', () => {
  it('never come out by subtracting what is shown from the total', () => {
    fc.assert(
      fc.property(groups, (given) => {
        const result = suppressSmallGroups(given)
        const shown = result.groups.filter((group) => group.shown === 'shown')
        for (const { responses } of shown) expect(responses).toBeGreaterThanOrEqual(MINIMUM_RESPONSES)
        if (!result.totalShown) {
          expect(shown).toEqual([])
          return
        }
        const rest = result.total - shown.reduce((total, { responses }) => total + responses, 0)
        expect(rest === 0 || rest >= MINIMUM_RESPONSES).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('hide at most one more group than they must, whatever the order', () => {
    fc.assert(
      fc.property(groups, (given) => {
        const result = suppressSmallGroups(given)
        expect(result.groups.filter(({ shown }) => shown === 'complementary').length).toBeLessThanOrEqual(1)
        const reversed = suppressSmallGroups(given.toReversed())
        expect(reversed.groups.toReversed()).toEqual(result.groups)
      }),
    )
  })

  it('cannot be shown from fewer than five, whatever is asked for', () => {
    expect(suppressSmallGroups([{ groupId: 'M01', responses: 4 }], 2)).toMatchObject({
      totalShown: false,
      groups: [{ shown: 'below_minimum' }],
    })
    expect(suppressSmallGroups([{ groupId: 'M01', responses: 9 }], 10).totalShown).toBe(false)
  })

  it('forbid two cuts that differ by a handful of people', () => {
    expect(cutsMayStandTogether(20, 17)).toBe(false)
    expect(cutsMayStandTogether(20, 15)).toBe(true)
    expect(cutsMayStandTogether(20, 20)).toBe(true)
    expect(cutsMayStandTogether(9, 4)).toBe(false)
  })
})
