import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { followsHelp, followsObstacle } from '../../src/coaching/last-answers.ts'
import { categories, contexts, planStateNames, questionBank, scenarios, type Category } from '../../src/coaching/question-bank.ts'
import { chooseQuestion, stageOf, type Choice, type QuestionAsk } from '../../src/coaching/questions.ts'
import { keptHelpKinds, obstacleKinds } from '../../src/coaching/session-fields.ts'

const anAsk = (changes: Partial<QuestionAsk> = {}): QuestionAsk => ({
  person: 'employee-1',
  week: '2026-W05',
  context: 'general',
  stage: 'mid_quarter',
  heldSessions: 5,
  states: [],
  asked: [],
  swappedAway: [],
  off: [],
  recentCategories: [],
  ...changes,
})

function choose(changes: Partial<QuestionAsk> = {}): Choice {
  const choice = chooseQuestion(anAsk(changes), questionBank)
  if (choice === undefined) throw new Error('Nothing to ask')
  return choice
}

/** Every question in the order in which *Another question* would bring it. */
function everyChoice(changes: Partial<QuestionAsk> = {}): Choice[] {
  const ask = anAsk(changes)
  const choices: Choice[] = []
  for (;;) {
    const swappedAway = [...ask.swappedAway, ...choices.map(({ question }) => ({ id: question.id, weeksAgo: 0 }))]
    const choice = chooseQuestion({ ...ask, swappedAway }, questionBank)
    if (choice === undefined) return choices
    choices.push(choice)
  }
}

const idsOfDepth = (depth: number) => questionBank.questions.filter((question) => question.depth === depth).map(({ id }) => id)
const scoreOf = ({ terms }: Choice) => terms.reduce((sum, { points }) => sum + points, 0)
const pointsFor = (term: string, { terms }: Choice) => terms.filter((each) => each.term === term).map(({ points }) => points)

const anyAsk: fc.Arbitrary<QuestionAsk> = fc.record({
  person: fc.uuid(),
  week: fc.integer({ min: 1, max: 52 }).map((week) => `2026-W${String(week).padStart(2, '0')}`),
  context: fc.constantFrom(...contexts),
  scenario: fc.option(fc.constantFrom(...scenarios), { nil: undefined }),
  stage: fc.constantFrom('first_session', 'mid_quarter', 'before_review'),
  heldSessions: fc.integer({ min: 0, max: 12 }),
  states: fc.subarray([...planStateNames]),
  asked: fc.array(fc.record({ id: fc.constantFrom(...questionBank.questions.map(({ id }) => id)), weeksAgo: fc.nat(20) }), {
    maxLength: 30,
  }),
  swappedAway: fc.array(fc.record({ id: fc.constantFrom(...questionBank.questions.map(({ id }) => id)), weeksAgo: fc.nat(20) }), {
    maxLength: 30,
  }),
  off: fc.subarray(
    questionBank.questions.map(({ id }) => id),
    { maxLength: 10 },
  ),
  lastObstacle: fc.option(fc.constantFrom(...obstacleKinds), { nil: undefined }),
  lastHelp: fc.option(fc.subarray([...keptHelpKinds]), { nil: undefined }),
  recentCategories: fc.array(fc.constantFrom(...categories), { maxLength: 3 }),
})

describe('choosing a question', () => {
  it('gives the same question for the same person and week, whatever the order of the input and of the bank', () => {
    fc.assert(
      fc.property(anyAsk, (ask) => {
        const shuffled = {
          ...ask,
          states: ask.states.toReversed(),
          asked: ask.asked.toReversed(),
          swappedAway: ask.swappedAway.toReversed(),
          recentCategories: ask.recentCategories.toReversed(),
        }
        const reversedBank = { ...questionBank, questions: questionBank.questions.toReversed() }
        expect(chooseQuestion(shuffled, reversedBank)).toEqual(chooseQuestion(ask, questionBank))
      }),
    )
  })

  it('keeps every rule, whatever the situation', () => {
    fc.assert(
      fc.property(anyAsk, (ask) => {
        const choice = chooseQuestion(ask, questionBank)
        if (choice === undefined) return
        const { question } = choice
        expect(question.contexts.includes('general') || question.contexts.includes(ask.context)).toBe(true)
        expect(question.stages).toContain(ask.stage)
        if (ask.stage === 'first_session') expect(['goals', 'support']).toContain(question.category)
        if (question.requiresScenario) expect(question.scenarios).toContain(ask.scenario)
        if (question.requiresState) expect(question.states.some((state) => ask.states.includes(state))).toBe(true)
        if (question.avoidWhen.includes('first_three_sessions')) expect(ask.heldSessions).toBeGreaterThanOrEqual(3)
        expect(question.avoidWhen).not.toContain(`scenario:${ask.scenario}`)
        expect(question.avoidWhen.filter((avoided) => ask.states.some((state) => state === avoided))).toEqual([])
        expect(ask.swappedAway.filter(({ id, weeksAgo }) => id === question.id && weeksAgo < 12)).toEqual([])
        expect(ask.asked.filter(({ id, weeksAgo }) => id === question.id && weeksAgo < 4)).toEqual([])
        expect(ask.off).not.toContain(question.id)
      }),
    )
  })

  it('never asks for a stretch while somebody is overloaded or anything is overdue', () => {
    const isStretch = ({ question }: Choice) => question.category === 'stretch'
    expect(everyChoice().some(isStretch)).toBe(true)
    expect(everyChoice({ scenario: 'overloaded' }).filter(isStretch)).toEqual([])
    expect(everyChoice({ states: ['overdue_employee_actions'] }).filter(isStretch)).toEqual([])
    expect(everyChoice({ states: ['overdue_manager_actions'] }).filter(isStretch)).toEqual([])
  })

  it('asks about goals or support in a first session, and nothing else', () => {
    const firstSession = everyChoice({ stage: 'first_session', heldSessions: 0 })
    expect(new Set(firstSession.map(({ question }) => question.category))).toEqual(new Set<Category>(['goals', 'support']))
    expect(firstSession.length).toBeGreaterThanOrEqual(9)
  })

  it('waits with depth: 2 after one held session, 3 after three', () => {
    const shallowGone = (heldSessions: number) => choose({ heldSessions, off: idsOfDepth(1) })
    expect(choose({ heldSessions: 0 }).question.depth).toBe(1)
    expect(shallowGone(1).question.depth).toBe(2)
    expect(choose({ heldSessions: 3, off: [...idsOfDepth(1), ...idsOfDepth(2)] }).question.depth).toBe(3)
  })

  it('lets depth go when nothing else is left', () => {
    expect(choose({ heldSessions: 0, off: idsOfDepth(1) }).question.depth).toBe(2)
  })

  it('does not repeat a question within eight weeks, and within four only when nothing else is left', () => {
    const { question } = choose()
    expect(choose({ asked: [{ id: question.id, weeksAgo: 7 }] }).question.id).not.toBe(question.id)
    expect(choose({ asked: [{ id: question.id, weeksAgo: 8 }] }).question.id).toBe(question.id)

    const all = questionBank.questions.map(({ id }) => id)
    const askedAll = (weeksAgo: number) => chooseQuestion(anAsk({ asked: all.map((id) => ({ id, weeksAgo })) }), questionBank)
    expect(askedAll(5)?.question.id).toBe(question.id)
    expect(askedAll(3)).toBeUndefined()
  })

  it('brings another question as often as wanted, each once, until none is left', () => {
    const choices = everyChoice()
    expect(new Set(choices.map(({ question }) => question.id)).size).toBe(choices.length)
    expect(choices.length).toBeGreaterThan(30)
    expect(choices.map(({ candidates }) => candidates)).toEqual(choices.map((_, index) => choices.length - index))
  })

  it('brings a swapped question back after twelve weeks', () => {
    const { question } = choose()
    expect(choose({ swappedAway: [{ id: question.id, weeksAgo: 11 }] }).question.id).not.toBe(question.id)
    expect(choose({ swappedAway: [{ id: question.id, weeksAgo: 12 }] }).question.id).toBe(question.id)
  })

  it('has nothing to ask when everything is switched off', () => {
    expect(chooseQuestion(anAsk({ off: questionBank.questions.map(({ id }) => id) }), questionBank)).toBeUndefined()
  })
})

describe('the score of a question', () => {
  it('answers the state that comes first in the order, not the one that many questions answer', () => {
    expect(choose({ states: ['no_request_yet', 'overdue_manager_actions', 'many_goals'] }).question.states).toContain(
      'overdue_manager_actions',
    )
    for (const state of planStateNames) expect(choose({ states: [state] }).question.states, state).toContain(state)
  })

  it('is 30 for the top state and 10 for each other state it answers', () => {
    const choice = choose({ states: ['goal_without_measure', 'no_quarter_goal', 'many_goals'] })
    expect(choice.question.id).toBe('g02')
    expect(pointsFor('top_state', choice)).toEqual([30])
    expect(pointsFor('other_state', choice)).toEqual([10])
  })

  it('is 15 for the scenario, 8 for the own context, 10 for following the last answers', () => {
    const deal = choose({ scenario: 'complex_deal', context: 'sales' })
    expect([pointsFor('scenario', deal), pointsFor('context', deal)]).toEqual([[15], [8]])
    const followed = choose({ lastObstacle: 'skill' })
    expect(followsObstacle.skill).toContain(followed.question.id)
    expect(pointsFor('last_answers', followed)).toEqual([10])
    expect(followsHelp.introduction).toContain(choose({ lastHelp: ['introduction'] }).question.id)
  })

  it('is 12 less for each time its category came up in the last three sessions', () => {
    const { question } = choose()
    const again = everyChoice({ recentCategories: [question.category, question.category] }).find((each) => each.question.id === question.id)
    expect(again && pointsFor('recent_category', again)).toEqual([-24])
    expect(choose({ recentCategories: [question.category, question.category, question.category] }).question.category).not.toBe(
      question.category,
    )
  })

  it('adds 0 to 6 that differ by person and week, so that people do not all get the same', () => {
    const weeks = Array.from({ length: 40 }, (_, index) => `2026-W${String(index + 10)}`)
    const shuffles = weeks.flatMap((week) => pointsFor('shuffle', choose({ week, states: ['request_open'], off: ['s12'] })))
    expect(new Set(shuffles)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]))
    const people = Array.from({ length: 30 }, (_, index) => `employee-${index}`)
    expect(new Set(people.map((person) => choose({ person }).question.id)).size).toBeGreaterThan(5)
  })

  it('is the same on every server: a known person and week give known points', () => {
    expect(choose({ states: ['request_open'], off: ['s12'], person: 'p_12', week: '2026-W05' }).terms).toEqual([
      { term: 'top_state', state: 'request_open', points: 30 },
      { term: 'shuffle', points: 3 },
    ])
  })

  it('is never lower than that of any other question that could be asked', () => {
    fc.assert(
      fc.property(anyAsk, (ask) => {
        const best = chooseQuestion(ask, questionBank)
        if (best === undefined) return
        const next = chooseQuestion({ ...ask, off: [...ask.off, best.question.id] }, questionBank)
        if (next === undefined || next.candidates !== best.candidates - 1) return
        expect(scoreOf(best)).toBeGreaterThanOrEqual(scoreOf(next))
        if (scoreOf(best) === scoreOf(next)) expect(best.question.id < next.question.id).toBe(true)
      }),
    )
  })
})

describe('why this one', () => {
  it.each([
    [{ states: ['overdue_employee_actions'] }, 'a step is past its date'],
    [{ states: ['overdue_manager_actions', 'many_goals'] }, 'something you promised is past its date'],
    [{ scenario: 'underperformance' }, 'it belongs to "Getting back on track"'],
    [{ context: 'operations' }, 'it is made for operations'],
    [{ lastObstacle: 'people' }, 'it follows what was named as likely to get in the way'],
    [{ lastHelp: ['training'] }, 'it follows the help that was asked for'],
    [{}, 'nothing on the plan presses, and it has not come up lately'],
  ] as const)('names the largest term of %j', (changes, line) => {
    expect(choose(changes).why).toBe(line)
  })

  it('always belongs to the largest term, and never names a code', () => {
    fc.assert(
      fc.property(anyAsk, (ask) => {
        const choice = chooseQuestion(ask, questionBank)
        if (choice === undefined) return
        const largest = choice.terms[0]
        expect(choice.terms.every(({ points }) => points <= (largest?.points ?? 0))).toBe(true)
        expect(choice.why).not.toMatch(/_|undefined/)
        if (largest?.term === 'top_state') expect(choice.question.states).toContain(largest.state)
      }),
    )
  })
})

describe('the questions that follow the last answers', () => {
  it('are in the bank', () => {
    const known = new Set<string>(questionBank.questions.map(({ id }) => id))
    const named = [...Object.values(followsObstacle), ...Object.values(followsHelp)].flat()
    expect(named.filter((id) => !known.has(id))).toEqual([])
  })
})

describe('the stage of a pair', () => {
  it('is the first session until one was held, even before a review', () => {
    expect(stageOf({ heldSessions: 0, today: '2026-03-30' })).toBe('first_session')
    expect(stageOf({ heldSessions: 1, today: '2026-02-02' })).toBe('mid_quarter')
  })

  it('is before the review in exactly the last 21 days of the quarter', () => {
    expect(stageOf({ heldSessions: 2, today: '2026-03-10' })).toBe('mid_quarter')
    expect(stageOf({ heldSessions: 2, today: '2026-03-11' })).toBe('before_review')
    expect(stageOf({ heldSessions: 2, today: '2026-03-31' })).toBe('before_review')
    expect(stageOf({ heldSessions: 2, today: '2026-04-01' })).toBe('mid_quarter')
  })

  it('follows the business year of the workspace', () => {
    expect(stageOf({ heldSessions: 2, today: '2026-01-20', quarterStartMonth: 2 })).toBe('before_review')
    expect(stageOf({ heldSessions: 2, today: '2026-03-20', quarterStartMonth: 2 })).toBe('mid_quarter')
  })
})

describe('half a year of weekly questions', () => {
  it.each([1, 2, 3])('always leaves 18 to choose from, repeats none within eight weeks, and uses most of the bank (seed %i)', (seed) => {
    const random = seeded(seed)
    const used = new Set<string>()
    let fewest = Infinity
    let fewestAtFirst = Infinity
    for (const context of contexts) {
      for (const scenario of [undefined, ...scenarios]) {
        const history: { id: string; category: Category; week: number }[] = []
        for (let week = 0; week < 26; week += 1) {
          const choice = chooseQuestion(
            anAsk({
              person: `${context}-${scenario}`,
              week: `2026-W${String(week + 1).padStart(2, '0')}`,
              context,
              scenario,
              stage: stageOf({ heldSessions: week, today: Temporal.PlainDate.from('2026-01-05').add({ weeks: week }).toString() }),
              heldSessions: week,
              states: someOf(planStateNames, random, 3),
              asked: history.map((entry) => ({ id: entry.id, weeksAgo: week - entry.week })),
              lastObstacle: someOf(obstacleKinds, random, 1)[0],
              lastHelp: someOf(keptHelpKinds, random, 2),
              recentCategories: history.slice(-3).map(({ category }) => category),
            }),
            questionBank,
          )
          if (choice === undefined) throw new Error(`Nothing to ask in week ${week} for ${context}, ${scenario}`)
          const { id, category } = choice.question
          expect(history.filter((entry) => entry.id === id && week - entry.week < 8)).toEqual([])
          if (week === 0) fewestAtFirst = Math.min(fewestAtFirst, choice.candidates)
          else fewest = Math.min(fewest, choice.candidates)
          history.push({ id, category, week })
          used.add(id)
        }
      }
    }
    expect(fewest).toBeGreaterThanOrEqual(18)
    expect(fewestAtFirst).toBeGreaterThanOrEqual(9)
    expect(used.size).toBeGreaterThanOrEqual(85)
  })
})

/** None to `most` of the names, each equally likely. */
function someOf<Name>(names: readonly Name[], random: () => number, most: number): Name[] {
  const left = [...names]
  return Array.from({ length: Math.floor(random() * (most + 1)) }, () => left.splice(Math.floor(random() * left.length), 1)).flat()
}

/** Mulberry32: the same numbers from 0 to 1 for the same seed. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
