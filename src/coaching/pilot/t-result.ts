import { DEFAULT_LEVEL, type Interval } from './arm.ts'
import { tQuantile, tTwoSidedP } from './distributions/student-t.ts'

/** An estimate judged by Student's t distribution. */
export interface TResult {
  estimate: number
  standardError: number
  degreesOfFreedom: number
  t: number
  pTwoSided: number
  interval: Interval
}

/** Null when the standard error is zero or cannot be had, or no degrees of freedom are left. */
export function tResult(estimate: number, standardError: number, degreesOfFreedom: number, level: number = DEFAULT_LEVEL): TResult | null {
  if (!(standardError > 0) || !(degreesOfFreedom > 0)) return null
  const t = estimate / standardError
  const margin = tQuantile(1 - (1 - level) / 2, degreesOfFreedom) * standardError
  return {
    estimate,
    standardError,
    degreesOfFreedom,
    t,
    pTwoSided: tTwoSidedP(t, degreesOfFreedom),
    interval: { low: estimate - margin, high: estimate + margin },
  }
}
