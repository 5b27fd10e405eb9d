import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriedOver, isStuck, mostOpenSteps, stepsTooMany } from '../../src/coaching/carry-over.ts'

const at = (day: number) => Temporal.Instant.from('2026-03-03T13:00:00Z').add({ hours: 24 * 7 * day })
const sessions = (...days: number[]) => days.map((day) => ({ closedAt: at(day) }))

describe('an open step', () => {
  it('is carried over by each session that closed after the one that made it', () => {
    const step = { createdAt: at(0) }
    expect(carriedOver(step, sessions(0))).toBe(0)
    expect(carriedOver(step, sessions(0, 1, 2))).toBe(2)
    expect(carriedOver(step, sessions(-1, -2))).toBe(0)
  })

  it('is asked about from the third time on', () => {
    expect(isStuck({ createdAt: at(0) }, sessions(0, 1))).toBe(false)
    expect(isStuck({ createdAt: at(0) }, sessions(0, 1, 2))).toBe(true)
    expect(isStuck({ createdAt: at(0) }, sessions(0, 1, 2, 3))).toBe(true)
  })
})

describe('more steps than a plan holds', () => {
  it('have to go one for one, and a session without new ones asks for nothing', () => {
    fc.assert(
      fc.property(fc.nat(12), fc.nat(3), (open, fresh) => {
        const gone = stepsTooMany(open, fresh)
        if (fresh === 0) expect(gone).toBe(0)
        else expect(open + fresh - gone).toBe(Math.min(open + fresh, mostOpenSteps))
      }),
    )
    expect(stepsTooMany(5, 1)).toBe(1)
    expect(stepsTooMany(4, 1)).toBe(0)
    expect(stepsTooMany(4, 3)).toBe(2)
    expect(stepsTooMany(7, 0)).toBe(0)
  })
})
