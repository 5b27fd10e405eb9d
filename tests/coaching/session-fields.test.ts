import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  confidenceLabels,
  goalsStep,
  helpKindLabels,
  helpKinds,
  helpStep,
  lengthOf,
  nextStepsStep,
  readStep,
  requestKindOf,
  sessionFields,
  sessionSteps,
  sessionTitle,
  type SessionField,
} from '../../src/coaching/session-fields.ts'

const today = '2026-02-16'
const fields: [string, SessionField][] = Object.entries(sessionFields)

describe('the fields of a session', () => {
  it('fit what Slack can show', () => {
    expect(sessionTitle.length).toBeLessThanOrEqual(24)
    for (const [name, field] of fields) {
      expect((field.placeholder ?? '').length, name).toBeLessThanOrEqual(150)
      expect((field.hint ?? '').length, name).toBeLessThanOrEqual(2000)
      expect(field.maxLength ?? 0, name).toBeLessThanOrEqual(3000)
    }
    for (const label of [...Object.values(helpKindLabels), ...Object.values(confidenceLabels)]) expect(label.length).toBeLessThanOrEqual(75)
  })

  it('each stand in exactly one step', () => {
    const placed = Object.values(sessionSteps).flatMap((step) => step.fields)
    expect(placed.toSorted()).toEqual(Object.keys(sessionFields).toSorted())
  })

  it('give examples that keep their own limits', () => {
    for (const [name, field] of fields) {
      if (field.maxLength !== undefined) expect(lengthOf(field.placeholder ?? ''), name).toBeLessThanOrEqual(field.maxLength)
    }
  })
})

describe('kinds of help', () => {
  it('become the request that has an owner', () => {
    expect(helpKinds.map((kind) => [kind, requestKindOf(kind)])).toEqual([
      ['time', 'resource'],
      ['information', 'resource'],
      ['training', 'training'],
      ['tool_budget', 'resource'],
      ['introduction', 'cross_functional'],
      ['other_team', 'cross_functional'],
      ['private', undefined],
      ['nothing', undefined],
    ])
  })
})

describe('prompt 1, goals', () => {
  const read = (typed: { goalQuarter?: string; goalMeasure?: string; goalLonger?: string }, session: 'first' | 'later' = 'first') =>
    readStep(goalsStep({ session }), typed)

  it('comes back trimmed, with its line breaks, and empty fields left out', () => {
    expect(read({ goalQuarter: '  Renewals above 92%\n\nin the north \n', goalMeasure: '   ', goalLonger: '' })).toEqual({
      read: 'step',
      step: { goalQuarter: 'Renewals above 92%\n\nin the north', goalMeasure: undefined, goalLonger: undefined },
    })
  })

  it('needs a goal for the quarter in a first session only', () => {
    expect(read({ goalQuarter: ' ' })).toEqual({
      read: 'problems',
      problems: [{ field: 'goalQuarter', sentence: 'Write one goal for this quarter. A rough one is fine; it can change.' }],
    })
    expect(read({ goalQuarter: ' ' }, 'later').read).toBe('step')
  })

  it('says at each field that is too long how long it may be and is', () => {
    expect(read({ goalQuarter: 'x'.repeat(412), goalMeasure: 'y'.repeat(201), goalLonger: 'z'.repeat(400) })).toEqual({
      read: 'problems',
      problems: [
        { field: 'goalQuarter', sentence: 'A goal can have at most 400 characters; this one has 412.' },
        { field: 'goalMeasure', sentence: 'How we will know can have at most 200 characters; this one has 201.' },
      ],
    })
  })

  it('counts an emoji as one character, and never refuses what Slack let through', () => {
    expect(read({ goalQuarter: '🎯'.repeat(400) }).read).toBe('step')
    expect(read({ goalQuarter: '🎯'.repeat(401) }).read).toBe('problems')
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 500 }), (typed) => {
        const letThrough = typed.slice(0, sessionFields.goalQuarter.maxLength)
        fc.pre(letThrough.trim() !== '')
        expect(read({ goalQuarter: letThrough }).read).toBe('step')
      }),
    )
  })
})

describe('prompt 2, learning and help', () => {
  const read = (typed: Parameters<typeof readHelp>[0]) => readHelp(typed)
  const readHelp = (typed: { helpKinds: (typeof helpKinds)[number][]; helpDetail?: string; obstacle?: string; obstacleKind?: 'time' }) =>
    readStep(helpStep(), typed)

  it('takes "Nothing right now" as an answer in one tap', () => {
    expect(read({ helpKinds: ['nothing'] })).toEqual({
      read: 'step',
      step: { helpKinds: ['nothing'], helpDetail: undefined, obstacle: undefined, obstacleKind: undefined, contactCard: 'none' },
    })
  })

  it('needs an answer, and "Nothing right now" stands alone', () => {
    expect(read({ helpKinds: [] })).toEqual({
      read: 'problems',
      problems: [{ field: 'helpKinds', sentence: 'Pick what would help. "Nothing right now" is an answer too.' }],
    })
    expect(read({ helpKinds: ['nothing', 'training'], helpDetail: 'A course' })).toEqual({
      read: 'problems',
      problems: [{ field: 'helpKinds', sentence: '"Nothing right now" stands alone: take it off, or take the others off.' }],
    })
  })

  it('needs a word of detail for every kind that asks somebody for something, and for no other', () => {
    fc.assert(
      fc.property(fc.subarray([...helpKinds], { minLength: 1 }), (picked) => {
        fc.pre(!(picked.includes('nothing') && picked.length > 1))
        const asks = picked.some((kind) => requestKindOf(kind) !== undefined)
        expect(read({ helpKinds: picked }).read).toBe(asks ? 'problems' : 'step')
        expect(read({ helpKinds: picked, helpDetail: 'By Friday' }).read).toBe('step')
      }),
    )
  })

  it('leaves no trace of "Something private", but shows the card', () => {
    const alone = read({ helpKinds: ['private'], helpDetail: 'typed before it was hidden' })
    const nothing = read({ helpKinds: ['nothing'] })
    if (alone.read !== 'step' || nothing.read !== 'step') throw new Error('Both are answers')
    expect(alone.step.contactCard).toBe('show')
    expect({ ...alone.step, contactCard: 'none' }).toEqual(nothing.step)

    expect(read({ helpKinds: ['private', 'training'], helpDetail: 'A course' })).toMatchObject({
      step: { helpKinds: ['training'], helpDetail: 'A course', contactCard: 'show' },
    })
  })

  it('keeps an obstacle without a kind as it was given, and a kind without words', () => {
    expect(read({ helpKinds: ['nothing'], obstacle: 'Month-end close' })).toMatchObject({
      step: { obstacle: 'Month-end close', obstacleKind: undefined },
    })
    expect(read({ helpKinds: ['nothing'], obstacleKind: 'time' })).toMatchObject({ step: { obstacle: undefined, obstacleKind: 'time' } })
  })
})

describe('prompt 3, next steps', () => {
  type Typed = Parameters<typeof readTyped>[0]
  const readTyped = (typed: {
    actions: {
      text?: string
      owner: 'employee' | 'manager'
      dueOn: string
      learning: boolean
      cue?: string
      response?: string
      confidence?: 1 | 2 | 3 | 4 | 5
    }[]
    openSteps: 'kept' | 'none'
    promise: { kind: 'none' } | { kind: 'promise'; text?: string; dueOn: string }
  }) => readStep(nextStepsStep({ today }), typed)
  const aStep = (changes: Partial<Typed['actions'][number]> = {}): Typed['actions'][number] => ({
    text: 'Call the two stalled accounts',
    owner: 'employee',
    dueOn: '2026-02-20',
    learning: false,
    ...changes,
  })
  const read = (changes: Partial<Typed> = {}) => readTyped({ actions: [aStep()], openSteps: 'none', promise: { kind: 'none' }, ...changes })
  const problemsOf = (changes: Partial<Typed>) => {
    const answer = read(changes)
    return answer.read === 'problems' ? answer.problems : []
  }

  it('takes one to three steps, and none when the open ones are kept', () => {
    expect(read().read).toBe('step')
    expect(read({ actions: [aStep(), aStep(), aStep()] }).read).toBe('step')
    expect(read({ actions: [], openSteps: 'kept' }).read).toBe('step')
    expect(problemsOf({ actions: [] })).toEqual([{ field: 'actions', sentence: 'Agree on at least one next step, even a small one.' }])
    expect(problemsOf({ actions: [aStep(), aStep(), aStep(), aStep()] })).toEqual([
      { field: 'actions', sentence: 'A session can agree at most three steps; these are 4. Keep the three that matter most.' },
    ])
  })

  it('takes today, and no day before it', () => {
    expect(read({ actions: [aStep({ dueOn: today })] }).read).toBe('step')
    expect(problemsOf({ actions: [aStep(), aStep({ dueOn: '2026-02-15' })] })).toEqual([
      { field: 'actions.1.dueOn', sentence: 'This date has passed. Pick today or a later day.' },
    ])
    expect(problemsOf({ actions: [aStep({ dueOn: '2026-02-30' })] })).toEqual([{ field: 'actions.0.dueOn', sentence: 'Pick a date.' }])
  })

  it('takes a moment and a response together, or neither', () => {
    expect(read({ actions: [aStep({ cue: 'When the report lands', response: 'I will list three risks' })] }).read).toBe('step')
    expect(problemsOf({ actions: [aStep({ cue: 'When the report lands', response: ' ' })] })).toEqual([
      { field: 'actions.0.response', sentence: 'Say what you will do at that moment, or empty the moment as well.' },
    ])
    expect(problemsOf({ actions: [aStep({ response: 'I will list three risks' })] })).toEqual([
      { field: 'actions.0.cue', sentence: 'Name the moment when you will do this, or empty this answer as well.' },
    ])
  })

  it('takes a promise with its own date, or "Nothing this time"', () => {
    expect(read({ promise: { kind: 'promise', text: ' Clear the exception ', dueOn: '2026-02-18' } })).toMatchObject({
      step: { promise: { kind: 'promise', text: 'Clear the exception', dueOn: '2026-02-18' } },
    })
    expect(problemsOf({ promise: { kind: 'promise', text: ' ', dueOn: '2026-02-10' } })).toEqual([
      { field: 'promise.text', sentence: 'Write what you will do, or choose "Nothing this time".' },
      { field: 'promise.dueOn', sentence: 'This date has passed. Pick today or a later day.' },
    ])
    expect(problemsOf({ promise: { kind: 'promise', text: 'x'.repeat(201), dueOn: today } })).toEqual([
      { field: 'promise.text', sentence: 'A promise can have at most 200 characters; this one has 201.' },
    ])
  })

  it('says at the step itself when it has no words or too many', () => {
    expect(problemsOf({ actions: [aStep({ text: '' }), aStep({ text: 'x'.repeat(201) })] })).toEqual([
      { field: 'actions.0.text', sentence: 'Write the step in a few words, starting with a verb.' },
      { field: 'actions.1.text', sentence: 'A step can have at most 200 characters; this one has 201.' },
    ])
  })
})
