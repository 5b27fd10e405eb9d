import type { GoalState } from './plan.ts'
import type { RequestState } from './requests.ts'

/** How a goal stands, in words: the same on every screen and in every export. */
export const goalStateLabels: Readonly<Record<GoalState, string>> = {
  on_track: 'on track',
  at_risk: 'at risk',
  off: 'off track',
  done: 'done',
}

/** How help that was asked for stands, in words. */
export const requestStateLabels: Readonly<Record<RequestState, string>> = {
  asked: 'waits for an answer',
  owned: 'somebody is on it',
  answered: 'answered, and not there yet',
  delivered: 'it is there',
  helped: 'it helped',
  not_helped: 'it did not help',
  declined: 'declined',
  withdrawn: 'not needed any more',
}
