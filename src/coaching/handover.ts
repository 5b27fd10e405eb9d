import type { GoalId, HandoverId, PersonId } from './ids.ts'

/** What of a plan goes over to the new manager: everything that stands, only what both agreed to, or nothing. */
export const handoverChoices = ['all', 'agreed', 'fresh'] as const
export type HandoverChoice = (typeof handoverChoices)[number]

/** After so many of their working days without a choice, the agreed parts go over. */
export const workingDaysToChoose = 10

/** What stands on the page of the plan that ended, as far as it can go over. */
export type PageParts<Step> = {
  expectations: { agreed: 'yes' | 'no' } | undefined
  standing: 'written' | 'none'
  goals: readonly { id: GoalId; kind: 'quarter' | 'longer'; changedById: PersonId }[]
  /** The employee's steps that are open and carry their signature. */
  steps: readonly Step[]
  /** Whether help that was asked for was still open. */
  requests: 'open' | 'none'
}
export type PartsOver<Step> = {
  expectations: boolean
  standing: boolean
  goals: ReadonlySet<GoalId>
  steps: readonly Step[]
  requests: boolean
}

/**
 * Which parts go over. *Agreed* is what carries the employee's own hand: expectations with their tick, their signed steps, and the longer
 * term where they wrote it last. What the former manager promised never goes over: the new one has promised nothing.
 */
export function partsOver<Step>(choice: HandoverChoice, page: PageParts<Step>, employeeId: PersonId): PartsOver<Step> {
  switch (choice) {
    case 'all':
      return {
        expectations: page.expectations !== undefined,
        standing: page.standing === 'written',
        goals: new Set(page.goals.map(({ id }) => id)),
        steps: page.steps,
        requests: page.requests === 'open',
      }
    case 'agreed':
      return {
        expectations: page.expectations?.agreed === 'yes',
        standing: false,
        goals: new Set(page.goals.filter(({ kind, changedById }) => kind === 'longer' && changedById === employeeId).map(({ id }) => id)),
        steps: page.steps,
        requests: false,
      }
    case 'fresh':
      return { expectations: false, standing: false, goals: new Set(), steps: [], requests: false }
    default:
      return choice satisfies never
  }
}

/** The message that asks the employee what goes over. */
export type HandoverAsked = {
  handoverId: HandoverId
  pairId: string
  formerName: string
  newName: string
  choice: HandoverChoice | undefined
  /** Whether the employee chose, or nobody did in time. */
  chosenBy: 'employee' | 'nobody'
  /** When the agreed parts go over by themselves. */
  defaultAt: Temporal.Instant
  /** Whether it has gone over, to a 1:1 with the new manager that exists. */
  state: 'waiting' | 'done'
}

/** The notes to the managers: the former one, whose access ended, and the new one, to whom parts went over. */
export type HandoverNote = { to: 'former' | 'new'; pairId: string; employeeName: string; choice: HandoverChoice | undefined }
