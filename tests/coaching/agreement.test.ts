import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agreementStateOf } from '../../src/coaching/agreement.ts'
import type { Act, ActionStanding, Wording } from '../../src/coaching/actions.ts'
import { act, hindrance, isOpen, voided } from '../../src/coaching/actions.ts'
import type { ActionState } from '../../src/coaching/plan.ts'
import type { ActionOwner } from '../../src/coaching/session-fields.ts'
import { asAct, dates, tries, words } from '../support/acts.ts'

const today = '2026-03-02'
const step = (change: Partial<ActionStanding> = {}): ActionStanding => ({
  kind: 'step',
  state: 'proposed',
  wording: { text: 'Call the two accounts', owner: 'employee', dueOn: '2026-03-06', cue: undefined, response: undefined },
  version: 1,
  signed: 'no',
  dueOn: '2026-03-06',
  suggestion: undefined,
  reason: undefined,
  ...change,
})
const signed = (change: Partial<ActionStanding> = {}) => step({ state: 'agreed', signed: 'yes', ...change })
const promise = (change: Partial<ActionStanding> = {}) =>
  step({ kind: 'promise', wording: { ...step().wording, owner: 'manager' }, ...change })
const suggestion = { text: 'Call one of them', dueOn: '2026-03-10', note: 'The other is away.' }
const suggested = (change: Partial<ActionStanding> = {}) => step({ state: 'change_suggested', suggestion, ...change })
const wordingOf = ({ wording }: ActionStanding) =>
  JSON.stringify([wording.text, wording.owner, wording.dueOn, wording.cue, wording.response])

describe('an action', () => {
  const start = fc
    .record({
      owner: fc.constantFrom<ActionOwner>('employee', 'manager'),
      kind: fc.constantFrom<'step' | 'promise'>('step', 'promise'),
      text: words,
      dueOn: dates,
    })
    .map(({ owner, kind, text, dueOn }) =>
      step({ kind, dueOn, wording: { text, owner: kind === 'promise' ? 'manager' : owner, dueOn, cue: undefined, response: undefined } }),
    )

  it('is never agreed without the employee having confirmed exactly its wording, whatever anybody does', () => {
    fc.assert(
      fc.property(start, tries, (first, sequence) => {
        const confirmed = new Set<string>()
        let action = first
        for (const attempt of sequence) {
          const what = asAct(attempt, action.version)
          const shown = action
          const after = act(action, attempt.by, what, today)
          if (typeof after === 'string') continue
          if (attempt.by === 'employee' && what.act === 'confirm' && what.version === shown.version) confirmed.add(wordingOf(shown))
          action = after
          if (action.state === 'agreed' || action.signed === 'yes') expect(confirmed).toContain(wordingOf(action))
          expect(action.wording.owner).toBe(first.wording.owner)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('changes its words only by the manager, only with a new version, and never without a fresh signature being needed', () => {
    fc.assert(
      fc.property(start, tries, (first, sequence) => {
        let action = first
        for (const attempt of sequence) {
          const before = action
          const after = act(action, attempt.by, asAct(attempt, action.version), today)
          if (typeof after === 'string') continue
          action = after
          if (wordingOf(after) === wordingOf(before)) {
            expect(after.version).toBe(before.version)
          } else {
            expect(attempt.by).toBe('manager')
            expect(after).toMatchObject({ version: before.version + 1, signed: 'no', state: 'proposed' })
          }
        }
      }),
    )
  })

  it('stays as it is once it is done, dropped or void', () => {
    fc.assert(
      fc.property(fc.constantFrom<ActionState>('done', 'dropped', 'void'), tries, (state, sequence) => {
        const closed = step({ state })
        for (const attempt of sequence)
          expect(['closed', 'already', 'not_yours']).toContain(act(closed, attempt.by, asAct(attempt, 1), today))
      }),
    )
  })

  it('answers nobody but the one whose act it is', () => {
    const forEmployee: Act[] = [
      { act: 'confirm', version: 1 },
      { act: 'not_agreed', version: 1 },
      { act: 'suggest', version: 1, suggestion },
    ]
    for (const what of forEmployee) expect(act(suggested(), 'manager', what, today)).toBe('not_yours')
    const forManager: Act[] = [
      { act: 'accept', version: 1 },
      { act: 'keep', version: 1 },
      { act: 'answer', version: 1, text: 'New', dueOn: '2026-03-09' },
    ]
    for (const what of forManager) expect(act(suggested(), 'employee', what, today)).toBe('not_yours')
    expect(act(signed(), 'manager', { act: 'done' }, today)).toBe('not_yours')
    expect(act(promise(), 'employee', { act: 'done' }, today)).toBe('not_yours')
    expect(act(signed(), 'manager', { act: 'drop', reason: 'No need' }, today)).toBe('not_yours')
  })

  it('has no effect from a screen that showed an older wording', () => {
    const second = step({ version: 2 })
    expect(act(second, 'employee', { act: 'confirm', version: 1 }, today)).toBe('changed')
    expect(act(suggested({ version: 2 }), 'manager', { act: 'accept', version: 1 }, today)).toBe('changed')
  })

  it('is confirmed once: the second time says that it is so already', () => {
    const confirmed = act(step(), 'employee', { act: 'confirm', version: 1 }, today)
    expect(confirmed).toMatchObject({ state: 'agreed', signed: 'yes' })
    expect(act(confirmed as ActionStanding, 'employee', { act: 'confirm', version: 1 }, today)).toBe('already')
  })

  it('needs the employee once more after the manager accepts their suggestion', () => {
    expect(act(suggested(), 'manager', { act: 'accept', version: 1 }, today)).toMatchObject({
      state: 'proposed',
      signed: 'no',
      version: 2,
      dueOn: '2026-03-10',
      wording: { text: 'Call one of them' },
    })
  })

  it('goes back to being agreed when a suggestion on a signed wording is not taken up', () => {
    expect(act(suggested({ signed: 'yes' }), 'manager', { act: 'keep', version: 1 }, today)).toMatchObject({ state: 'agreed', version: 1 })
    expect(act(suggested(), 'manager', { act: 'keep', version: 1 }, today)).toMatchObject({ state: 'proposed', version: 1 })
  })

  it('keeps its signature when the answer has the same words', () => {
    expect(
      act(
        suggested({ signed: 'yes' }),
        'manager',
        { act: 'answer', version: 1, text: 'Call the two accounts', dueOn: '2026-03-06' },
        today,
      ),
    ).toMatchObject({ state: 'agreed', signed: 'yes', version: 1 })
    expect(act(signed(), 'manager', { act: 'answer', version: 1, text: 'Call the two accounts', dueOn: '2026-03-06' }, today)).toBe(
      'already',
    )
  })

  it('can be taken up after all by somebody who had not agreed', () => {
    expect(act(step({ state: 'not_agreed' }), 'employee', { act: 'confirm', version: 1 }, today)).toMatchObject({ state: 'agreed' })
  })

  it('is not taken back by a button once it is confirmed', () => {
    expect(act(signed(), 'employee', { act: 'not_agreed', version: 1 }, today)).toBe('signed')
  })

  it('moves to a new date by its owner without losing its signature', () => {
    const moved = act(signed(), 'employee', { act: 'not_yet', dueOn: '2026-03-10' }, today)
    expect(moved).toMatchObject({
      state: 'agreed',
      signed: 'yes',
      version: 1,
      dueOn: '2026-03-10',
      wording: { dueOn: '2026-03-06' } satisfies Partial<Wording>,
    })
  })

  it('takes no date that is past, from whoever names it', () => {
    expect(act(signed(), 'employee', { act: 'not_yet', dueOn: '2026-03-01' }, today)).toBe('past')
    expect(act(step(), 'employee', { act: 'suggest', version: 1, suggestion: { ...suggestion, dueOn: '2026-03-01' } }, today)).toBe('past')
    expect(act(step(), 'manager', { act: 'answer', version: 1, text: 'New', dueOn: '2026-03-01' }, today)).toBe('past')
    expect(act(suggested({ suggestion: { ...suggestion, dueOn: '2026-03-01' } }), 'manager', { act: 'accept', version: 1 }, today)).toBe(
      'past',
    )
    expect(act(signed(), 'employee', { act: 'not_yet', dueOn: today }, today)).toMatchObject({ dueOn: today })
  })

  it('binds the manager to a promise at once, and anybody else only once it is signed', () => {
    expect(act(promise(), 'manager', { act: 'done' }, today)).toMatchObject({ state: 'done', signed: 'no' })
    expect(act(step(), 'employee', { act: 'done' }, today)).toBe('unsigned')
    expect(act(promise(), 'manager', { act: 'not_yet', dueOn: '2026-03-10' }, today)).toBe('unsigned')
  })

  it('is dropped by the manager while nobody is bound by it, by its owner after that', () => {
    expect(act(step({ state: 'not_agreed' }), 'manager', { act: 'drop', reason: 'No need' }, today)).toMatchObject({
      state: 'dropped',
      reason: 'No need',
    })
    expect(act(signed(), 'employee', { act: 'drop', reason: 'No need' }, today)).toMatchObject({ state: 'dropped' })
    expect(act(step(), 'employee', { act: 'drop', reason: 'No need' }, today)).toBe('not_yours')
  })

  it('offers a form only for what the form could do', () => {
    fc.assert(
      fc.property(start, tries, (first, sequence) => {
        let action = first
        for (const attempt of sequence) {
          const what = asAct({ ...attempt, behind: 0 }, action.version)
          const after = act(action, attempt.by, what, '2026-01-01')
          const why = hindrance(action, attempt.by, what.act)
          if (why !== undefined) expect([why, 'already']).toContain(after)
          if (typeof after !== 'string') action = after
        }
      }),
    )
  })
})

describe('when a pair ends', () => {
  it('what nobody signed is void, and what was agreed, done or dropped stays', () => {
    expect(voided(step()).state).toBe('void')
    expect(voided(suggested()).state).toBe('void')
    expect(voided(step({ state: 'not_agreed' })).state).toBe('void')
    expect(voided(signed()).state).toBe('agreed')
    expect(voided(suggested({ signed: 'yes' })).state).toBe('change_suggested')
    expect(voided(step({ state: 'done' })).state).toBe('done')
    expect(isOpen(voided(step()))).toBe(false)
  })
})

describe('an agreement', () => {
  it('waits for the employee while any item does, then for the manager, and is settled when nothing waits', () => {
    expect(agreementStateOf(['agreed', 'change_suggested', 'proposed'])).toBe('proposed')
    expect(agreementStateOf(['agreed', 'change_suggested', 'not_agreed'])).toBe('returned')
    expect(agreementStateOf(['agreed', 'not_agreed', 'done', 'dropped'])).toBe('settled')
  })
})
