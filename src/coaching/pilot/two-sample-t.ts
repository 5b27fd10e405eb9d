import { mean, variance } from './moments.ts'
import { tResult, type TResult } from './t-result.ts'

/**
 * Mean of the pilot managers minus mean of the control managers, with unequal variances and Satterthwaite's degrees of freedom
 * (Welch 1947, Biometrika 34). Null below two managers in an arm or when nothing varies.
 */
export function welch(pilot: readonly number[], control: readonly number[], level?: number): TResult | null {
  const pilotShare = variance(pilot) / pilot.length
  const controlShare = variance(control) / control.length
  const total = pilotShare + controlShare
  const degreesOfFreedom = total ** 2 / (pilotShare ** 2 / (pilot.length - 1) + controlShare ** 2 / (control.length - 1))
  return tResult(mean(pilot) - mean(control), Math.sqrt(total), degreesOfFreedom, level)
}

/** The same difference under one common variance: Student's two-sample t with n - 2 degrees of freedom. */
export function pooledT(pilot: readonly number[], control: readonly number[], level?: number): TResult | null {
  const degreesOfFreedom = pilot.length + control.length - 2
  const pooled = ((pilot.length - 1) * variance(pilot) + (control.length - 1) * variance(control)) / degreesOfFreedom
  return tResult(mean(pilot) - mean(control), Math.sqrt(pooled * (1 / pilot.length + 1 / control.length)), degreesOfFreedom, level)
}
