import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PageParts } from '../../src/coaching/handover.ts'
import { handoverChoices, partsOver } from '../../src/coaching/handover.ts'
import type { GoalId, PersonId } from '../../src/coaching/ids.ts'

const dev = 'p_dev' as PersonId
const maya = 'p_maya' as PersonId

const page: fc.Arbitrary<PageParts<string>> = fc.record({
  expectations: fc.option(fc.record({ agreed: fc.constantFrom('yes' as const, 'no' as const) }), { nil: undefined }),
  standing: fc.constantFrom('written' as const, 'none' as const),
  goals: fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { maxLength: 5 }).chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc.record({
          id: fc.constant(`g_${id}` as GoalId),
          kind: fc.constantFrom('quarter' as const, 'longer' as const),
          changedById: fc.constantFrom(dev, maya),
        }),
      ),
    ),
  ),
  steps: fc.array(fc.string(), { maxLength: 4 }),
  requests: fc.constantFrom('open' as const, 'none' as const),
})

describe('what goes over to a new manager', () => {
  it('is never more with a smaller choice', () => {
    fc.assert(
      fc.property(page, (parts) => {
        const [all, agreed, fresh] = handoverChoices.map((choice) => partsOver(choice, parts, dev))
        const counts = (over: typeof all) => [
          Number(over?.expectations),
          Number(over?.standing),
          over?.goals.size ?? 0,
          over?.steps.length ?? 0,
          Number(over?.requests),
        ]
        counts(all).forEach((count, index) => expect(count).toBeGreaterThanOrEqual(counts(agreed)[index] ?? 0))
        expect(counts(fresh)).toEqual([0, 0, 0, 0, 0])
      }),
    )
  })

  it("is with the agreed parts nothing that does not carry the employee's own hand", () => {
    fc.assert(
      fc.property(page, (parts) => {
        const over = partsOver('agreed', parts, dev)
        if (over.expectations) expect(parts.expectations?.agreed).toBe('yes')
        for (const id of over.goals) expect(parts.goals.find((goal) => goal.id === id)).toMatchObject({ kind: 'longer', changedById: dev })
        expect([over.standing, over.requests]).toEqual([false, false])
      }),
    )
  })
})
