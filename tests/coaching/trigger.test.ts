import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Action, Plan } from '../../src/coaching/plan.ts'
import { countWords, digestOf, firstWords, fit, isQuietWeek, skippedInARow } from '../../src/coaching/trigger.ts'
import type { Skippable } from '../../src/coaching/trigger.ts'

const day = (date: string) => Temporal.ZonedDateTime.from(`${date}T14:00[Europe/Berlin]`).toInstant()
const said = (date: string, state: Skippable['state']): Skippable => ({ startsAt: day(date), state })

describe('the first words of what somebody wrote', () => {
  it('never exceed the limit, and are the text itself when it is short', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.lorem({ maxCount: 40 }), fc.string({ unit: 'grapheme', maxLength: 120 })),
        fc.integer({ min: 1, max: 20 }),
        (written, limit) => {
          const short = firstWords(written, limit)
          expect(countWords(short)).toBeLessThanOrEqual(limit)
          if (!short.endsWith('…')) expect(short).toBe(written.trim().split(/\s+/).join(' '))
        },
      ),
      { numRuns: 1_000 },
    )
  })

  it('cut writing without spaces too', () => {
    expect(firstWords('北部地区续约率在六月底之前达到百分之九十二以上', 4)).toBe('北部地区续约率在…')
    expect([...firstWords('x'.repeat(400), 5)].length).toBeLessThan(80)
  })

  it('say nothing of a line break', () => {
    expect(firstWords('one\n\ntwo', 5)).toBe('one two')
  })
})

describe('fitting a draft', () => {
  it('takes the fullest that has room, and the last when none has', () => {
    const draw = (words: number) => Array.from({ length: words }, () => 'word').join(' ')
    expect(countWords(fit(9, [14, 9, 3], draw, countWords))).toBe(9)
    expect(countWords(fit(100, [14, 9, 3], draw, countWords))).toBe(14)
    expect(countWords(fit(1, [14, 9, 3], draw, countWords))).toBe(3)
  })
})

describe('a week of silence', () => {
  it('follows two 1:1s that were skipped in a row', () => {
    expect(isQuietWeek(day('2026-03-17'), [said('2026-03-10', 'skipped'), said('2026-03-03', 'skipped')], 'Europe/Berlin')).toBe(true)
  })

  it('does not follow one, nor two with a 1:1 between them', () => {
    expect(isQuietWeek(day('2026-03-17'), [said('2026-03-10', 'skipped'), said('2026-03-03', 'planned')], 'Europe/Berlin')).toBe(false)
    expect(
      isQuietWeek(
        day('2026-03-17'),
        [said('2026-03-10', 'skipped'), said('2026-03-03', 'planned'), said('2026-02-24', 'skipped')],
        'Europe/Berlin',
      ),
    ).toBe(false)
  })

  it('is over after a week, also when clocks change in it', () => {
    const skipped = [said('2026-03-24', 'skipped'), said('2026-03-17', 'skipped')]
    expect(isQuietWeek(day('2026-03-31'), skipped, 'Europe/Berlin')).toBe(true)
    expect(isQuietWeek(day('2026-04-01'), skipped, 'Europe/Berlin')).toBe(false)
    expect(isQuietWeek(day('2026-04-07'), [said('2026-03-31', 'planned'), ...skipped], 'Europe/Berlin')).toBe(false)
  })

  it('counts a run from its newest end', () => {
    expect(skippedInARow([said('2026-03-10', 'skipped'), said('2026-03-03', 'skipped'), said('2026-02-24', 'planned')])).toBe(2)
    expect(skippedInARow([])).toBe(0)
  })
})

describe('the digest of a plan', () => {
  const action = (change: Partial<Action>): Action => ({
    id: 'a_1' as Action['id'],
    owner: 'employee',
    kind: 'step',
    text: 'Call',
    cue: undefined,
    response: undefined,
    dueOn: '2026-03-10',
    confidence: undefined,
    learning: false,
    state: 'agreed',
    version: 1,
    createdAt: day('2026-03-01'),
    closedAt: undefined,
    changedAt: day('2026-03-01'),
    ...change,
  })
  const plan = (openActions: Action[]): Plan => ({
    planId: 'pl_1' as Plan['planId'],
    pairId: 'pr_1' as Plan['pairId'],
    managerName: 'Maya',
    employeeName: 'Dev',
    expectations: undefined,
    standing: undefined,
    comments: [],
    quarterGoals: [],
    longerGoal: undefined,
    openActions,
    closedActions: [],
    requests: [],
    topics: [],
    playbook: undefined,
    pastSessions: [],
    nextMeetingAt: undefined,
    changedAt: undefined,
  })

  it('counts a promise as due from the moment it was made, and a step only once it is signed', () => {
    const digest = digestOf(
      plan([
        action({ owner: 'manager', kind: 'promise', state: 'proposed', dueOn: '2026-03-01', text: 'Clear it' }),
        action({ state: 'proposed', dueOn: '2026-03-01' }),
        action({ dueOn: '2026-03-01', text: 'Late' }),
        action({ dueOn: '2026-03-09' }),
      ]),
      '2026-03-03',
    )
    expect(digest).toMatchObject({
      overduePromises: [{ text: 'Clear it', dueOn: '2026-03-01' }],
      openSteps: 2,
      overdueSteps: [{ text: 'Late', dueOn: '2026-03-01' }],
      unsigned: 1,
    })
  })
})
