import { risingRoot } from '../bisection.ts'
import { logGamma } from './log-gamma.ts'

/**
 * Probability that a beta(a, b) variable is at most x: the regularised incomplete beta function.
 * Continued fraction of DLMF 8.17.22, evaluated by the modified Lentz method (Thompson & Barnett 1986).
 * `complement` is 1 - x; give it when it is known more exactly than the subtraction can say.
 */
export function betaCdf(x: number, a: number, b: number, complement = 1 - x): number {
  if (x <= 0) return 0
  if (complement <= 0) return 1
  const front = Math.exp(a * Math.log(x) + b * Math.log(complement) + logGamma(a + b) - logGamma(a) - logGamma(b))
  return x <= (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(complement, b, a)) / b
}

/** The x with `betaCdf(x, a, b) = probability`. */
export function betaQuantile(probability: number, a: number, b: number): number {
  if (probability <= 0) return 0
  if (probability >= 1) return 1
  return risingRoot((x) => betaCdf(x, a, b) - probability, 0, 1)
}

const SMALLEST = 1e-300
const MOST_STEPS = 100_000

function fraction(x: number, a: number, b: number): number {
  let ratio = 1
  let inverse = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1))
  let value = inverse
  for (let step = 1; step < MOST_STEPS; step += 1) {
    const even = (step * (b - step) * x) / ((a + 2 * step - 1) * (a + 2 * step))
    inverse = 1 / awayFromZero(1 + even * inverse)
    ratio = awayFromZero(1 + even / ratio)
    value *= inverse * ratio
    const odd = (-(a + step) * (a + b + step) * x) / ((a + 2 * step) * (a + 2 * step + 1))
    inverse = 1 / awayFromZero(1 + odd * inverse)
    ratio = awayFromZero(1 + odd / ratio)
    const change = inverse * ratio
    value *= change
    if (Math.abs(change - 1) < 1e-16) break
  }
  return value
}

function awayFromZero(value: number): number {
  return Math.abs(value) < SMALLEST ? SMALLEST : value
}
