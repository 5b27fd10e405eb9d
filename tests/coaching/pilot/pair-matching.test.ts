import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { standardisedDifference } from '../../../src/coaching/pilot/balance.ts'
import { minimumMatching } from '../../../src/coaching/pilot/minimum-matching.ts'
import { matchPairs, type EnrolledManager } from '../../../src/coaching/pilot/pair-matching.ts'
import { seededRandom } from '../../../src/coaching/pilot/seeded-random.ts'

type Cost = (one: number, other: number) => number

function cheapestByTrying(items: readonly number[], cost: Cost): number {
  const [first, ...rest] = items
  if (first === undefined) return 0
  return Math.min(
    ...rest.map(
      (partner) =>
        cost(first, partner) +
        cheapestByTrying(
          rest.filter((item) => item !== partner),
          cost,
        ),
    ),
  )
}

/** Smallest total over all subsets, grown one pair at a time: exact, and quick enough for 16 items. */
function cheapestBySubsets(count: number, cost: Cost): number {
  const best = new Float64Array(2 ** count).fill(Infinity)
  best[0] = 0
  for (let taken = 0; taken < best.length; taken += 1) {
    if (best[taken] === Infinity) continue
    let first = 0
    while ((taken & (1 << first)) !== 0) first += 1
    for (let partner = first + 1; partner < count; partner += 1) {
      if ((taken & (1 << partner)) !== 0) continue
      const next = taken | (1 << first) | (1 << partner)
      best[next] = Math.min(best[next] ?? Infinity, (best[taken] ?? Infinity) + cost(first, partner))
    }
  }
  return best.at(-1) ?? Infinity
}

function totalOf(partners: readonly number[], cost: Cost): number {
  partners.forEach((partner, item) => expect(partners[partner]).toBe(item))
  return partners.reduce((total, partner, item) => (item < partner ? total + cost(item, partner) : total), 0)
}

function symmetricCosts(count: number, draw: () => number): Cost {
  const rows = Array.from({ length: count }, () => Array.from({ length: count }, draw))
  return (one, other) => rows[Math.min(one, other)]?.[Math.max(one, other)] ?? 0
}

function manager(managerId: string, functionName: string, ...figures: number[]): EnrolledManager {
  return { managerId, functionName, covariates: Object.fromEntries(figures.map((figure, index) => [`figure ${index}`, figure])) }
}

const team = fc.array(
  fc.record({
    functionName: fc.constantFrom('sales', 'support'),
    size: fc.integer({ min: 2, max: 12 }),
    tenure: fc.integer({ min: 0, max: 20 }),
  }),
  { minLength: 1, maxLength: 9 },
)

describe('the smallest matching', () => {
  it('equals trying every matching, also with many equal costs', () => {
    fc.assert(
      fc.property(fc.constantFrom(2, 4, 6, 8), fc.constantFrom(2, 5, 1000), fc.string(), (count, spread, seed) => {
        const random = seededRandom(seed)
        const cost = symmetricCosts(count, () => random.below(spread))
        const items = Array.from({ length: count }, (_, item) => item)
        expect(totalOf(minimumMatching(count, cost), cost)).toBe(cheapestByTrying(items, cost))
      }),
      { numRuns: 300 },
    )
  })

  it('equals the best over all subsets of sixteen, where cycles nest in cycles', () => {
    const random = seededRandom('nested')
    for (let round = 0; round < 6; round += 1) {
      const cost = symmetricCosts(16, () => (round % 2 === 0 ? random.below(6) : random.unit()))
      expect(totalOf(minimumMatching(16, cost), cost)).toBeCloseTo(cheapestBySubsets(16, cost), 9)
    }
  })

  it('pairs up points on a line with their neighbours, sixty at once', () => {
    const random = seededRandom('line')
    const places = Array.from({ length: 60 }, () => random.unit())
    const cost: Cost = (one, other) => Math.abs((places[one] ?? 0) - (places[other] ?? 0))
    const sorted = places.toSorted((left, right) => left - right)
    const neighbours = sorted.reduce((total, place, index) => (index % 2 === 1 ? total + place - (sorted[index - 1] ?? 0) : total), 0)
    expect(totalOf(minimumMatching(60, cost), cost)).toBeCloseTo(neighbours, 9)
  })

  it('refuses an odd number', () => {
    expect(() => minimumMatching(3, () => 1)).toThrow('3 items')
    expect(minimumMatching(0, () => 1)).toEqual([])
  })
})

describe('pairing managers', () => {
  it('stays inside functions and uses everybody but one of an odd function', () => {
    fc.assert(
      fc.property(team, (members) => {
        const managers = members.map(({ functionName, size, tenure }, index) => manager(`M${index}`, functionName, size, tenure))
        const functionOf = (id: string) => managers.find(({ managerId }) => managerId === id)?.functionName
        const { pairs, leftOut, possibleAllocations } = matchPairs(managers)
        for (const { managerIds } of pairs) expect(functionOf(managerIds[0])).toBe(functionOf(managerIds[1]))
        const odd = [...Map.groupBy(managers, ({ functionName }) => functionName).values()].filter((own) => own.length % 2 === 1)
        expect(leftOut.length).toBe(odd.length)
        expect([...pairs.flatMap(({ managerIds }) => managerIds), ...leftOut].sort()).toEqual(
          managers.map(({ managerId }) => managerId).sort(),
        )
        expect(possibleAllocations).toBe(2 ** pairs.length)
      }),
    )
  })

  it('gives the same pairs whatever the order of the list', () => {
    fc.assert(
      fc.property(team, (members) => {
        const managers = members.map(({ functionName, size, tenure }, index) => manager(`M${index}`, functionName, size, tenure))
        expect(matchPairs(managers.toReversed()).pairs.map(({ managerIds }) => managerIds)).toEqual(
          matchPairs(managers).pairs.map(({ managerIds }) => managerIds),
        )
      }),
      { numRuns: 400 },
    )
  })

  it('leaves out the manager without whom the others fit best', () => {
    const { pairs, leftOut } = matchPairs([manager('M1', 'sales', 4), manager('M2', 'sales', 11), manager('M3', 'sales', 5)])
    expect(pairs.map(({ managerIds }) => managerIds)).toEqual([['M1', 'M3']])
    expect(leftOut).toEqual(['M2'])
  })

  it('counts a figure that is the same for everybody as nothing', () => {
    expect(matchPairs([manager('M1', 'sales', 4, 7), manager('M2', 'sales', 6, 7)]).totalDistance).toBeCloseTo(Math.SQRT2, 12)
    expect(matchPairs([])).toEqual({ pairs: [], leftOut: [], totalDistance: 0, possibleAllocations: 1 })
  })
})

describe('balance', () => {
  it('is in standard deviations of both arms, and nothing where none can be had', () => {
    expect(standardisedDifference([2, 4], [1, 3])).toBeCloseTo(1 / Math.SQRT2, 12)
    expect(standardisedDifference([2, 2], [2, 2])).toBeNull()
    expect(standardisedDifference([2], [1, 3])).toBeNull()
  })
})
