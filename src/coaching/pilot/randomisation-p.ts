import type { AssignedManager } from './arm.ts'
import { forEachReDeal, type ReDealPlan, type ReDealt } from './re-deals.ts'

/** What the re-deals say about one statistic. */
export interface RandomisationP {
  /** The statistic under the real arms. */
  estimate: number
  /** Share of re-deals at least as far from zero as the real one. */
  pTwoSided: number
  /** Share at or above the real one. */
  pUpper: number
  /** Share at or below the real one. */
  pLower: number
  /** The smallest two-sided p these data could give under any deal: above .05 the test can never find anything. */
  smallestTwoSidedP: number
  reDealt: ReDealt
  /** The statistic under each re-deal, in the order visited: the histogram of a readout. */
  reDealtValues: Float64Array
}

/**
 * Exact randomisation p-value of any statistic of the arms (Fisher 1935, The Design of Experiments, chapter II).
 * Outcomes stay, arm labels are dealt again as the design allowed. Where the deals are drawn and not listed, p = (b + 1) / (B + 1)
 * (Phipson & Smyth 2010, Stat Appl Genet Mol Biol 9(1), 39), so that p is never 0.
 *
 * `statistic` gets one entry per manager, 1 for the pilot arm. Two values count as equal when they differ by less than 1e-9.
 */
export function randomisationP(
  managers: readonly AssignedManager[],
  plan: ReDealPlan,
  statistic: (inPilot: Uint8Array) => number,
): RandomisationP {
  const estimate = statistic(Uint8Array.from(managers, (manager) => Number(manager.arm === 'pilot')))
  const values: number[] = []
  const reDealt = forEachReDeal(managers, plan, (inPilot) => values.push(statistic(inPilot)))
  const reDealtValues = Float64Array.from(values)
  const real = reDealt.method === 'every' ? 0 : 1
  const total = reDealt.count + real
  const distance = Math.abs(estimate)
  const furthest = values.reduce((far, value) => Math.max(far, Math.abs(value)), distance)
  const shareWhere = (holds: (value: number) => boolean, realHolds: boolean) =>
    (reDealtValues.reduce((count, value) => count + Number(holds(value)), 0) + (realHolds ? real : 0)) / total
  return {
    estimate,
    pTwoSided: shareWhere((value) => Math.abs(value) >= distance - TIE, true),
    pUpper: shareWhere((value) => value >= estimate - TIE, true),
    pLower: shareWhere((value) => value <= estimate + TIE, true),
    smallestTwoSidedP: shareWhere((value) => Math.abs(value) >= furthest - TIE, distance >= furthest - TIE),
    reDealt,
    reDealtValues,
  }
}

const TIE = 1e-9
