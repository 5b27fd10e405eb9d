import { followsHelp, followsObstacle } from './last-answers.ts'
import { quarterOf } from './local-time.ts'
import { playbooks } from './playbooks.ts'
import {
  isForFirstSession,
  planStateNames,
  type Category,
  type Context,
  type PlanStateName,
  type Question,
  type QuestionBank,
  type Scenario,
  type Stage,
} from './question-bank.ts'
import type { KeptHelpKind, ObstacleKind } from './session-fields.ts'

/** Everything the choice of a question depends on, for one pair on one occasion. */
export type QuestionAsk = {
  /** A stable id of the person asked about: the same person and week give the same question on every server. */
  person: string
  /** ISO week, like `2026-W05`. */
  week: string
  context: Context
  scenario?: Scenario | undefined
  stage: Stage
  /** Sessions this pair has held so far. */
  heldSessions: number
  states: readonly PlanStateName[]
  /** Questions asked of this person, with full weeks gone by since. */
  asked: readonly { id: string; weeksAgo: number }[]
  /** Questions swapped away for this person. *Another question* adds the one on the screen (0 weeks ago) and chooses again. */
  swappedAway: readonly { id: string; weeksAgo: number }[]
  /** Questions the organisation has switched off. */
  off: readonly string[]
  lastObstacle?: ObstacleKind | undefined
  lastHelp?: readonly KeptHelpKind[] | undefined
  /** The category of the question in each of the last three sessions; a category counts as often as it occurs. */
  recentCategories: readonly Category[]
}

/** What added to a question's score, or took from it, and for which reason. */
export type Term = { points: number } & (
  | { term: 'top_state' | 'other_state'; state: PlanStateName }
  | { term: 'scenario'; scenario: Scenario }
  | { term: 'context'; context: Context }
  | { term: 'last_answers'; answer: 'obstacle' | 'help' }
  | { term: 'recent_category'; category: Category }
  | { term: 'shuffle' }
)

/** A question, why this one in a line for the manager, and how it came about. */
export type Choice = {
  question: Question
  /** The largest term in words, without a full stop: "a step is past its date". */
  why: string
  /** How many questions it was chosen from. */
  candidates: number
  /** The parts of its score, largest first; their sum is the score. */
  terms: Term[]
}

/**
 * The question to try, or undefined when every fitting one has been asked, swapped away or switched off.
 * Deterministic: equal input gives an equal choice. The rules and their numbers are in docs/coaching.md, "Choosing a question".
 */
export function chooseQuestion(ask: QuestionAsk, bank: QuestionBank): Choice | undefined {
  const kept = relaxations.map((rule) => bank.questions.filter((question) => mayBeAsked(question, ask, rule)))
  const candidates = kept.find((questions) => questions.length > 0)
  if (candidates === undefined) return undefined

  const scored = candidates.map((question) => ({ question, terms: termsOf(question, ask) }))
  const best = scored.reduce((leader, rival) => (comesBefore(rival, leader) ? rival : leader))
  const terms = best.terms.toSorted((a, b) => b.points - a.points)
  return { question: best.question, why: whyLine(terms), candidates: candidates.length, terms }
}

/**
 * The stage a pair is in on a day: its first session until one was held, then before the review in the last three weeks of a quarter.
 * `today` is an ISO date in the workspace's zone; the business year begins in `quarterStartMonth` (1 to 12).
 */
export function stageOf({
  heldSessions,
  today,
  quarterStartMonth = 1,
}: {
  heldSessions: number
  today: string
  quarterStartMonth?: number
}): Stage {
  if (heldSessions === 0) return 'first_session'
  const date = Temporal.PlainDate.from(today)
  const daysLeft = date.until(quarterOf(date, quarterStartMonth).end, { largestUnit: 'days' }).days
  return daysLeft < reviewDays ? 'before_review' : 'mid_quarter'
}

const reviewDays = 21
const swappedAwayWeeks = 12

/** Tried in order until something is left: the eight weeks shrink to four, then depth is let go. */
const relaxations = [
  { askedWeeks: 8, depth: 'kept' },
  { askedWeeks: 4, depth: 'kept' },
  { askedWeeks: 4, depth: 'dropped' },
] as const
type Relaxation = (typeof relaxations)[number]

function mayBeAsked(question: Question, ask: QuestionAsk, { askedWeeks, depth }: Relaxation): boolean {
  return (
    (question.contexts.includes('general') || question.contexts.includes(ask.context)) &&
    question.stages.includes(ask.stage) &&
    (ask.stage !== 'first_session' || isForFirstSession(question.category)) &&
    (depth === 'dropped' || ask.heldSessions >= sessionsBefore[question.depth]) &&
    (!question.requiresScenario || (ask.scenario !== undefined && question.scenarios.includes(ask.scenario))) &&
    (!question.requiresState || question.states.some((state) => ask.states.includes(state))) &&
    !question.avoidWhen.some((avoidance) => holds(avoidance, ask)) &&
    !(question.category === 'stretch' && isStretched(ask)) &&
    !ask.asked.some(({ id, weeksAgo }) => id === question.id && weeksAgo < askedWeeks) &&
    !ask.swappedAway.some(({ id, weeksAgo }) => id === question.id && weeksAgo < swappedAwayWeeks) &&
    !ask.off.includes(question.id)
  )
}

const sessionsBefore: Record<Question['depth'], number> = { 1: 0, 2: 1, 3: 3 }

function holds(avoidance: Question['avoidWhen'][number], ask: QuestionAsk): boolean {
  if (avoidance === 'first_three_sessions') return ask.heldSessions < 3
  if (avoidance.startsWith('scenario:')) return avoidance === `scenario:${ask.scenario}`
  return ask.states.some((state) => state === avoidance)
}

function isStretched({ scenario, states }: QuestionAsk): boolean {
  return scenario === 'overloaded' || states.includes('overdue_employee_actions') || states.includes('overdue_manager_actions')
}

function termsOf(question: Question, ask: QuestionAsk): Term[] {
  const holding = planStateNames.filter((state) => ask.states.includes(state))
  const terms: Term[] = holding
    .filter((state) => question.states.includes(state))
    .map((state) => (state === holding[0] ? { term: 'top_state', state, points: 30 } : { term: 'other_state', state, points: 10 }))
  if (ask.scenario !== undefined && question.scenarios.includes(ask.scenario)) {
    terms.push({ term: 'scenario', scenario: ask.scenario, points: 15 })
  }
  if (ask.context !== 'general' && question.contexts.includes(ask.context)) {
    terms.push({ term: 'context', context: ask.context, points: 8 })
  }
  const answer = answerFollowed(question, ask)
  if (answer !== undefined) terms.push({ term: 'last_answers', answer, points: 10 })
  const timesRecent = ask.recentCategories.filter((category) => category === question.category).length
  if (timesRecent > 0) terms.push({ term: 'recent_category', category: question.category, points: -12 * timesRecent })
  terms.push({ term: 'shuffle', points: shuffle(`${ask.person}|${ask.week}|${question.id}`) })
  return terms
}

function answerFollowed({ id }: Question, { lastObstacle, lastHelp }: QuestionAsk): 'obstacle' | 'help' | undefined {
  if (lastObstacle !== undefined && followsObstacle[lastObstacle].includes(id)) return 'obstacle'
  if (lastHelp?.some((kind) => followsHelp[kind].includes(id))) return 'help'
  return undefined
}

/** 0 to 6, the same everywhere for the same text: FNV-1a in 32 bits over its UTF-8 bytes, modulo 7. */
function shuffle(key: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(key)) hash = Math.imul(hash ^ byte, 0x01000193)
  return (hash >>> 0) % 7
}

type Scored = { question: Question; terms: Term[] }

function comesBefore(rival: Scored, leader: Scored): boolean {
  const lead = scoreOf(rival) - scoreOf(leader)
  return lead > 0 || (lead === 0 && rival.question.id < leader.question.id)
}

function scoreOf({ terms }: Scored): number {
  return terms.reduce((sum, { points }) => sum + points, 0)
}

/** The largest term in words. Variety alone, or a category that came up before, is no reason to name. */
function whyLine(terms: readonly Term[]): string {
  const largest = terms[0]
  if (largest === undefined || largest.points <= 0) return varietyLine
  switch (largest.term) {
    case 'top_state':
    case 'other_state':
      return stateLines[largest.state]
    case 'scenario':
      return `it belongs to "${playbooks[largest.scenario].name}"`
    case 'context':
      return contextLines[largest.context]
    case 'last_answers':
      return largest.answer === 'obstacle'
        ? 'it follows what was named as likely to get in the way'
        : 'it follows the help that was asked for'
    case 'shuffle':
    case 'recent_category':
      return varietyLine
  }
}

const varietyLine = 'nothing on the plan presses, and it has not come up lately'

const stateLines: Readonly<Record<PlanStateName, string>> = {
  overdue_manager_actions: 'something you promised is past its date',
  overdue_employee_actions: 'a step is past its date',
  repeated_obstacle: 'the same kind of obstacle came up twice running',
  low_confidence: 'the last step agreed was not felt to be likely',
  no_quarter_goal: 'there is no goal for this quarter on the plan',
  request_open: 'help that was asked for has been open for a week or more',
  missed_sessions: 'two or more of the last four 1:1s did not happen',
  no_longer_goal: 'the longer-term goal is still empty',
  obstacle_noted: 'something was named as likely to get in the way',
  goal_without_measure: 'a goal has no way to tell that it is met',
  goal_unchanged_long: 'a goal has not been touched for eight weeks',
  many_goals: 'more than three goals are open at once',
  all_actions_done: 'every step since last time is done',
  no_learning_action: 'no open step builds a skill',
  no_request_yet: 'no help has been asked for in six weeks',
}

const contextLines: Readonly<Record<Context, string>> = {
  general: 'it fits any kind of work',
  sales: 'it is made for sales work',
  support: 'it is made for support work',
  operations: 'it is made for operations',
  project: 'it is made for project work',
}
