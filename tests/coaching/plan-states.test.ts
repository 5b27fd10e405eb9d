import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  planStates,
  type PlanAction,
  type PlanFacts,
  type PlanGoal,
  type PlanRequest,
  type PlanSession,
} from '../../src/coaching/plan-states.ts'
import { planStateNames, type PlanStateName } from '../../src/coaching/question-bank.ts'

const today = '2026-02-16'
const daysAgo = (days: number) => Temporal.PlainDate.from(today).subtract({ days }).toString()

const aGoal = (changes: Partial<PlanGoal> = {}): PlanGoal => ({
  text: 'Renewals above 92%',
  measure: 'the monthly report',
  kind: 'quarter',
  state: 'on_track',
  changedOn: daysAgo(7),
  ...changes,
})
const anAction = (changes: Partial<PlanAction> = {}): PlanAction => ({
  owner: 'employee',
  state: 'open',
  dueOn: daysAgo(-3),
  learning: true,
  ...changes,
})
const aSession = (changes: Partial<PlanSession> = {}): PlanSession => ({ date: daysAgo(7), held: 'held', ...changes })
const aRequest = (changes: Partial<PlanRequest> = {}): PlanRequest => ({ askedOn: daysAgo(3), state: 'asked', ...changes })

/** A plan in which no state holds. */
const calm: PlanFacts = {
  goals: [aGoal(), aGoal({ kind: 'longer', text: 'Lead a small team', measure: undefined })],
  actions: [anAction()],
  sessions: [aSession(), aSession({ date: daysAgo(14) })],
  requests: [aRequest()],
}
const statesOf = (changes: Partial<PlanFacts>) => planStates({ ...calm, ...changes }, today)

describe('the states of a plan', () => {
  it('are none when everything is in place', () => {
    expect(statesOf({})).toEqual([])
  })

  it('of a new pair are those of an empty plan', () => {
    expect(planStates({ goals: [], actions: [], sessions: [], requests: [] }, today)).toEqual([
      'no_quarter_goal',
      'no_longer_goal',
      'no_learning_action',
      'no_request_yet',
    ])
  })

  it('come in the order in which they win, whatever the order of the facts', () => {
    const anyDate = fc.integer({ min: -60, max: 120 }).map(daysAgo)
    const anyFacts: fc.Arbitrary<PlanFacts> = fc.record({
      goals: fc.array(
        fc.record({
          text: fc.constantFrom('', 'A goal'),
          measure: fc.constantFrom(undefined, '', 'A number'),
          kind: fc.constantFrom('quarter', 'longer'),
          state: fc.constantFrom('on_track', 'at_risk', 'off', 'done'),
          changedOn: anyDate,
        }),
        { maxLength: 5 },
      ),
      actions: fc.array(
        fc.record({
          owner: fc.constantFrom('employee', 'manager'),
          state: fc.constantFrom('proposed', 'open', 'done', 'dropped'),
          dueOn: anyDate,
          learning: fc.boolean(),
          closedOn: fc.option(anyDate, { nil: undefined }),
        }),
        { maxLength: 5 },
      ),
      sessions: fc.uniqueArray(
        fc.record({
          date: anyDate,
          held: fc.constantFrom('held', 'not_held', 'unknown'),
          obstacleKind: fc.constantFrom(undefined, 'time', 'people', 'other'),
          confidence: fc.constantFrom(undefined, 1, 2, 3, 4, 5),
        }),
        { maxLength: 6, selector: ({ date }) => date },
      ),
      requests: fc.array(fc.record({ askedOn: anyDate, state: fc.constantFrom('asked', 'owned', 'answered', 'delivered', 'declined') }), {
        maxLength: 4,
      }),
    })
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const states = planStates(facts, today)
        expect(states).toEqual(planStateNames.filter((state) => states.includes(state)))
        const reversed = {
          goals: facts.goals.toReversed(),
          actions: facts.actions.toReversed(),
          sessions: facts.sessions.toReversed(),
          requests: facts.requests.toReversed(),
        }
        expect(planStates(reversed, today)).toEqual(states)
      }),
    )
  })
})

type Case = [claim: string, state: PlanStateName, holds: Partial<PlanFacts>, holdsNot: Partial<PlanFacts>]

const quarterGoals = (...goals: Partial<PlanGoal>[]) => ({ goals: [calm.goals[1]!, ...goals.map(aGoal)] })

const cases: Case[] = [
  [
    'an action is overdue from the day after its date',
    'overdue_employee_actions',
    { actions: [anAction({ dueOn: daysAgo(1) })] },
    { actions: [anAction({ dueOn: today })] },
  ],
  [
    'an action that is done is not overdue',
    'overdue_employee_actions',
    { actions: [anAction({ dueOn: daysAgo(9) })] },
    { actions: [anAction({ dueOn: daysAgo(9), state: 'done', closedOn: daysAgo(8) }), anAction()] },
  ],
  [
    'an action that was never signed is not overdue',
    'overdue_employee_actions',
    { actions: [anAction({ dueOn: daysAgo(9) })] },
    { actions: [anAction({ dueOn: daysAgo(9), state: 'proposed' })] },
  ],
  [
    'a promise of the manager is the manager’s, not the employee’s',
    'overdue_manager_actions',
    { actions: [anAction({ owner: 'manager', dueOn: daysAgo(1) })] },
    { actions: [anAction({ dueOn: daysAgo(1) })] },
  ],
  [
    'an obstacle repeats when the last two held sessions named the same kind',
    'repeated_obstacle',
    { sessions: [aSession({ obstacleKind: 'time' }), aSession({ date: daysAgo(14), obstacleKind: 'time' })] },
    { sessions: [aSession({ obstacleKind: 'time' }), aSession({ date: daysAgo(14), obstacleKind: 'people' })] },
  ],
  [
    'an obstacle repeats across a meeting that did not happen',
    'repeated_obstacle',
    {
      sessions: [
        aSession({ obstacleKind: 'time' }),
        aSession({ date: daysAgo(14), held: 'not_held' }),
        aSession({ date: daysAgo(21), obstacleKind: 'time' }),
      ],
    },
    { sessions: [aSession({ obstacleKind: 'time' })] },
  ],
  [
    '"something else" twice need not be the same thing',
    'repeated_obstacle',
    { sessions: [aSession({ obstacleKind: 'tools' }), aSession({ date: daysAgo(14), obstacleKind: 'tools' })] },
    { sessions: [aSession({ obstacleKind: 'other' }), aSession({ date: daysAgo(14), obstacleKind: 'other' })] },
  ],
  [
    'confidence is low at 1 and 2',
    'low_confidence',
    { sessions: [aSession({ confidence: 2 })] },
    { sessions: [aSession({ confidence: 3 })] },
  ],
  [
    'the latest confidence counts, and silence since does not change it',
    'low_confidence',
    { sessions: [aSession(), aSession({ date: daysAgo(14), confidence: 1 })] },
    { sessions: [aSession({ confidence: 4 }), aSession({ date: daysAgo(14), confidence: 1 })] },
  ],
  ['a blank goal is no goal', 'no_quarter_goal', quarterGoals({ text: ' ' }), quarterGoals({})],
  ['a goal that is done is still on the plan', 'no_quarter_goal', quarterGoals(), quarterGoals({ state: 'done' })],
  [
    'a request is open after seven days',
    'request_open',
    { requests: [aRequest({ askedOn: daysAgo(7) })] },
    { requests: [aRequest({ askedOn: daysAgo(6) })] },
  ],
  [
    'a request that was answered still waits for delivery; one that was declined does not',
    'request_open',
    { requests: [aRequest({ askedOn: daysAgo(10), state: 'answered' })] },
    { requests: [aRequest({ askedOn: daysAgo(10), state: 'declined' })] },
  ],
  [
    'two of the last four meetings were missed',
    'missed_sessions',
    { sessions: [aSession(), aSession({ date: daysAgo(14), held: 'not_held' }), aSession({ date: daysAgo(21), held: 'not_held' })] },
    { sessions: [aSession(), aSession({ date: daysAgo(14), held: 'not_held' })] },
  ],
  [
    'a meeting of which nothing is known counts neither way',
    'missed_sessions',
    {
      sessions: [
        aSession({ held: 'not_held' }),
        ...[14, 21, 28].map((days) => aSession({ date: daysAgo(days), held: 'unknown' })),
        aSession({ date: daysAgo(35), held: 'not_held' }),
      ],
    },
    { sessions: [7, 14, 21, 28].map((days) => aSession({ date: daysAgo(days), held: 'unknown' })) },
  ],
  [
    'missed meetings of long ago are forgotten',
    'missed_sessions',
    { sessions: [7, 14].map((days) => aSession({ date: daysAgo(days), held: 'not_held' })) },
    {
      sessions: [
        ...[7, 14, 21, 28].map((days) => aSession({ date: daysAgo(days) })),
        ...[35, 42].map((days) => aSession({ date: daysAgo(days), held: 'not_held' })),
      ],
    },
  ],
  ['the longer-term goal is empty', 'no_longer_goal', { goals: [aGoal()] }, {}],
  [
    'the last held session named an obstacle',
    'obstacle_noted',
    { sessions: [aSession({ obstacleKind: 'skill' })] },
    { sessions: [aSession(), aSession({ date: daysAgo(14), obstacleKind: 'skill' })] },
  ],
  ['a goal of the quarter has no way to tell', 'goal_without_measure', quarterGoals({ measure: '  ' }), quarterGoals({})],
  [
    'a goal that is done needs no measure any more',
    'goal_without_measure',
    quarterGoals({ measure: undefined }),
    quarterGoals({ measure: undefined, state: 'done' }),
  ],
  [
    'a goal of the quarter is stale after eight weeks',
    'goal_unchanged_long',
    quarterGoals({ changedOn: daysAgo(56) }),
    quarterGoals({ changedOn: daysAgo(55) }),
  ],
  [
    'a longer-term goal may stay as it is',
    'goal_unchanged_long',
    quarterGoals({ changedOn: daysAgo(200) }),
    { goals: [aGoal(), aGoal({ kind: 'longer', changedOn: daysAgo(200) })] },
  ],
  ['four open goals are many, three are not', 'many_goals', quarterGoals({}, {}, {}), quarterGoals({}, {}, { state: 'done' })],
  [
    'every action is done since the last session',
    'all_actions_done',
    { actions: [anAction({ state: 'done', closedOn: daysAgo(7) })] },
    { actions: [anAction({ state: 'done', closedOn: daysAgo(8) })] },
  ],
  [
    'one open action, or one that awaits a signature, and not all is done',
    'all_actions_done',
    { actions: [anAction({ state: 'done', closedOn: daysAgo(2) }), anAction({ state: 'dropped', closedOn: daysAgo(2) })] },
    { actions: [anAction({ state: 'done', closedOn: daysAgo(2) }), anAction({ state: 'proposed' })] },
  ],
  [
    'a step that builds a skill counts while it is open or proposed',
    'no_learning_action',
    { actions: [anAction({ state: 'done', closedOn: daysAgo(30) }), anAction({ learning: false })] },
    { actions: [anAction({ state: 'proposed' })] },
  ],
  [
    'nothing was asked for in six weeks',
    'no_request_yet',
    { requests: [aRequest({ askedOn: daysAgo(42), state: 'delivered' })] },
    { requests: [aRequest({ askedOn: daysAgo(41), state: 'delivered' })] },
  ],
]

describe('each rule', () => {
  it.each(cases)('%s (%s)', (_claim, state, holds, holdsNot) => {
    expect(statesOf(holds)).toContain(state)
    expect(statesOf(holdsNot)).not.toContain(state)
  })

  it('has a case here', () => {
    expect(new Set(cases.map(([, state]) => state))).toEqual(new Set(planStateNames))
  })
})
