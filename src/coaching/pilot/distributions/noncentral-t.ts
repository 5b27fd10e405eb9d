import { betaCdf } from './beta.ts'
import { logGamma } from './log-gamma.ts'
import { normalCdf } from './normal.ts'

/**
 * Probability that a non-central t variable is at most `t`, to about 1e-12.
 * Lenth 1989, "Cumulative distribution function of the non-central t distribution", Applied Statistics 38 (AS 243).
 */
export function noncentralTCdf(t: number, degreesOfFreedom: number, noncentrality: number): number {
  if (t < 0) return 1 - noncentralTCdf(-t, degreesOfFreedom, -noncentrality)
  if (t === 0) return normalCdf(-noncentrality)
  const square = t * t
  const total = degreesOfFreedom + square
  const below = square / total
  const complement = degreesOfFreedom / total
  const half = (noncentrality * noncentrality) / 2
  const lastTerm = Math.ceil(half + 12 * Math.sqrt(half) + 60)
  let mixture = 0
  for (let term = 0; term <= lastTerm; term += 1) {
    const evenWeight = half === 0 ? Number(term === 0) : Math.exp(-half + term * Math.log(half) - logGamma(term + 1))
    const oddWeight = half === 0 ? 0 : Math.exp(-half + term * Math.log(half) - logGamma(term + 1.5)) * (noncentrality / Math.SQRT2)
    mixture +=
      evenWeight * betaCdf(below, term + 0.5, degreesOfFreedom / 2, complement) +
      oddWeight * betaCdf(below, term + 1, degreesOfFreedom / 2, complement)
  }
  return Math.min(1, Math.max(0, normalCdf(-noncentrality) + mixture / 2))
}
