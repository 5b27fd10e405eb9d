import { describe, expect, it } from 'vitest'
import bankFile from '../../src/coaching/question-bank.json' with { type: 'json' }
import {
  bankProblems,
  categories,
  contexts,
  planStateNames,
  questionBank,
  scenarios,
  stages,
  type Question,
} from '../../src/coaching/question-bank.ts'

type RawQuestion = Record<string, unknown>

const [firstRaw] = bankFile.questions
if (firstRaw === undefined) throw new Error('The bank is empty')
const aQuestion = (changes: RawQuestion = {}): RawQuestion => ({ ...firstRaw, id: 'x01', text: 'What moved this week?', ...changes })
const aBank = (...questions: RawQuestion[]) => ({ version: '1', language: 'en', questions })
const sentencesAbout = (changes: RawQuestion) => bankProblems(aBank(aQuestion(changes))).map(({ sentence }) => sentence)

describe('the question bank', () => {
  it('holds 95 questions that keep every rule', () => {
    expect(questionBank.questions).toHaveLength(95)
    expect(bankProblems(bankFile)).toEqual([])
  })

  it('names the same tags as its own table of tags', () => {
    expect(Object.keys(bankFile.taxonomy.categories)).toEqual([...categories])
    expect(bankFile.taxonomy.contexts).toEqual([...contexts])
    expect(bankFile.taxonomy.scenarios).toEqual([...scenarios])
    expect(bankFile.taxonomy.stages).toEqual([...stages])
    expect(Object.keys(bankFile.taxonomy.states).toSorted()).toEqual(planStateNames.toSorted())
  })

  it('counts what it says it counts', () => {
    const having = (fits: (question: Question) => boolean) => questionBank.questions.filter(fits).length
    const { category, contexts: inContexts, scenarios: inScenarios, stages: inStages, total } = bankFile.counts
    for (const name of categories) expect(category[name], name).toBe(having((question) => question.category === name))
    for (const name of contexts) expect(inContexts[name], name).toBe(having(({ contexts: fitting }) => fitting.includes(name)))
    for (const name of scenarios) expect(inScenarios[name], name).toBe(having(({ scenarios: fitting }) => fitting.includes(name)))
    for (const name of stages) expect(inStages[name], name).toBe(having(({ stages: fitting }) => fitting.includes(name)))
    expect(total).toBe(questionBank.questions.length)
  })

  it('has eight to twenty questions for every scenario, and some for every context, stage and plan state', () => {
    for (const scenario of scenarios) {
      const count = questionBank.questions.filter((question) => question.scenarios.includes(scenario)).length
      expect(count, scenario).toBeGreaterThanOrEqual(8)
      expect(count, scenario).toBeLessThanOrEqual(20)
    }
    for (const context of contexts)
      expect(
        questionBank.questions.some((question) => question.contexts.includes(context)),
        context,
      ).toBe(true)
    for (const stage of stages)
      expect(
        questionBank.questions.some((question) => question.stages.includes(stage)),
        stage,
      ).toBe(true)
    for (const state of planStateNames)
      expect(
        questionBank.questions.some((question) => question.states.includes(state)),
        state,
      ).toBe(true)
  })

  it('cannot be changed by whoever reads it', () => {
    const [question] = questionBank.questions
    expect(Object.isFrozen(questionBank.questions)).toBe(true)
    expect(Object.isFrozen(question)).toBe(true)
    expect(Object.isFrozen(question?.states)).toBe(true)
  })
})

describe('the problems of an edited bank', () => {
  it('are none for a question that keeps the rules', () => {
    expect(sentencesAbout({})).toEqual([])
    const withGoal = { avoid_when: ['no_quarter_goal'] }
    expect(sentencesAbout({ text: 'If you had to drop one goal, which would go?', ...withGoal })).toEqual([])
    expect(sentencesAbout({ text: 'Looking back over the plan, which goal taught you the most?', ...withGoal })).toEqual([])
  })

  it('say so of a question that speaks of a goal, and could come while there is none', () => {
    expect(sentencesAbout({ text: 'What does this goal make possible?' })).toEqual([
      'It speaks of a goal, so it must not be asked while there is none: it names no_quarter_goal under avoid_when.',
    ])
  })

  it.each([
    ['Tell me what moved?', 'It opens with "Tell". Open with what, which, where, how, who, whose, when, if or looking back.'],
    ['Do you need help?', 'It can be answered with yes or no. Open with what, which, where, how, who, whose, when, if or looking back.'],
    [
      "Isn't it time to stop?",
      'It can be answered with yes or no. Open with what, which, where, how, who, whose, when, if or looking back.',
    ],
    ['If you had more time, would you finish it?', 'What follows the comma can be answered with yes or no.'],
    ['What made you late, and why?', '"Why" asks people to defend themselves. Ask what or how instead.'],
    ['What moved? What did not?', 'It asks more than one question.'],
    ['What moved this week', 'It has no question mark.'],
    ['What moved? Tell me.', 'The question mark belongs at the end.'],
    ['What is obviously missing here?', '"obviously" leads towards an answer.'],
    ['What is the plan, right?', '", right" leads towards an answer.'],
    ['How is your health these days?', '"health" touches health, family, papers or law, which a question never does.'],
    ['What does your wife think of it?', '"wife" touches health, family, papers or law, which a question never does.'],
    ['When does your visa end?', '"visa" touches health, family, papers or law, which a question never does.'],
    ['What did the lawyer say?', '"lawyer" touches health, family, papers or law, which a question never does.'],
  ])('name what is wrong with "%s"', (text, sentence) => {
    expect(sentencesAbout({ text })).toContain(sentence)
  })

  it('count the words of a question: 22 pass, 23 do not', () => {
    const words = (count: number) => `What ${'very '.repeat(count - 2)}last?`
    expect(sentencesAbout({ text: words(22) })).toEqual([])
    expect(sentencesAbout({ text: words(23) })).toEqual(['It has 23 words; at most 22 can be said in one breath.'])
  })

  it('name tags that nobody knows, fields that are missing, and the place of each', () => {
    const { listen_for: _listenFor, ...withoutListenFor } = aQuestion({ id: 'x02', text: 'What is next?' })
    expect(
      bankProblems(
        aBank(aQuestion({ states: ['sleepy'], category: 'chat', avoid_when: ['scenario:holiday'] }), withoutListenFor, { id: '' }),
      ),
    ).toEqual(
      expect.arrayContaining([
        { place: 'question x01', sentence: '"sleepy" is not a known plan state.' },
        { place: 'question x01', sentence: '"chat" is not a known category.' },
        { place: 'question x01', sentence: '"scenario:holiday" is not a known reason to avoid a question.' },
        { place: 'question x02', sentence: 'The field listen_for is missing.' },
        { place: 'question number 3', sentence: 'An id is one small letter and two or three digits, like g07.' },
      ]),
    )
  })

  it('notice an id or a text that is there twice, however it is written', () => {
    expect(bankProblems(aBank(aQuestion(), aQuestion(), aQuestion({ id: 'x03', text: 'what  moved THIS week?' })))).toEqual([
      { place: 'question x01', sentence: 'The id x01 is already taken by question number 1.' },
      { place: 'question x01', sentence: 'The same question is already there as x01.' },
      { place: 'question x03', sentence: 'The same question is already there as x01.' },
    ])
  })

  it('notice a question that could never be asked', () => {
    expect(sentencesAbout({ requires_state: true, states: [] })).toEqual([
      'It is asked only in a plan state, but names none, so it would never be asked.',
    ])
    expect(sentencesAbout({ requires_scenario: true, scenarios: [] })).toEqual([
      'It is asked only in a scenario, but names none, so it would never be asked.',
    ])
    expect(sentencesAbout({ stages: ['first_session'], category: 'wellbeing' })).toEqual([
      'It is for first sessions only, which ask about goals or support, so it would never be asked.',
    ])
  })

  it('look at the follow-up too', () => {
    expect(bankProblems(aBank(aQuestion({ follow_up: 'Why not' })))).toEqual([
      { place: 'question x01, follow-up', sentence: 'It has no question mark.' },
      { place: 'question x01, follow-up', sentence: '"Why" asks people to defend themselves. Ask what or how instead.' },
    ])
  })

  it('leave the wording of another language to its readers, but not its marks and tags', () => {
    const german = (text: string) => bankProblems({ ...aBank(aQuestion({ text, follow_up: 'Und dann?' })), language: 'de' })
    expect(german('Was ging diese Woche voran?')).toEqual([])
    expect(german('Was ging voran')).toEqual([{ place: 'question x01', sentence: 'It has no question mark.' }])
  })

  it('say what a bank is when it is none', () => {
    expect(bankProblems([])).toEqual([{ place: 'the bank', sentence: 'A bank has a language and a list of at least one question.' }])
  })
})
