import type { AgreementState } from './agreement.ts'
import type { Action } from './plan.ts'

/** What both sides see of an agreement: the employee to answer it, the manager to follow it. */
export type AgreementShown = {
  agreementId: string
  version: number
  managerName: string
  employeeName: string
  state: AgreementState
  /** Whether the pair has ended: then it is read only, or, where the employee got another manager, closed to the former one. */
  ended: 'yes' | 'no' | 'closed_to_manager'
  /** `superseded`: a newer message about it stands further down. */
  stands: 'current' | 'superseded'
  /** The manager's promise first. */
  items: Action[]
}

/** An action in a message to somebody, with the name of the other person in its pair. */
export type ActionLine = { pairId: string; action: Action; otherName: string }

/** What is due today, for its owner. */
export type ActionReminder = { lines: ActionLine[] }

/** What the other side finished, moved or dropped on one day. */
export type ActionNews = { lines: ActionLine[] }
