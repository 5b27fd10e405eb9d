import type { Quarter } from './local-time.ts'
import { goalStateLabels, requestStateLabels } from './plan-labels.ts'
import type { Action, Goal } from './plan.ts'
import type { HelpRequest } from './requests.ts'
import { helpKindLabels } from './session-fields.ts'
import type { FileFormat } from './plan-file.ts'

/** Which quarter is looked back at. */
export const lookBackQuarters = ['this', 'last'] as const
export type LookBackQuarter = (typeof lookBackQuarters)[number]

export type LookBackSection = 'goals' | 'steps' | 'learned' | 'help' | 'promises'

/** One line, and whom it is about: they can take it out before anybody exports it. */
export type LookBackLine = {
  /** Stable for the same thing, so that a line that was taken out stays out. */
  key: string
  section: LookBackSection
  about: 'manager' | 'employee'
  /** What a person wrote; empty for a count. */
  text: string
  /** Our own words about it. */
  fact: string
}

/** A quarter of a pair, made for both at once. `takenOut` counts the lines that each took out about themselves. */
export type LookBack = {
  pairId: string
  which: LookBackQuarter
  quarter: string
  managerName: string
  employeeName: string
  lines: LookBackLine[]
  takenOut: Record<'manager' | 'employee', number>
}
export type LookBackFile = { lookBack: LookBack; side: 'manager' | 'employee'; format: FileFormat }

/** An action with the days that matter here, as local dates. */
export type LookBackAction = Pick<Action, 'id' | 'owner' | 'kind' | 'text' | 'state' | 'learning' | 'reason'> & {
  signed: 'yes' | 'no'
  madeOn: string
  closedOn: string | undefined
}

/**
 * The lines of a quarter: its goals, the steps that both agreed to, what was tried to learn something, help asked for and received, and how
 * promises were kept on both sides. Only what stands on the plan that both read: no sessions, debriefs, scenarios or drafts.
 */
export function lookBackLines(
  page: {
    goals: readonly (Goal & { changedOn: string })[]
    actions: readonly LookBackAction[]
    requests: readonly (HelpRequest & { askedOn: string })[]
  },
  quarter: Pick<Quarter, 'start' | 'end'>,
  names: { manager: string; employee: string },
): LookBackLine[] {
  const [from, until] = [quarter.start.toString(), quarter.end.toString()]
  const inQuarter = (made: string, closed: string | undefined) => made <= until && (closed === undefined || closed >= from)
  const goals = page.goals.filter(
    ({ kind, changedOn, state }) => kind === 'quarter' && changedOn <= until && (state !== 'done' || changedOn >= from),
  )
  const actions = page.actions.filter(({ madeOn, closedOn, state }) => state !== 'void' && inQuarter(madeOn, closedOn))
  const promises = actions.filter(({ kind }) => kind === 'promise')
  const steps = actions.filter(({ kind, signed }) => kind === 'step' && signed === 'yes')
  const requests = page.requests.filter(({ askedOn, state }) => askedOn >= from && askedOn <= until && state !== 'withdrawn')
  return [
    ...goals.map(({ id, text, measure, state }): LookBackLine => ({
      key: `goal/${id}`,
      section: 'goals',
      about: 'employee',
      text,
      fact: [goalStateLabels[state], ...(measure === undefined ? [] : [measure])].join(' · '),
    })),
    ...steps.filter(({ learning }) => !learning).map((step) => actionLine('steps', step, names)),
    ...steps.filter(({ learning }) => learning).map((step) => actionLine('learned', step, names)),
    ...requests.map(({ id, helpKind, detail, state }): LookBackLine => ({
      key: `request/${id}`,
      section: 'help',
      about: 'employee',
      text: detail ?? '',
      fact: `${helpKindLabels[helpKind]}: ${requestStateLabels[state]}`,
    })),
    ...promises.map((promise) => actionLine('promises', promise, names)),
    ...kept('manager', promises, names.manager, 'promises'),
    ...kept(
      'employee',
      steps.filter(({ owner }) => owner === 'employee'),
      names.employee,
      'agreed steps',
    ),
  ]
}

function actionLine(section: LookBackSection, action: LookBackAction, names: Record<'manager' | 'employee', string>): LookBackLine {
  const { id, owner, text, state, reason } = action
  const became = state === 'done' ? 'done' : state === 'dropped' ? `dropped${reason === undefined ? '' : `: ${reason}`}` : 'open'
  return { key: `action/${id}`, section, about: owner, text, fact: `${names[owner]}, ${became}` }
}

/** How many of what somebody promised, or agreed to, they did. Nothing where there was nothing. */
function kept(about: LookBackLine['about'], of: readonly LookBackAction[], name: string, what: string): LookBackLine[] {
  if (of.length === 0) return []
  const done = of.filter(({ state }) => state === 'done').length
  return [{ key: `kept/${about}`, section: 'promises', about, text: '', fact: `${name}: ${done} of ${of.length} ${what} done` }]
}
