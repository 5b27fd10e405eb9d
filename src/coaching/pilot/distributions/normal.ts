import { doublingBound, risingRoot } from '../bisection.ts'
import { gammaUpper } from './gamma.ts'

/** Probability that a standard normal variable is at most x (the error function written as an incomplete gamma, DLMF 7.11.2). */
export function normalCdf(x: number): number {
  const tail = gammaUpper((x * x) / 2, 0.5) / 2
  return x < 0 ? tail : 1 - tail
}

/** The x with `normalCdf(x) = probability`; infinite at 0 and 1. */
export function normalQuantile(probability: number): number {
  if (probability <= 0) return Number.NEGATIVE_INFINITY
  if (probability >= 1) return Number.POSITIVE_INFINITY
  if (probability > 0.5) return -normalQuantile(1 - probability)
  const missing = (distance: number) => probability - normalCdf(-distance)
  return -risingRoot(missing, 0, doublingBound(missing))
}
