import type { Interval } from './arm.ts'

export type Verdict =
  | 'clear_improvement'
  | 'improvement'
  | 'small_improvement'
  | 'no_meaningful_difference'
  | 'worthwhile_loss_unlikely'
  | 'worthwhile_gain_unlikely'
  | 'too_imprecise'
  | 'too_few_events'
  | 'too_few_managers'
  | 'small_worsening'
  | 'worsening'

/** One outcome as it goes into the verdict. All numbers are pilot minus control, in the unit of the metric. */
export interface OutcomeResult {
  kind: 'continuous' | 'rare'
  better: 'higher' | 'lower'
  estimate: number
  /** Null when the data are too few for an interval. */
  interval: Interval | null
  /** Adjusted for the family it belongs to; null when it could not be tested. */
  adjustedP: number | null
  /** The smallest difference that would matter, set when the plan was locked; above 0. */
  smallestWorthwhile: number
  pilotManagers: number
  controlManagers: number
  /** Events in both arms together; null for outcomes that are not counted. */
  events: number | null
}

/** The floors of a verdict: below them an outcome is counted and not judged. */
export interface VerdictRule {
  minimumManagersPerArm: number
  minimumEvents: number
  alpha: number
}

export const DEFAULT_VERDICT_RULE: VerdictRule = { minimumManagersPerArm: 6, minimumEvents: 10, alpha: 0.05 }

/** The verdict on one outcome, by the order of rules that was fixed before the start. Without an interval nothing is settled. */
export function verdictOn(outcome: OutcomeResult, rule: VerdictRule = DEFAULT_VERDICT_RULE): Verdict {
  if (Math.min(outcome.pilotManagers, outcome.controlManagers) < rule.minimumManagersPerArm) return 'too_few_managers'
  if (outcome.kind === 'rare' && (outcome.events ?? 0) < rule.minimumEvents) return 'too_few_events'
  const { low, high } = towardsBetter(outcome)
  const worthwhile = outcome.smallestWorthwhile
  const settled = outcome.adjustedP !== null && outcome.adjustedP <= rule.alpha
  if (settled && low > 0) {
    if (low >= worthwhile) return 'clear_improvement'
    return high < worthwhile ? 'small_improvement' : 'improvement'
  }
  if (settled && high < 0) return low > -worthwhile ? 'small_worsening' : 'worsening'
  if (low > -worthwhile && high < worthwhile) return 'no_meaningful_difference'
  if (low <= -worthwhile && high >= worthwhile) return 'too_imprecise'
  return low > -worthwhile ? 'worthwhile_loss_unlikely' : 'worthwhile_gain_unlikely'
}

/** How an outcome's numbers are written: 0.31 points, 12 percentage points, 2.6 per 100 weeks. */
export type FormatDifference = (value: number) => string

/** The verdict in plain words, with estimate, interval, managers and events; p comes last. */
export function verdictSentence(outcome: OutcomeResult, format: FormatDifference, rule: VerdictRule = DEFAULT_VERDICT_RULE): string {
  const { interval, pilotManagers, controlManagers, events, adjustedP } = outcome
  const facts = [
    `difference ${format(outcome.estimate)}`,
    interval === null ? 'no interval can be had' : `interval ${format(interval.low)} to ${format(interval.high)}`,
    `${pilotManagers} pilot and ${controlManagers} control managers`,
    ...(events === null ? [] : [`${events} ${events === 1 ? 'event' : 'events'}`]),
    ...(adjustedP === null ? [] : [`p ${adjustedP < 0.001 ? 'below .001' : adjustedP.toFixed(3)}`]),
  ]
  return `${verdictWords(verdictOn(outcome, rule), outcome)} (${facts.join('; ')}).`
}

/** The words for a verdict, without its numbers. */
export function verdictWords(verdict: Verdict, { events }: Pick<OutcomeResult, 'events'>): string {
  switch (verdict) {
    case 'clear_improvement':
      return 'Better, and by at least what we said would matter'
    case 'improvement':
      return 'Better; how much is less sure'
    case 'small_improvement':
      return 'Better, but by less than we said would matter'
    case 'no_meaningful_difference':
      return 'About the same: a difference that matters is ruled out'
    case 'worthwhile_loss_unlikely':
      return 'Not settled: could be no change or a real gain; a real loss is unlikely'
    case 'worthwhile_gain_unlikely':
      return 'Not settled: could be no change or a real loss; a real gain is unlikely'
    case 'too_imprecise':
      return 'Too few data to tell: both a real gain and a real loss fit'
    case 'too_few_events':
      return events === 0
        ? 'No events: counted, not judged'
        : `Only ${events ?? 0} ${events === 1 ? 'event' : 'events'}: counted, not judged`
    case 'too_few_managers':
      return 'Too few managers to judge: shown as counted, without a verdict'
    case 'small_worsening':
      return 'Worse, but by less than we said would matter'
    case 'worsening':
      return 'Worse'
    default:
      return verdict satisfies never
  }
}

function towardsBetter({ better, interval }: OutcomeResult): Interval {
  const { low, high } = interval ?? { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }
  return better === 'higher' ? { low, high } : { low: -high, high: -low }
}
