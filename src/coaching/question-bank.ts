import { z } from 'zod'
import bankFile from './question-bank.json' with { type: 'json' }

/** What a question is about. */
export const categories = ['goals', 'progress', 'experiment', 'support', 'career', 'wellbeing', 'stretch'] as const
export type Category = (typeof categories)[number]

/** The kind of work a pair does; `general` fits everybody. */
export const contexts = ['general', 'sales', 'support', 'operations', 'project'] as const
export type Context = (typeof contexts)[number]

/** The situation a manager may set for an employee for eight weeks. People see the neutral names in playbooks.ts, never these codes. */
export const scenarios = [
  'underperformance',
  'career_transition',
  'complex_deal',
  'new_in_role',
  'overloaded',
  'high_potential',
  'returning',
  'relocating',
] as const
export type Scenario = (typeof scenarios)[number]

/** Where a pair is in its quarter. */
export const stages = ['first_session', 'mid_quarter', 'before_review'] as const
export type Stage = (typeof stages)[number]

/**
 * What is true of a plan now; computed by plan-states.ts, never typed in.
 * The order is the one in which states win when several hold (docs/coaching.md, "Choosing a question").
 */
export const planStateNames = [
  'overdue_manager_actions',
  'overdue_employee_actions',
  'repeated_obstacle',
  'low_confidence',
  'no_quarter_goal',
  'request_open',
  'missed_sessions',
  'no_longer_goal',
  'obstacle_noted',
  'goal_without_measure',
  'goal_unchanged_long',
  'many_goals',
  'all_actions_done',
  'no_learning_action',
  'no_request_yet',
] as const
export type PlanStateName = (typeof planStateNames)[number]

/** When a question must not be asked: a state that holds, one of the first three sessions, or a scenario that is set. */
export type Avoidance = PlanStateName | 'first_three_sessions' | `scenario:${Scenario}`
const avoidances: readonly Avoidance[] = [
  ...planStateNames,
  'first_three_sessions',
  ...scenarios.map((scenario) => `scenario:${scenario}` as const),
]

const questionId = z
  .string()
  .regex(/^[a-z][0-9]{2,3}$/)
  .brand<'QuestionId'>()
export type QuestionId = z.infer<typeof questionId>

const sentence = z.string().trim().min(1)
const questionSchema = z
  .object({
    id: questionId,
    text: sentence,
    category: z.enum(categories),
    contexts: z.array(z.enum(contexts)).min(1),
    scenarios: z.array(z.enum(scenarios)),
    stages: z.array(z.enum(stages)).min(1),
    states: z.array(z.enum(planStateNames)),
    depth: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    listen_for: sentence,
    follow_up: sentence,
    avoid_when: z.array(z.enum(avoidances)),
    requires_scenario: z.boolean(),
    requires_state: z.boolean(),
  })
  .transform(({ listen_for, follow_up, avoid_when, requires_scenario, requires_state, ...rest }) => ({
    ...rest,
    listenFor: listen_for,
    followUp: follow_up,
    avoidWhen: avoid_when,
    requiresScenario: requires_scenario,
    requiresState: requires_state,
  }))

/**
 * One question with everything the choice and the screen need.
 * `depth` 1 may be asked any time, 2 after one held session, 3 after three.
 * `listenFor` is for the manager's eyes; `followUp` is offered when there is more to say.
 */
export type Question = DeepReadonly<z.infer<typeof questionSchema>>

/** Reads question-bank.json, or a coordinator's edited copy in the same form. Style is judged apart, by `bankProblems`. */
export const questionBankSchema = z
  .object({ version: z.string(), language: z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/), questions: z.array(questionSchema).min(1) })
  .transform(deepFreeze)
export type QuestionBank = DeepReadonly<z.infer<typeof questionBankSchema>>

/** The 95 questions that come with Cuecard, frozen. */
export const questionBank: QuestionBank = questionBankSchema.parse(bankFile)

/** One thing to put right before a bank can be used: where it is, and what is wrong in a reader's words. */
export type BankProblem = { place: string; sentence: string }

/**
 * Everything that is wrong with a bank in its file form, in the order of its questions; empty when it can be used.
 * Checks that tags are known, ids unique and texts different, and, for a bank in English, the wording rules in
 * docs/coaching.md ("How a question is worded").
 */
export function bankProblems(bank: unknown): BankProblem[] {
  const frame = z.object({ language: z.string(), questions: z.array(z.unknown()).min(1) }).safeParse(bank)
  if (!frame.success) return [{ place: 'the bank', sentence: 'A bank has a language and a list of at least one question.' }]

  const problems: BankProblem[] = []
  const firstWithId = new Map<string, string>()
  const firstWithText = new Map<string, string>()
  frame.data.questions.forEach((candidate, index) => {
    const place = placeOf(candidate, index)
    const parsed = questionSchema.safeParse(candidate)
    if (!parsed.success) {
      problems.push(...parsed.error.issues.map((issue) => ({ place, sentence: shapeSentence(issue, candidate) })))
      return
    }
    const question = parsed.data
    const sameId = firstWithId.get(question.id)
    if (sameId) problems.push({ place, sentence: `The id ${question.id} is already taken by ${sameId}.` })
    else firstWithId.set(question.id, `question number ${index + 1}`)
    const sameText = firstWithText.get(comparable(question.text))
    if (sameText) problems.push({ place, sentence: `The same question is already there as ${sameText}.` })
    else firstWithText.set(comparable(question.text), question.id)

    problems.push(...tagProblems(question).map((sentence) => ({ place, sentence })))
    if (frame.data.language.startsWith('en') && presumesGoal(question.text) && !question.avoidWhen.includes('no_quarter_goal'))
      problems.push({
        place,
        sentence: 'It speaks of a goal, so it must not be asked while there is none: it names no_quarter_goal under avoid_when.',
      })
    problems.push(...markProblems(question.text).map((sentence) => ({ place, sentence })))
    problems.push(...markProblems(question.followUp).map((sentence) => ({ place: `${place}, follow-up`, sentence })))
    if (!frame.data.language.startsWith('en')) return
    problems.push(...wordingProblems(question.text).map((sentence) => ({ place, sentence })))
    problems.push(...toneProblems(question.followUp).map((sentence) => ({ place: `${place}, follow-up`, sentence })))
  })
  return problems
}

function placeOf(candidate: unknown, index: number): string {
  const named = z.object({ id: z.string().min(1) }).safeParse(candidate)
  return named.success ? `question ${named.data.id}` : `question number ${index + 1}`
}

function shapeSentence(issue: z.core.$ZodIssue, candidate: unknown): string {
  const field =
    issue.path
      .map(String)
      .filter((part) => !/^\d+$/.test(part))
      .join('.') || 'question'
  const value = issue.path.reduce<unknown>((at, part) => (at instanceof Object ? Reflect.get(at, part) : undefined), candidate)
  if (issue.code === 'invalid_value' && typeof value === 'string') return `"${value}" is not a known ${tagWord[field] ?? field}.`
  if (field === 'id') return 'An id is one small letter and two or three digits, like g07.'
  if (value === undefined) return `The field ${field} is missing.`
  return `The field ${field} cannot be read: ${issue.message}.`
}

const tagWord: Record<string, string> = {
  category: 'category',
  contexts: 'context',
  scenarios: 'scenario',
  stages: 'stage',
  states: 'plan state',
  avoid_when: 'reason to avoid a question',
}

function tagProblems(question: z.infer<typeof questionSchema>): string[] {
  const problems: string[] = []
  if (question.requiresScenario && question.scenarios.length === 0) {
    problems.push('It is asked only in a scenario, but names none, so it would never be asked.')
  }
  if (question.requiresState && question.states.length === 0) {
    problems.push('It is asked only in a plan state, but names none, so it would never be asked.')
  }
  if (question.stages.every((stage) => stage === 'first_session') && !isForFirstSession(question.category)) {
    problems.push('It is for first sessions only, which ask about goals or support, so it would never be asked.')
  }
  return problems
}

/** Whether a question speaks of a goal as one that is there. */
export function presumesGoal(text: string): boolean {
  return /\b(this|that|your|which|one|the) (goal|goals|milestone)\b|\bquarter's number\b/.test(comparable(text))
}

/** A first session asks about goals or support only: the rest needs something to look back on. */
export function isForFirstSession(category: Category): boolean {
  return category === 'goals' || category === 'support'
}

function markProblems(text: string): string[] {
  const marks = text.match(/[?？]/g)?.length ?? 0
  if (marks === 1 && /[?？]$/.test(text)) return []
  return [
    marks === 0 ? 'It has no question mark.' : marks > 1 ? 'It asks more than one question.' : 'The question mark belongs at the end.',
  ]
}

const openers = ['what', 'which', 'where', 'how', 'who', 'whose', 'when', 'if']
const auxiliaries = startingWith(
  "am are aren't can can't could couldn't did didn't do does doesn't don't had has have haven't is isn't may might must shall",
  "should shouldn't was wasn't were weren't will won't would wouldn't",
)
const maxWords = 22

function wordingProblems(text: string): string[] {
  const words = comparable(text).split(' ')
  const opensWell = openers.includes(words[0] ?? '') || (words[0] === 'looking' && words[1] === 'back')
  const problems: string[] = []
  if (auxiliaries.test(words.join(' '))) {
    problems.push(`It can be answered with yes or no. Open with ${openerList}.`)
  } else if (!opensWell) {
    problems.push(`It opens with "${text.split(' ')[0]}". Open with ${openerList}.`)
  }
  // "If you could, would you?" opens well and is a yes/no question all the same: the main clause decides.
  const mainClause = ['if', 'when', 'looking'].includes(words[0] ?? '') ? text.split(',').at(-1) : undefined
  if (mainClause !== undefined && mainClause !== text && auxiliaries.test(comparable(mainClause))) {
    problems.push('What follows the comma can be answered with yes or no.')
  }
  if (words.length > maxWords) problems.push(`It has ${words.length} words; at most ${maxWords} can be said in one breath.`)
  return [...problems, ...toneProblems(text)]
}

const openerList = 'what, which, where, how, who, whose, when, if or looking back'

function toneProblems(text: string): string[] {
  const plain = comparable(text)
  const problems: string[] = []
  if (/\bwhy\b/.test(plain)) problems.push('"Why" asks people to defend themselves. Ask what or how instead.')
  const leading = (plain.match(leadingWords) ?? plain.match(/, right$/))?.[0]
  if (leading) problems.push(`"${leading}" leads towards an answer.`)
  const touched = plain.match(privateWords)?.[0]
  if (touched) problems.push(`"${touched}" touches health, family, papers or law, which a question never does.`)
  return problems
}

const leadingWords = anyOf(
  'surely|obviously|clearly|of course|naturally|admit|confess|everyone knows|as we (both )?know|finally|at last|fail(ed|ing|ure)?',
  "don't you (think|agree)|wouldn't you (say|agree)|isn't it|aren't you|shouldn't (you|we)|fault|blame|excuses?",
)

const privateWords = anyOf(
  'health\\w*|ill|illness|sick\\w*|disease|medic\\w+|doctors?|therap\\w+|diagnos\\w+|disab\\w+|pregnan\\w+|maternity|paternity|parental',
  'stress\\w*|burn(ed|t)? ?out|burnout|anxi\\w+|depress\\w+|mental\\w*|sleep\\w*|pain|surgery|hospital',
  'famil\\w+|wife|husband|spouse|marri\\w+|divorc\\w+|child|children|childcare|kids?|sons?|daughters?|parents?|mother|father|baby',
  'papers|paperwork|visas?|passports?|work permits?|permits?|immigra\\w+|residen\\w+|citizen\\w*',
  'laws?|lawyers?|legal\\w*|lawsuits?|court|sue|sued|police|crim\\w+|religio\\w+|pray\\w*|salary|debts?',
)

function anyOf(...alternatives: string[]): RegExp {
  return new RegExp(`\\b(${alternatives.join('|')})\\b`)
}

function startingWith(...words: string[]): RegExp {
  return new RegExp(`^(${words.join(' ').replaceAll(' ', '|')})\\b`)
}

/** Lower case, plain apostrophes, single spaces and no end mark, so that two writings of one question compare equal. */
function comparable(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/\s+/g, ' ')
    .replace(/[?？.!]+$/, '')
    .trim()
}

type DeepReadonly<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? readonly DeepReadonly<Item>[]
    : { readonly [Key in keyof T]: DeepReadonly<T[Key]> }

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) deepFreeze(part)
    Object.freeze(value)
  }
  return value
}
