import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Action, Goal, Plan } from '../../src/coaching/plan.ts'
import type { SessionGround } from '../../src/coaching/session.ts'
import { advance, followPlan, move, placeAt, shownValue } from '../../src/coaching/session.ts'
import type { FieldValue, SessionDraft } from '../../src/coaching/session-draft.ts'
import { emptyDraft, fieldsAt, mayAddStep, mergeSent, pickedPrivate, readFields, writtenSlots } from '../../src/coaching/session-draft.ts'
import { sessionMoves } from '../../src/coaching/session-place.ts'
import type { SessionPlace } from '../../src/coaching/session-place.ts'

const now = Temporal.Instant.from('2026-03-03T12:30:00Z')
const emptyPlan: Plan = {
  planId: 'pl_0000000000000001' as Plan['planId'],
  pairId: 'pr_0000000000000001' as Plan['pairId'],
  managerName: 'Maya',
  employeeName: 'Dev',
  quarterGoals: [],
  longerGoal: undefined,
  openActions: [],
  closedActions: [],
  requests: [],
  pastSessions: [],
  nextMeetingAt: undefined,
  changedAt: undefined,
} as unknown as Plan
const goal = (text: string, revision = 1): Goal => ({
  id: 'g_0000000000000001' as Goal['id'],
  kind: 'quarter',
  text,
  measure: undefined,
  state: 'on_track',
  main: false,
  revision,
  changedById: 'p_0000000000000001' as Goal['changedById'],
  changedAt: now,
})
const openStep = { kind: 'step', owner: 'employee', text: 'Call', dueOn: '2026-03-06', state: 'agreed' } as Action
const first: SessionGround = {
  plan: emptyPlan,
  shared: undefined,
  which: 'first',
  today: '2026-03-03',
  nextOn: '2026-03-10',
  context: 'general',
  catalogue: [],
}
const later: SessionGround = {
  ...first,
  which: 'later',
  plan: { ...emptyPlan, quarterGoals: [goal('Renewals above 92%')], openActions: [openStep] },
}
const draft = (fields: SessionDraft['fields'], more: Partial<SessionDraft> = {}): SessionDraft => ({ ...emptyDraft, fields, ...more })

describe('going through the three prompts', () => {
  it('needs a goal in the first session, and none later', () => {
    expect(advance({ step: 'goals' }, emptyDraft, first)).toMatchObject({ to: 'problems', problems: [{ field: 'goalQuarter' }] })
    expect(advance({ step: 'goals' }, emptyDraft, later)).toMatchObject({ to: 'place', place: { step: 'help' } })
  })

  it('does not lose a measure without its goal', () => {
    expect(advance({ step: 'goals' }, draft({ goalQuarter: '', goalMeasure: 'The April report' }), later)).toMatchObject({
      to: 'problems',
      problems: [{ field: 'goalMeasure' }],
    })
  })

  it('closes with nothing new when goals, steps and promises stay as they are', () => {
    const kept = draft({ goalQuarter: 'Renewals above 92%', helpKinds: ['nothing'] }, { openSteps: 'kept', promise: 'none' })
    expect(advance({ step: 'nextSteps' }, kept, later)).toMatchObject({
      to: 'end',
      end: { news: 'nothing', goals: [], items: [], requests: [], promise: undefined },
    })
  })

  it('goes back to the prompt that was jumped over', () => {
    const jumped = draft({ 'actions.0.text': 'Call' }, { promise: 'none' })
    expect(advance({ step: 'nextSteps', slot: 0 }, jumped, later)).toMatchObject({
      to: 'place',
      place: { step: 'help' },
      notes: [expect.stringContaining('Pick what would help')],
    })
  })

  it('keeps open steps only where there are some', () => {
    const kept = draft({ goalQuarter: 'A goal', helpKinds: ['nothing'] }, { openSteps: 'kept', promise: 'none' })
    expect(advance({ step: 'nextSteps', slot: 0 }, kept, first)).toMatchObject({ to: 'problems', problems: [{ field: 'actions.0.text' }] })
  })

  it('makes one request for each kind of help that asks for something', () => {
    const asked = draft(
      { goalQuarter: 'A goal', helpKinds: ['training', 'time'], helpDetail: 'Soon', 'actions.0.text': 'Call' },
      { promise: 'none' },
    )
    expect(advance({ step: 'nextSteps', slot: 0 }, asked, first)).toMatchObject({
      to: 'end',
      end: {
        requests: [
          { helpKind: 'time', detail: 'Soon' },
          { helpKind: 'training', detail: 'Soon' },
        ],
      },
    })
  })

  it('rewords, adds or takes off a goal, and leaves an unchanged one alone', () => {
    const writes = (fields: SessionDraft['fields']) => {
      const end = advance(
        { step: 'nextSteps' },
        draft({ helpKinds: ['nothing'], ...fields }, { openSteps: 'kept', promise: 'none' }),
        later,
      )
      return end.to === 'end' ? end.end.goals.map((write) => write.write) : end
    }
    expect(writes({ goalQuarter: ' Renewals above 92% ' })).toEqual([])
    expect(writes({ goalQuarter: 'Above 95%' })).toEqual(['reword'])
    expect(writes({ goalQuarter: '' })).toEqual(['remove'])
    expect(writes({ goalLonger: 'Pricing' })).toEqual(['add'])
  })

  it('does not take what the employee shared for said before the manager has passed it', () => {
    const shared = { ...later, shared: { goalQuarter: 'Learn tenders', helpKinds: ['training' as const] } }
    expect(shownValue('goalQuarter', emptyDraft, shared)).toBe('Learn tenders')
    const end = advance({ step: 'nextSteps' }, draft({ helpKinds: ['nothing'] }, { openSteps: 'kept', promise: 'none' }), shared)
    expect(end).toMatchObject({ to: 'end', end: { goals: [] } })
  })
})

describe('a goal changed on the plan meanwhile', () => {
  const seen = { quarter: { id: 'g_0000000000000001', revision: 1, text: 'Renewals above 92%' } }
  const planned = { ...later.plan, quarterGoals: [goal('Renewals above 90%', 2)] }

  it('is followed where the manager left it as it was', () => {
    expect(followPlan(draft({ goalQuarter: 'Renewals above 92%' }, { seen }), planned)).toMatchObject({ fields: {}, others: {} })
  })
  it('stands beside what the manager wrote', () => {
    expect(followPlan(draft({ goalQuarter: 'Above 95%' }, { seen }), planned)).toMatchObject({
      fields: { goalQuarter: 'Above 95%' },
      others: { goalQuarter: 'Renewals above 90%' },
    })
  })
  it('is put beside it once', () => {
    const once = followPlan(draft({ goalQuarter: 'Above 95%' }, { seen }), planned)
    expect(followPlan({ ...once, others: {} }, planned).others).toEqual({})
  })
})

describe('what windows send', () => {
  const goals: SessionPlace = { step: 'goals' }
  const window = (name: string, drawn: Record<string, FieldValue>, values: Record<string, FieldValue>) => ({
    window: name,
    values,
    how: 'leaving' as const,
    drew: (field: string, value: FieldValue) => JSON.stringify(drawn[field]) === JSON.stringify(value),
  })

  it('never loses a text that two windows wrote, whatever the order', () => {
    const written = fc.record({ goalQuarter: fc.string(), goalMeasure: fc.string(), goalLonger: fc.string() })
    fc.assert(
      fc.property(written, written, written, (drawn, one, two) => {
        const shown = (field: string) => drawn[field as keyof typeof drawn]
        const after = mergeSent(mergeSent(emptyDraft, goals, window('one', drawn, one), shown), goals, window('two', drawn, two), shown)
        for (const field of ['goalQuarter', 'goalMeasure', 'goalLonger'] as const) {
          const stands = [after.fields[field] ?? drawn[field], after.others[field]]
          for (const text of [one[field], two[field]]) if (text.trim() !== '' && text !== drawn[field]) expect(stands).toContain(text)
        }
      }),
    )
  })

  it('is not overwritten by a window that was merely drawn with something older', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (drawn, written) => {
        const first = mergeSent(emptyDraft, goals, window('one', { goalQuarter: drawn }, { goalQuarter: written }), () => drawn)
        const after = mergeSent(first, goals, window('two', { goalQuarter: drawn }, { goalQuarter: drawn }), () => drawn)
        expect(after.fields['goalQuarter'] ?? drawn).toBe(written)
      }),
    )
  })

  it('lets a window empty what it had typed itself', () => {
    const typed = mergeSent(emptyDraft, goals, { ...window('one', { goalQuarter: '' }, { goalQuarter: 'Renew' }), how: 'typing' }, () => '')
    expect(mergeSent(typed, goals, { ...window('one', { goalQuarter: '' }, { goalQuarter: '' }), how: 'typing' }, () => '').fields).toEqual(
      { goalQuarter: '' },
    )
  })

  it('drops what does not belong to its place, and something private always', () => {
    const sent = window('one', {}, { goalQuarter: 'A goal', 'promise.text': 'smuggled' })
    expect(mergeSent(emptyDraft, goals, sent, () => '').fields).toEqual({ goalQuarter: 'A goal' })
    expect(readFields({ 'helpKinds.3': ['private', 'training', 'of_another_app'] })).toEqual({ helpKinds: ['training'] })
    expect(pickedPrivate({ 'helpKinds.3': ['private'] })).toBe(true)
  })
})

describe('buttons inside the session', () => {
  const text = fc.constantFrom('', '  ', 'Call the clinic lead', '目'.repeat(201), '🙂')
  const anyDraft: fc.Arbitrary<SessionDraft> = fc
    .record({
      slots: fc.array(
        fc.record({
          text,
          cue: text,
          response: text,
          confidence: fc.constantFrom('', '1', '5', '9'),
          dueOn: fc.constantFrom('', '2026-03-02', '2026-03-04'),
        }),
        { maxLength: 3 },
      ),
      help: fc.subarray(['time', 'training', 'nothing']),
      goalQuarter: text,
      promiseText: text,
      openSteps: fc.constantFrom('undecided', 'kept'),
      promise: fc.constantFrom('undecided', 'none'),
    })
    .map(({ slots, help, goalQuarter, promiseText, openSteps, promise }) =>
      draft(
        {
          goalQuarter,
          helpKinds: help,
          helpDetail: 'A word',
          'promise.text': promiseText,
          ...Object.fromEntries(
            slots.flatMap((slot, index) => Object.entries(slot).map(([part, value]) => [`actions.${index}.${part}`, value])),
          ),
        },
        { openSteps, promise },
      ),
    )
  const anyPlace: fc.Arbitrary<SessionPlace> = fc.oneof(
    fc.constant({ step: 'goals' as const }),
    fc.constant({ step: 'help' as const, asked: 0, detail: 'shown' as const }),
    fc.nat(2).map((slot) => ({ step: 'nextSteps' as const, slot })),
    fc.constant({ step: 'nextSteps' as const }),
    fc.nat(2).map((slot) => ({ step: 'easier' as const, slot })),
  )

  it('keep every word that was typed, except Remove on its own step', () => {
    fc.assert(
      fc.property(
        anyDraft,
        anyPlace,
        fc.constantFrom(...sessionMoves),
        fc.option(fc.nat(2), { nil: undefined }),
        fc.constantFrom(first, later),
        (before, place, how, slot, ground) => {
          const after = move(how, slot, place, before, ground)
          for (const [field, value] of Object.entries(before.fields)) {
            if (field === 'helpKinds' || (how === 'remove' && field.startsWith(`actions.${slot}.`))) continue
            expect(after.draft.fields[field]).toEqual(value)
          }
        },
      ),
    )
  })

  it('always lead to a place with at most six fields, and going on from anywhere shows its sentences there or ends within the limits', () => {
    fc.assert(
      fc.property(anyDraft, anyPlace, fc.constantFrom(first, later), (given, place, ground) => {
        const next = advance(place, given, ground)
        if (next.to === 'place') expect(fieldsAt(next.place).length).toBeLessThanOrEqual(6)
        if (next.to === 'problems')
          expect(next.problems.length > 0 && next.problems.every(({ field }) => fieldsAt(place).includes(field))).toBe(true)
        if (next.to !== 'end') return
        expect(next.end.items.length).toBeLessThanOrEqual(3)
        for (const item of [...next.end.items, ...(next.end.promise ? [next.end.promise] : [])]) {
          expect(item.dueOn >= ground.today && item.text.length > 0 && [...item.text].length <= 200).toBe(true)
          expect((item.cue === undefined) === (item.response === undefined)).toBe(true)
        }
      }),
    )
  })

  it('give each new step a slot of its own, so that no field is taken for another', () => {
    const one = draft({ 'actions.0.text': 'Call' })
    const two = move('another', undefined, { step: 'nextSteps', slot: 0 }, one, first)
    expect(two.place).toEqual({ step: 'nextSteps', slot: 1 })
    const removed = move('remove', 0, { step: 'nextSteps', slot: 0 }, one, first)
    expect(removed.place).toEqual({ step: 'nextSteps', slot: 1 })
    expect(writtenSlots(removed.draft)).toEqual([])
  })

  it('add no fourth step', () => {
    const three = draft({ 'actions.0.text': 'One', 'actions.1.text': 'Two', 'actions.2.text': 'Three' })
    expect(mayAddStep(three)).toBe(false)
    expect(move('another', undefined, { step: 'nextSteps', slot: 2 }, three, first).place).toEqual({ step: 'nextSteps', slot: 2 })
  })

  it('take a draft up where it was left', () => {
    expect(placeAt('easier', draft({ 'actions.1.text': 'Call' }), first)).toEqual({ step: 'nextSteps', slot: 1 })
    expect(placeAt('nextSteps', draft({}, { openSteps: 'kept' }), later)).toEqual({ step: 'nextSteps' })
    expect(placeAt('goals', emptyDraft, first)).toEqual({ step: 'goals' })
  })
})
