import { DEFAULT_LEVEL, type AssignedManager, type Interval } from './arm.ts'
import { randomisationP, type RandomisationP } from './randomisation-p.ts'
import { forEachReDeal, strataOf, type ReDealPlan } from './re-deals.ts'

/** One manager's outcome, in the unit of the metric: usually a change, after minus before. */
export interface ManagerOutcome extends AssignedManager {
  value: number
}

export interface RandomisationTest extends RandomisationP {
  level: number
  /** Null when there are too few re-deals to bound the difference at this level (three against three, at 95%). */
  interval: Interval | null
}

/**
 * The difference between pilot and control managers with its exact p-value and interval, from re-dealing the arms as the design dealt them.
 *
 * The difference is the sum over strata of (n_s / n) x (mean pilot - mean control inside s); matched pairs are strata of two.
 * Null when no stratum has managers of both arms. A stratum with only one arm says nothing about a difference and is left out.
 */
export function randomisationTest(
  managers: readonly ManagerOutcome[],
  plan: ReDealPlan,
  level: number = DEFAULT_LEVEL,
): RandomisationTest | null {
  const comparable = inComparableStrata(managers)
  if (comparable.length === 0) return null
  const difference = stratifiedDifference(
    comparable,
    comparable.map((manager) => manager.value),
  )
  const overlap = stratifiedDifference(
    comparable,
    comparable.map((manager) => Number(manager.arm === 'pilot')),
  )
  const tested = randomisationP(comparable, plan, difference)
  const overlaps: number[] = []
  // Listed or drawn from the same seed, the deals come in the same order as those behind `reDealtValues`.
  forEachReDeal(comparable, plan, (inPilot) => overlaps.push(overlap(inPilot)))
  return { ...tested, level, interval: intervalByInversion(tested, overlaps, level) }
}

/** The managers whose stratum has both arms: the others cannot take part in a comparison inside strata. */
export function inComparableStrata<Manager extends AssignedManager>(managers: readonly Manager[]): Manager[] {
  const kept = strataOf(managers)
    .filter((stratum) => stratum.pilots > 0 && stratum.pilots < stratum.members.length)
    .flatMap((stratum) => stratum.members)
  return managers.filter((_, index) => kept.includes(index))
}

/** The difference as a function of the deal: linear in the labels, so each deal costs one pass over the managers. */
function stratifiedDifference(managers: readonly AssignedManager[], values: readonly number[]): (inPilot: Uint8Array) => number {
  const weights = new Float64Array(managers.length)
  let offset = 0
  for (const { members, pilots } of strataOf(managers)) {
    const share = members.length / managers.length
    const controls = members.length - pilots
    for (const member of members) {
      const value = values[member] ?? Number.NaN
      weights[member] = share * value * (1 / pilots + 1 / controls)
      offset += (share * value) / controls
    }
  }
  return (inPilot) => weights.reduce((total, weight, index) => (inPilot[index] === 1 ? total + weight : total), -offset)
}

/**
 * The differences that the test would not reject, in closed form: for each re-deal r other than the real one,
 * delta_r = (T - T_r) / (1 - Z_r), where Z_r is T worked out on the real 0/1 arms instead of the outcome. The real deal counts as minus
 * infinity for the lower end and plus infinity for the upper one; with k = floor(N alpha / 2) + 1 the ends are the k-th smallest and largest.
 * (Inversion of the test under a constant effect: Lehmann 1963; Garthwaite 1996, Biometrics 52, 1387-1393.)
 */
export function intervalByInversion(tested: RandomisationP, overlaps: readonly number[], level: number): Interval | null {
  const bounds: number[] = []
  overlaps.forEach((overlap, index) => {
    const value = tested.reDealtValues[index] ?? Number.NaN
    if (1 - overlap > SAME_DEAL) bounds.push((tested.estimate - value) / (1 - overlap))
  })
  const total = tested.reDealt.method === 'every' ? tested.reDealt.count : tested.reDealt.count + 1
  const unbounded = total - bounds.length
  const position = Math.floor((total * (1 - level)) / 2 + 1e-9) - unbounded
  const sorted = Float64Array.from(bounds).sort()
  const low = sorted[position]
  const high = sorted[sorted.length - 1 - position]
  return low === undefined || high === undefined ? null : { low, high }
}

const SAME_DEAL = 1e-12
