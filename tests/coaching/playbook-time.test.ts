import { describe, expect, it } from 'vitest'
import { playbookDue, playbookEnds } from '../../src/coaching/playbook-time.ts'

const setAt = Temporal.Instant.from('2026-03-02T09:00:00Z')
const at = (time: string) => Temporal.Instant.from(time)

describe('a playbook', () => {
  it('holds for eight weeks, and its manager is asked once, a week before', () => {
    expect(playbookEnds(setAt)).toEqual(at('2026-04-27T09:00:00Z'))
    expect(playbookDue(setAt, 'no', at('2026-04-20T08:59:59Z'))).toBe('runs')
    expect(playbookDue(setAt, 'no', at('2026-04-20T09:00:00Z'))).toBe('ask')
    expect(playbookDue(setAt, 'yes', at('2026-04-20T09:00:00Z'))).toBe('runs')
    expect(playbookDue(setAt, 'yes', at('2026-04-27T09:00:00Z'))).toBe('over')
    expect(playbookDue(setAt, 'no', at('2026-04-27T09:00:00Z'))).toBe('over')
  })
})
