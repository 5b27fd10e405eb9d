import type { CovariateName } from '../../coaching/pilot/design.ts'
import type { Decision } from '../../coaching/pilot/readout.ts'

export const covariateWords: Record<CovariateName, string> = {
  team_size: 'People in the team',
  tenure_years: 'Years in the company',
  leavers_12m: 'Leavers in twelve months',
  baseline_pulse: 'Pulse index before',
  baseline_coaching: 'Share whose 1:1s touched goals or learning',
}

export const decisionWords: Record<Decision, string> = {
  extend: 'extend it to everybody.',
  change_and_repeat: 'change something, and repeat it before it is extended.',
  stop: 'stop, and look at what became worse.',
}

export const controlTurnWords = (control: 'late_start' | 'follow_up') =>
  control === 'late_start'
    ? 'The control group gets the toolkit in week 7, so that after 26 weeks an early start is compared with a late one.'
    : 'The control group waits until the second reading, so that 26 weeks with the toolkit are compared with 26 weeks without.'

export const percent = (share: number | null) => (share === null ? 'not to be had' : `${(100 * share).toFixed(1)}%`)
export const percentOf = (part: number, whole: number) => (whole === 0 ? 'nobody' : `${Math.round((100 * part) / whole)}%`)
export const signedPoints = (value: number) => `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(2)} points`
export const wholeOrOne = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(value < 1 && value > -1 ? 2 : 1))
