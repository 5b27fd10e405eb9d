import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bestAssignment } from '../../../src/coaching/pairing/assignment.ts'
import { seededRandom } from '../../../src/coaching/pilot/seeded-random.ts'

/** The best by trying everything: most rows placed, then the highest total. */
function byTryingAll(values: (number | undefined)[][], capacities: number[]): { placed: number; total: number } {
  let best = { placed: -1, total: 0 }
  const left = [...capacities]
  const go = (row: number, placed: number, total: number): void => {
    if (row === values.length) {
      if (placed > best.placed || (placed === best.placed && total > best.total)) best = { placed, total }
      return
    }
    go(row + 1, placed, total)
    for (const [column, room] of left.entries()) {
      const value = values[row]?.[column]
      if (value === undefined || room === 0) continue
      left[column] = room - 1
      go(row + 1, placed + 1, total + value)
      left[column] = room
    }
  }
  go(0, 0, 0)
  return best
}

const problem = fc
  .record({ rows: fc.integer({ min: 0, max: 5 }), capacities: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 4 }) })
  .chain(({ rows, capacities }) =>
    fc.record({
      capacities: fc.constant(capacities),
      values: fc.array(
        fc.array(fc.option(fc.integer({ min: -5, max: 20 }), { nil: undefined }), {
          minLength: capacities.length,
          maxLength: capacities.length,
        }),
        { minLength: rows, maxLength: rows },
      ),
    }),
  )

describe('the best assignment', () => {
  it('places as many and is worth as much as the best that trying everything finds', () => {
    fc.assert(
      fc.property(problem, ({ capacities, values }) => {
        const columns = bestAssignment(values.length, capacities, (row, column) => values[row]?.[column])
        const placed = columns.filter((column) => column >= 0)
        const total = columns.reduce((sum, column, row) => sum + (column < 0 ? 0 : (values[row]?.[column] ?? Number.NaN)), 0)
        expect({ placed: placed.length, total }).toEqual(byTryingAll(values, capacities))
        for (const [column, capacity] of capacities.entries())
          expect(placed.filter((one) => one === column).length).toBeLessThanOrEqual(capacity)
      }),
      { numRuns: 3_000 },
    )
  })

  it.each([
    ['just enough room', 5],
    ['too little room', 3],
  ])('of 2,000 managers and 400 mentors with %s takes less than two seconds', (_what, capacity) => {
    const random = seededRandom('pairing')
    const values = Array.from({ length: 2_000 }, () =>
      Array.from({ length: 400 }, () => (random.unit() < 0.1 ? undefined : random.below(40))),
    )
    const began = process.cpuUsage()
    const columns = bestAssignment(
      2_000,
      Array.from({ length: 400 }, () => capacity),
      (row, column) => values[row]?.[column],
    )
    const { user } = process.cpuUsage(began)
    expect(columns.filter((column) => column >= 0)).toHaveLength(400 * capacity)
    // Of computing: the machine that runs the tests may have others to serve.
    expect(user / 1_000).toBeLessThan(2_000)
  })
})
