import type { AccessMatrix, Condition } from './access.ts'
import { accessMatrix, mayWrite } from './access.ts'
import type { GoalId } from './ids.ts'
import type { GoalState } from './plan.ts'
import { lengthOf } from './session-fields.ts'

/** The parts of the page that are written by hand, outside of a session. */
export const planFields = ['expectations', 'standing', 'goal', 'longer'] as const
export type PlanField = (typeof planFields)[number]

/** How long each may be, in characters as people count them. */
export const planLimits = { expectationLines: 3, expectationLine: 160, standing: 400, goal: 400, measure: 200, longer: 400, comment: 500 }
/** With more goals at once than this, none of them is one. */
export const mostGoals = 5

/** What somebody wants a part of the page to say. An empty text takes it off the page. */
export type PlanWrite =
  | { field: 'expectations'; text: string }
  | { field: 'standing'; text: string; asOf: string }
  | { field: 'goal'; goalId: GoalId | undefined; text: string; measure: string | undefined; state: GoalState; main: boolean }
  | { field: 'longer'; text: string }

/** What of the page is the employee's own to write; all of it is the manager's. */
const employeesOwn: readonly PlanField[] = ['longer']

/** Whether a side may write a part of the page: the access matrix, with what counts as the employee's own part said here. */
export function mayWritePlan(side: 'manager' | 'employee', field: PlanField, matrix: AccessMatrix = accessMatrix): boolean {
  const met: Condition[] = side === 'employee' && employeesOwn.includes(field) ? ['own_parts'] : []
  return mayWrite(side, 'plan', met, matrix)
}

/** Whether a side may say something about the page: for the employee that is a part of their own. */
export function mayComment(side: 'manager' | 'employee', matrix: AccessMatrix = accessMatrix): boolean {
  return mayWrite(side, 'plan', ['own_parts'], matrix)
}

/** What does not fit, by the name of its input, as a sentence. */
export type WriteProblems = Record<string, string>

/** What was filled in for a part of the page, or a sentence for each input that does not fit. `today` is the writer's local date. */
export function readPlanWrite(
  field: PlanField,
  filled: Readonly<Record<string, string | undefined>>,
  goalId: GoalId | undefined,
  today: string,
): PlanWrite | { problems: WriteProblems } {
  const text = (filled['text'] ?? '').trim()
  switch (field) {
    case 'expectations': {
      const lines = [1, 2, 3].map((n) => ({ input: `line_${n}`, line: onOneLine(filled[`line_${n}`] ?? '') }))
      const problems = Object.fromEntries(
        lines.flatMap(({ input, line }) => tooLong(line, planLimits.expectationLine, 'A line').map((one) => [input, one])),
      )
      if (Object.keys(problems).length > 0) return { problems }
      return {
        field,
        text: lines
          .map(({ line }) => line)
          .filter((line) => line !== '')
          .join('\n'),
      }
    }
    case 'standing': {
      const asOf = filled['as_of'] ?? today
      const problems = {
        ...problem('text', tooLong(text, planLimits.standing, 'This')),
        ...(asOf > today ? { as_of: 'This day has not come yet. Please pick today or an earlier day.' } : {}),
      }
      return Object.keys(problems).length > 0 ? { problems } : { field, text, asOf }
    }
    case 'goal': {
      const measure = (filled['measure'] ?? '').trim()
      const problems = {
        ...(text === '' ? { text: 'Please write the goal in a sentence. “Take it off the plan” removes one.' } : {}),
        ...problem('text', tooLong(text, planLimits.goal, 'A goal')),
        ...problem('measure', tooLong(measure, planLimits.measure, 'This')),
      }
      if (Object.keys(problems).length > 0) return { problems }
      const state = goalStates.find((one) => one === filled['state']) ?? 'on_track'
      return { field, goalId, text, measure: measure === '' ? undefined : measure, state, main: filled['main'] === 'main' }
    }
    case 'longer': {
      const problems = problem('text', tooLong(text, planLimits.longer, 'This'))
      return Object.keys(problems).length > 0 ? { problems } : { field, text }
    }
    default:
      return field satisfies never
  }
}

/** The lines of what is expected. */
export function expectationLines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '')
}

const goalStates: readonly GoalState[] = ['on_track', 'at_risk', 'off', 'done']

function tooLong(text: string, limit: number, what: string): string[] {
  const length = lengthOf(text)
  return length > limit ? [`${what} can have at most ${limit} characters; this one has ${length}.`] : []
}

function problem(input: string, [sentence]: string[]): WriteProblems {
  return sentence === undefined ? {} : { [input]: sentence }
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
