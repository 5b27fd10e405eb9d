import { mean, variance } from './moments.ts'

/**
 * Mean of the pilot managers minus mean of the control managers, in standard deviations: the root of the mean of both arms' variances
 * (Austin 2009, Stat Med 28). No p-value goes with it. Null below two managers in an arm or when nothing varies.
 */
export function standardisedDifference(pilot: readonly number[], control: readonly number[]): number | null {
  const spread = Math.sqrt((variance(pilot) + variance(control)) / 2)
  return spread > 0 ? (mean(pilot) - mean(control)) / spread : null
}
