import { doublingBound, risingRoot } from '../bisection.ts'
import { logGamma } from './log-gamma.ts'

/** Probability that a gamma variable with this shape and scale 1 is at most x (DLMF 8.2.4; series 8.7.1, continued fraction 8.9.2). */
export function gammaCdf(x: number, shape: number): number {
  if (x <= 0) return 0
  return x < shape + 1 ? lowerSeries(x, shape) : 1 - upperFraction(x, shape)
}

/** Probability of more than x, exact also far out where `1 - gammaCdf` would lose its digits. */
export function gammaUpper(x: number, shape: number): number {
  if (x <= 0) return 1
  return x < shape + 1 ? 1 - lowerSeries(x, shape) : upperFraction(x, shape)
}

/** The x with `gammaCdf(x, shape) = probability`. */
export function gammaQuantile(probability: number, shape: number): number {
  if (probability <= 0) return 0
  if (probability >= 1) return Number.POSITIVE_INFINITY
  const missing =
    probability < 0.5 ? (x: number) => gammaCdf(x, shape) - probability : (x: number) => 1 - probability - gammaUpper(x, shape)
  return risingRoot(missing, 0, doublingBound(missing))
}

const MOST_STEPS = 100_000

function front(x: number, shape: number): number {
  return Math.exp(shape * Math.log(x) - x - logGamma(shape))
}

function lowerSeries(x: number, shape: number): number {
  let term = 1 / shape
  let total = term
  for (let step = 1; step < MOST_STEPS && term > total * 1e-17; step += 1) {
    term *= x / (shape + step)
    total += term
  }
  return total * front(x, shape)
}

function upperFraction(x: number, shape: number): number {
  let base = x + 1 - shape
  let ratio = 1e300
  let inverse = 1 / base
  let value = inverse
  for (let step = 1; step < MOST_STEPS; step += 1) {
    const numerator = -step * (step - shape)
    base += 2
    inverse = 1 / (numerator * inverse + base)
    ratio = base + numerator / ratio
    const change = inverse * ratio
    value *= change
    if (Math.abs(change - 1) < 1e-16) break
  }
  return value * front(x, shape)
}
