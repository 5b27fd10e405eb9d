import { doublingBound, risingRoot } from '../bisection.ts'
import { betaCdf } from './beta.ts'

/** Probability of a t statistic at least this far from zero on either side (Abramowitz & Stegun 26.7.1). Degrees of freedom may be fractional. */
export function tTwoSidedP(t: number, degreesOfFreedom: number): number {
  if (!Number.isFinite(t)) return 0
  const square = t * t
  const total = degreesOfFreedom + square
  return betaCdf(degreesOfFreedom / total, degreesOfFreedom / 2, 0.5, square / total)
}

/** Probability that a t variable is at most `t`. */
export function tCdf(t: number, degreesOfFreedom: number): number {
  const tail = tTwoSidedP(t, degreesOfFreedom) / 2
  return t < 0 ? tail : 1 - tail
}

/** The t with `tCdf(t, degreesOfFreedom) = probability`; infinite at 0 and 1. */
export function tQuantile(probability: number, degreesOfFreedom: number): number {
  if (probability <= 0) return Number.NEGATIVE_INFINITY
  if (probability >= 1) return Number.POSITIVE_INFINITY
  if (probability > 0.5) return -tQuantile(1 - probability, degreesOfFreedom)
  const missing = (distance: number) => probability - tCdf(-distance, degreesOfFreedom)
  return -risingRoot(missing, 0, doublingBound(missing))
}
