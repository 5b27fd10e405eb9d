import { planStateNames, type PlanStateName } from './question-bank.ts'
import type { RequestState } from './requests.ts'
import { isWaited } from './requests.ts'
import type { ActionOwner, Confidence, ObstacleKind } from './session-fields.ts'

/**
 * What is known of a pair's plan, as plain data; dates are ISO dates.
 * The rule for each state stands beside it in `holds` below.
 */
export type PlanFacts = {
  /** The goals on the plan now: those of this quarter and longer-term ones. */
  goals: readonly PlanGoal[]
  /** Every action of the pair that is open, awaits a signature, or was closed since the session before last. */
  actions: readonly PlanAction[]
  /** Past meetings, in any order; the last six are enough. */
  sessions: readonly PlanSession[]
  /** Help asked for, open or settled, of at least the last six weeks and every open one. */
  requests: readonly PlanRequest[]
}

/** `changedOn` is the day its text, measure or state last changed. */
export type PlanGoal = {
  text: string
  measure?: string | undefined
  kind: 'quarter' | 'longer'
  state: 'on_track' | 'at_risk' | 'off' | 'done'
  changedOn: string
}

/** `proposed` awaits the employee's signature: it is neither overdue nor done. `learning` is the "builds a skill" tick. */
export type PlanAction = {
  owner: ActionOwner
  state: 'proposed' | 'open' | 'done' | 'dropped'
  dueOn: string
  learning: boolean
  closedOn?: string | undefined
}

/**
 * One past meeting. `unknown` means that nobody said whether it was held: it counts neither way.
 * `confidence` is the lowest given to a step of that session.
 */
export type PlanSession = {
  date: string
  held: 'held' | 'not_held' | 'unknown'
  /** Whether something was named as likely to get in the way, with or without a kind. */
  obstacle?: 'noted' | 'none'
  obstacleKind?: ObstacleKind | undefined
  confidence?: Confidence | undefined
}

export type PlanRequest = {
  askedOn: string
  state: RequestState
}

/**
 * The states that hold on a day, in the order in which they win. `today` is an ISO date in the manager's zone.
 * They steer the choice of a question and are computed each time, never stored and never typed.
 */
export function planStates(facts: PlanFacts, today: string): PlanStateName[] {
  const rules = holds(facts, Temporal.PlainDate.from(today))
  return planStateNames.filter((state) => rules[state])
}

const goalStaleDays = 56
const requestWaitDays = 7
const requestMemoryDays = 42
const goalsAtOnce = 3
const lowConfidence = 2

function holds({ goals, actions, sessions, requests }: PlanFacts, today: Temporal.PlainDate): Record<PlanStateName, boolean> {
  const daysSince = (date: string) => Temporal.PlainDate.from(date).until(today, { largestUnit: 'days' }).days

  const written = goals.filter((goal) => goal.text.trim() !== '')
  const openGoals = written.filter((goal) => goal.state !== 'done')
  const openQuarterGoals = openGoals.filter((goal) => goal.kind === 'quarter')

  const isOverdue = (action: PlanAction) => action.state === 'open' && daysSince(action.dueOn) > 0
  const pending = actions.filter((action) => action.state === 'open' || action.state === 'proposed')

  const newestFirst = sessions.toSorted((a, b) => Temporal.PlainDate.compare(b.date, a.date))
  const held = newestFirst.filter((session) => session.held === 'held')
  const [last, beforeLast] = held
  const known = newestFirst.filter((session) => session.held !== 'unknown')
  const confidence = held.find((session) => session.confidence !== undefined)?.confidence

  return {
    // At least one of the employee's open actions has a due date before today.
    overdue_employee_actions: actions.some((action) => action.owner === 'employee' && isOverdue(action)),
    // At least one of the manager's open actions, promises included, has a due date before today.
    overdue_manager_actions: actions.some((action) => action.owner === 'manager' && isOverdue(action)),
    // The last two held sessions named the same kind of obstacle. "Something else" twice need not be the same thing.
    repeated_obstacle: last?.obstacleKind !== undefined && last.obstacleKind !== 'other' && last.obstacleKind === beforeLast?.obstacleKind,
    // The latest confidence given in a held session is 1 or 2.
    low_confidence: confidence !== undefined && confidence <= lowConfidence,
    // No goal of this quarter is on the plan; one that is done still counts.
    no_quarter_goal: !written.some((goal) => goal.kind === 'quarter'),
    // A request that is waited for (it has neither come nor been declined or taken back) was made seven days ago or earlier.
    request_open: requests.some(({ state, askedOn }) => isWaited(state) && daysSince(askedOn) >= requestWaitDays),
    // Of the last four meetings of which it is known, two or more were not held.
    missed_sessions: known.slice(0, 4).filter((session) => session.held === 'not_held').length >= 2,
    // No longer-term goal is written.
    no_longer_goal: !written.some((goal) => goal.kind === 'longer'),
    // The last held session named an obstacle.
    obstacle_noted: last?.obstacle === 'noted' || last?.obstacleKind !== undefined,
    // An open goal of this quarter says nothing on how to tell. A longer-term goal is not expected to.
    goal_without_measure: openQuarterGoals.some((goal) => !goal.measure?.trim()),
    // An open goal of this quarter was last changed eight weeks ago or earlier. A longer-term goal is meant to stay.
    goal_unchanged_long: openQuarterGoals.some((goal) => daysSince(goal.changedOn) >= goalStaleDays),
    // More than three goals are open, of either kind.
    many_goals: openGoals.length > goalsAtOnce,
    // Nothing is open or awaits a signature, and something was done on or after the day of the last held session.
    all_actions_done:
      last !== undefined &&
      pending.length === 0 &&
      actions.some(
        ({ state, closedOn }) => state === 'done' && closedOn !== undefined && Temporal.PlainDate.compare(closedOn, last.date) >= 0,
      ),
    // None of the actions that are open or await a signature builds a skill.
    no_learning_action: !pending.some((action) => action.learning),
    // Nothing was asked for in the last 42 days.
    no_request_yet: !requests.some(({ askedOn }) => daysSince(askedOn) < requestMemoryDays),
  }
}
