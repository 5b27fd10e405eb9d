import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { budgetDecision, defaultWeeklyLimit, nextWeekStart } from '../../src/coaching/budget.ts'
import { weekOf } from '../../src/coaching/local-time.ts'

describe('the notification budget', () => {
  it('lets three messages a week through, and then makes the others merge or wait', () => {
    expect(defaultWeeklyLimit).toBe(3)
    const decisions = (budgetClass: 'counted' | 'mergeable') =>
      [0, 1, 2, 3, 4].map((sentThisWeek) => budgetDecision({ class: budgetClass, sentThisWeek }))
    expect(decisions('counted')).toEqual(['send', 'send', 'send', 'wait', 'wait'])
    expect(decisions('mergeable')).toEqual(['send', 'send', 'send', 'merge', 'merge'])
  })

  it('never holds back what is exempt, not even with a limit of none', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (sentThisWeek, limit) => {
        expect(budgetDecision({ class: 'exempt', sentThisWeek, limit })).toBe('send')
      }),
    )
  })

  it('keeps to a limit somebody set', () => {
    expect(budgetDecision({ class: 'counted', sentThisWeek: 0, limit: 0 })).toBe('wait')
    expect(budgetDecision({ class: 'mergeable', sentThisWeek: 5, limit: 6 })).toBe('send')
  })
})

describe('the start of the next week', () => {
  it('is Monday by the clock on the wall of the person', () => {
    const sundayEvening = Temporal.Instant.from('2026-02-15T22:30:00Z')
    expect(nextWeekStart(sundayEvening, 'America/New_York').toString()).toBe('2026-02-16T05:00:00Z')
    expect(nextWeekStart(sundayEvening, 'Europe/Berlin').toString()).toBe('2026-02-15T23:00:00Z')
    expect(nextWeekStart(sundayEvening, 'Asia/Tokyo').toString()).toBe('2026-02-22T15:00:00Z')
  })

  it('is a week away when it has just begun', () => {
    expect(nextWeekStart(Temporal.Instant.from('2026-02-16T00:00:00Z'), 'UTC').toString()).toBe('2026-02-23T00:00:00Z')
  })

  it('is after now, in another week, and the first instant of it, in every zone and over every change of the clock', () => {
    const zones = fc.constantFrom(
      'Europe/Berlin',
      'America/Sao_Paulo',
      'Asia/Beirut',
      'Africa/Cairo',
      'Pacific/Apia',
      'Asia/Kathmandu',
      'America/Santiago',
    )
    const instants = fc
      .integer({ min: 1_577_836_800, max: 1_893_456_000 })
      .map((seconds) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000))
    fc.assert(
      fc.property(instants, zones, (now, zone) => {
        const start = nextWeekStart(now, zone)
        expect(Temporal.Instant.compare(start, now)).toBe(1)
        expect(weekOf(start, zone)).not.toBe(weekOf(now, zone))
        expect(weekOf(start.subtract({ milliseconds: 1 }), zone)).toBe(weekOf(now, zone))
      }),
    )
  })
})
