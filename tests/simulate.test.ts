import { describe, expect, it } from 'vitest'
import { judge } from '../bench/simulate/judge.ts'
import { live } from '../bench/simulate/live.ts'
import { makeWorld } from '../bench/simulate/world.ts'

describe('the right moment, lived through with a stepped clock', () => {
  it.each([
    ['the clocks change in Europe and America', { from: '2026-03-05', days: 32, zones: 5, pairsEach: 2, seed: 7 }],
    ['Samoa leaves out a day', { from: '2011-12-10', days: 30, zones: 2, pairsEach: 3, seed: 3 }],
  ])(
    '%s: every 1:1 has its one trigger at the promised minute, or none for the reason on record',
    async (_what, size) => {
      const world = makeWorld(size)
      const lived = await live(world)
      try {
        const found = await judge(world, lived)
        expect(found.differences).toEqual([])
        expect(found.triggers.sent).toBeGreaterThan(10)
        expect(found.invitations.sent).toBeGreaterThan(10)
        expect(lived.restarts).toBeGreaterThan(0)
      } finally {
        await lived.end()
      }
    },
    60_000,
  )

  it('would notice a trigger that is a minute off', async () => {
    const world = makeWorld({ from: '2026-03-02', days: 12, zones: 2, pairsEach: 1, seed: 5 })
    const lived = await live(world)
    try {
      const { differences } = await judge(
        {
          ...world,
          pairs: world.pairs.map((pair) => Object.assign(pair, { lead: pair.lead === 'minutes_30' ? 'hours_2' : 'minutes_30' })),
        },
        lived,
      )
      expect(differences.length).toBeGreaterThan(0)
    } finally {
      await lived.end()
    }
  }, 60_000)
})
