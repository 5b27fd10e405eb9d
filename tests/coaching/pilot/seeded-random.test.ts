import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawPairedArms, drawStratifiedArms } from '../../../src/coaching/pilot/allocation.ts'
import { randomFromState, seededRandom } from '../../../src/coaching/pilot/seeded-random.ts'

describe('seeded random numbers', () => {
  it('follow the published sequence of xoshiro128** from state 1, 2, 3, 4', () => {
    const random = randomFromState([1, 2, 3, 4])
    expect(Array.from({ length: 6 }, random.word)).toEqual([11520, 0, 5927040, 70819200, 2031721883, 1637235492])
  })

  it('repeat for the same seed and differ for another', () => {
    const sequence = (seed: string) => Array.from({ length: 5 }, seededRandom(seed).word)
    expect(sequence('spring pilot')).toEqual(sequence('spring pilot'))
    expect(sequence('spring pilot')).not.toEqual(sequence('spring pilot 2'))
    expect(new Set(Array.from({ length: 500 }, (_, index) => sequence(String(index)).join())).size).toBe(500)
  })

  it('stay inside their limits and fall evenly', () => {
    const random = seededRandom('even')
    const counts = Array.from({ length: 6 }, () => 0)
    let highest = 0
    for (let draw = 0; draw < 12_000; draw += 1) {
      const face = random.below(6)
      counts[face] = (counts[face] ?? 0) + 1
      highest = Math.max(highest, random.unit())
    }
    expect(highest).toBeLessThan(1)
    expect(highest).toBeGreaterThan(0.999)
    // Chi-square on 5 degrees of freedom stays below 20.5 in 999 of 1,000 fair sequences.
    expect(counts.reduce((total, count) => total + (count - 2000) ** 2 / 2000, 0)).toBeLessThan(20.5)
  })

  it('have mean 0 and variance 1 where they are normal', () => {
    const random = seededRandom('bell')
    const draws = Array.from({ length: 20_000 }, random.normal)
    const average = draws.reduce((total, draw) => total + draw, 0) / draws.length
    expect(Math.abs(average)).toBeLessThan(0.03)
    expect(Math.abs(draws.reduce((total, draw) => total + draw * draw, 0) / draws.length - 1)).toBeLessThan(0.04)
  })
})

describe('drawing the arms', () => {
  it('puts one manager of every pair in each arm, the same way for the same seed', () => {
    const pairs = Array.from({ length: 12 }, (_, index): [string, string] => [`a${index}`, `b${index}`])
    const arms = drawPairedArms(pairs, 'drawn once')
    expect(arms).toEqual(drawPairedArms(pairs, 'drawn once'))
    expect(arms).not.toEqual(drawPairedArms(pairs, 'drawn again'))
    for (const [first, second] of pairs) {
      const drawn = arms.filter(({ managerId }) => managerId === first || managerId === second)
      expect(drawn.map(({ arm }) => arm).sort()).toEqual(['control', 'pilot'])
      expect(new Set(drawn.map(({ stratum }) => stratum)).size).toBe(1)
    }
  })

  it('splits every stratum in half, give or take one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('sales', 'support', 'operations'), { minLength: 1, maxLength: 40 }),
        fc.string(),
        (strata, seed) => {
          const managers = strata.map((stratum, index) => ({ managerId: String(index), stratum }))
          const drawn = drawStratifiedArms(managers, seed)
          expect(drawn.map(({ managerId }) => managerId).sort()).toEqual(managers.map(({ managerId }) => managerId).sort())
          for (const stratum of new Set(strata)) {
            const members = drawn.filter((manager) => manager.stratum === stratum)
            const pilots = members.filter(({ arm }) => arm === 'pilot').length
            expect(Math.abs(2 * pilots - members.length)).toBeLessThanOrEqual(1)
          }
        },
      ),
    )
  })
})
