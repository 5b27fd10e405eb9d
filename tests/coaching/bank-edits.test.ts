import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BankEdits, Offered } from '../../src/coaching/bank-edits.ts'
import {
  bankAsFile,
  bankChange,
  editedBank,
  inFileForm,
  questionsToReview,
  readBankFile,
  withQuestion,
} from '../../src/coaching/bank-edits.ts'
import type { Question } from '../../src/coaching/question-bank.ts'
import { presumesGoal, questionBank } from '../../src/coaching/question-bank.ts'
import { chooseQuestion } from '../../src/coaching/questions.ts'

const none: BankEdits = { questions: [], off: [] }
const [first, second] = questionBank.questions
if (first === undefined || second === undefined) throw new Error('The bank is empty')
const own: Question = { ...first, id: 'x01' as Question['id'], text: 'What would you like to show your customers first?' }
const asFile = (edits: BankEdits) => JSON.parse(JSON.stringify(bankAsFile(questionBank, edits))) as { questions: Record<string, unknown>[] }

describe('an edited bank', () => {
  it('comes back from its file as the same edits, whatever was changed', () => {
    const edits = fc.record({
      off: fc.subarray(questionBank.questions.map(({ id }) => id as string)),
      questions: fc.constantFrom<Question[]>([], [own], [{ ...second, text: 'Which two results would make the others easier?' }, own]),
    })
    fc.assert(
      fc.property(edits, (given) => {
        const read = readBankFile(questionBank, asFile(given))
        if ('problems' in read) throw new Error(JSON.stringify(read.problems))
        expect(read.edits.off.toSorted()).toEqual(given.off.toSorted())
        expect(editedBank(questionBank, read.edits)).toEqual(editedBank(questionBank, given))
      }),
      { numRuns: 40 },
    )
  })

  it('lists every problem with its place, and takes nothing of a broken one', () => {
    const broken = asFile(none)
    broken.questions[0] = { ...broken.questions[0], text: 'Why did you do that?' }
    broken.questions[4] = { ...broken.questions[4], category: 'blame' }
    broken.questions[7] = { ...broken.questions[7], listen_for: 'w'.repeat(301) }
    const read = readBankFile(questionBank, broken)
    if (!('problems' in read)) throw new Error('it was taken')
    const places = read.problems.map(({ place }) => place)
    for (const index of [0, 4, 7]) expect(places).toContain(`question ${String(broken.questions[index]?.['id'])}`)
  })

  it.each([
    ['nothing', undefined],
    ['a list', []],
    ['no questions', { version: '1', language: 'en', questions: [] }],
    ['text', 'What moved?'],
    ['too many', { version: '1', language: 'en', questions: Array.from({ length: 501 }, () => inFileForm(first)) }],
  ])('takes no file that is %s', (_, file) => {
    expect(readBankFile(questionBank, file)).toHaveProperty('problems')
  })

  it('takes a question of one’s own under the same rules, and no second one like it', () => {
    const added = withQuestion(questionBank, none, inFileForm(own))
    if ('problems' in added) throw new Error(JSON.stringify(added.problems))
    expect(bankChange(questionBank, none, added.edits)).toEqual({ added: 1, reworded: 0, removed: 0, switchedOff: 0, switchedOn: 0 })
    expect(withQuestion(questionBank, added.edits, { ...inFileForm(own), id: 'x02' })).toHaveProperty('problems')
    expect(withQuestion(questionBank, none, { ...inFileForm(own), text: 'Do you agree?' })).toHaveProperty('problems')
  })

  it('counts what a file leaves out: switched off where it comes with Cuecard, gone where it was one’s own', () => {
    const before: BankEdits = { questions: [own], off: [] }
    const file = asFile(before)
    const read = readBankFile(questionBank, { ...file, questions: file.questions.filter(({ id }) => id !== first.id && id !== own.id) })
    if ('problems' in read) throw new Error(JSON.stringify(read.problems))
    expect(bankChange(questionBank, before, read.edits)).toEqual({ added: 0, reworded: 0, removed: 1, switchedOff: 1, switchedOn: 0 })
  })
})

describe('questions to look at again', () => {
  const times = (questionId: string, outcome: Offered['outcome'], managers: string[]): Offered[] =>
    managers.map((managerId) => ({ questionId, managerId, outcome }))

  it('are those that five managers swapped away, more often than they were kept', () => {
    const five = ['a', 'b', 'c', 'd', 'e']
    expect(questionsToReview(times('g01', 'swapped', five))).toEqual(['g01'])
    expect(questionsToReview(times('g01', 'swapped', ['a', 'a', 'a', 'a', 'a', 'b', 'c', 'd']))).toEqual([])
    expect(questionsToReview([...times('g01', 'swapped', five), ...times('g01', 'offered', [...five])])).toEqual([])
    expect(questionsToReview([...times('g01', 'swapped', five), ...times('g01', 'offered', ['a', 'b', 'c', 'd'])])).toEqual(['g01'])
  })
})

describe('a question that speaks of a goal', () => {
  it('never comes while there is none, however often another one is asked for', () => {
    for (const stage of ['first_session', 'mid_quarter', 'before_review'] as const) {
      const swappedAway: { id: string; weeksAgo: number }[] = []
      for (;;) {
        const choice = chooseQuestion(
          {
            person: 'p1',
            week: '2026-W10',
            context: 'general',
            stage,
            heldSessions: 5,
            states: ['no_quarter_goal', 'no_longer_goal'],
            asked: [],
            swappedAway,
            off: [],
            recentCategories: [],
          },
          questionBank,
        )
        if (choice === undefined) break
        expect(presumesGoal(choice.question.text), choice.question.text).toBe(false)
        swappedAway.push({ id: choice.question.id, weeksAgo: 0 })
      }
      expect(swappedAway.length).toBeGreaterThan(5)
    }
  })
})
