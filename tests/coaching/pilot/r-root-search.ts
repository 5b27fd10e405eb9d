import { atLeast, atMost, fixedMargins } from '../../../src/coaching/pilot/hypergeometric.ts'
import type { EventCount } from '../../../src/coaching/pilot/proportion.ts'

/**
 * The conditional odds ratio and its interval as R's fisher.test prints them: the same equations, but searched on the odds (or, above 1, on
 * their reciprocal) by Brent's method that stops within 1.2e-4. The reference answers carry that stop, our own functions do not.
 */
export function oddsRatioAsInR(pilot: EventCount, control: EventCount, level: number): { estimate: number; low: number; high: number } {
  const total = pilot.events + control.events
  const observed = pilot.events
  const at = (odds: number) => fixedMargins(pilot.people, control.people, total, Math.log(odds))
  const { lowest, shares } = at(1)
  const highest = lowest + shares.length - 1
  const tail = (1 - level) / 2
  const expected = (odds: number) => {
    if (odds === 0) return lowest
    return at(odds).shares.reduce((sum, share, index) => sum + share * (lowest + index), 0)
  }
  const upper = (odds: number) => (odds === 0 ? Number(observed <= lowest) : atLeast(at(odds), observed))
  const lower = (odds: number) => (odds === 0 ? Number(observed >= lowest) : atMost(at(odds), observed))
  return {
    estimate: observed === lowest ? 0 : observed === highest ? Infinity : searchOdds((odds) => expected(odds) - observed),
    low: observed === lowest ? 0 : searchOdds((odds) => upper(odds) - tail),
    high: observed === highest ? Infinity : searchOdds((odds) => tail - lower(odds)),
  }
}

/** Where R's search stops: the distance on the scale it searches, odds below 1 or the reciprocal of odds above 1. */
export const R_SEARCH_TOLERANCE = Number.EPSILON ** 0.25

function searchOdds(rising: (odds: number) => number): number {
  const atOne = rising(1)
  if (atOne === 0) return 1
  return atOne > 0 ? brent(rising, 0, 1) : 1 / brent((reciprocal) => rising(1 / reciprocal), Number.EPSILON, 1)
}

/** Brent 1973, Algorithms for Minimization without Derivatives, chapter 4: bisection, secant or inverse quadratic steps. */
function brent(evaluate: (at: number) => number, low: number, high: number): number {
  let previous = low
  let best = high
  let opposite = low
  let valuePrevious = evaluate(low)
  let valueBest = evaluate(high)
  let valueOpposite = valuePrevious
  for (let step = 0; step < 1000; step += 1) {
    const lastStep = best - previous
    if (Math.abs(valueOpposite) < Math.abs(valueBest)) {
      previous = best
      best = opposite
      opposite = previous
      valuePrevious = valueBest
      valueBest = valueOpposite
      valueOpposite = valuePrevious
    }
    const near = 2 * Number.EPSILON * Math.abs(best) + R_SEARCH_TOLERANCE / 2
    let move = (opposite - best) / 2
    if (Math.abs(move) <= near || valueBest === 0) return best
    if (Math.abs(lastStep) >= near && Math.abs(valuePrevious) > Math.abs(valueBest)) {
      const { numerator, denominator } = interpolated()
      const inside = numerator < 0.75 * (opposite - best) * denominator - Math.abs(near * denominator) / 2
      if (inside && numerator < Math.abs((lastStep * denominator) / 2)) move = numerator / denominator
    }
    if (Math.abs(move) < near) move = move > 0 ? near : -near
    previous = best
    valuePrevious = valueBest
    best += move
    valueBest = evaluate(best)
    if (Math.sign(valueBest) === Math.sign(valueOpposite)) {
      opposite = previous
      valueOpposite = valuePrevious
    }
  }
  return best

  function interpolated(): { numerator: number; denominator: number } {
    const width = opposite - best
    const ratio = valueBest / valuePrevious
    let numerator = width * ratio
    let denominator = 1 - ratio
    if (previous !== opposite) {
      const toPrevious = valuePrevious / valueOpposite
      const toBest = valueBest / valueOpposite
      numerator = ratio * (width * toPrevious * (toPrevious - toBest) - (best - previous) * (toBest - 1))
      denominator = (toPrevious - 1) * (toBest - 1) * (ratio - 1)
    }
    return numerator > 0 ? { numerator, denominator: -denominator } : { numerator: -numerator, denominator }
  }
}
