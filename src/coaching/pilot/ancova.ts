import { DEFAULT_LEVEL, type AssignedManager, type Interval } from './arm.ts'
import { dot, orthonormalColumns, projectOut, squaredLength } from './least-squares.ts'
import { sum } from './moments.ts'
import { randomisationP } from './randomisation-p.ts'
import { intervalByInversion } from './randomisation-test.ts'
import { forEachReDeal, strataOf, type ReDealPlan } from './re-deals.ts'
import { tResult } from './t-result.ts'

/** One manager's outcome before and after, in the unit of the metric. */
export interface BeforeAfter extends AssignedManager {
  before: number
  after: number
}

export interface Ancova {
  /** Difference in `after` between the arms at equal `before`. */
  estimate: number
  standardError: number
  degreesOfFreedom: number
  pTwoSided: number
  interval: Interval
  /** How much of a difference before is still there after. */
  beforeSlope: number
  /** Share of re-deals whose refitted coefficient is at least as far from zero. */
  randomisationP: number
  /** The effects that the same re-deals would not reject, so that it agrees with `randomisationP`; null when they are too few. */
  randomisationInterval: Interval | null
}

/**
 * Least squares of after on arm and before (and stratum, where there are several), one row a manager, t with n - k degrees of freedom.
 * More precise than a difference in differences when before and after are loosely related (McKenzie 2012, J Dev Econ 99).
 * Null when the arms, the values before or the managers are too few or too alike to fit.
 *
 * The arm coefficient is worked out by partialling the other columns out first (Frisch & Waugh 1933), which makes a refit cheap.
 */
export function ancova(managers: readonly BeforeAfter[], plan: ReDealPlan, level?: number): Ancova | null {
  const after = managers.map((manager) => manager.after)
  const before = managers.map((manager) => manager.before)
  const arm = managers.map((manager) => Number(manager.arm === 'pilot'))
  const strata = stratumColumns(managers)
  const besideArm = orthonormalColumns([...strata, before])
  if (besideArm.length < strata.length + 1) return null
  const afterLeft = projectOut(after, besideArm)
  const coefficient = (labels: ArrayLike<number>) => armCoefficient(labels, afterLeft, besideArm)
  const estimate = coefficient(arm)
  if (estimate === null) return null
  const armLeft = projectOut(arm, besideArm)
  const residualSquares = sum(afterLeft.map((value, index) => (value - estimate * (armLeft[index] ?? 0)) ** 2))
  const degreesOfFreedom = managers.length - besideArm.length - 1
  const standardError = Math.sqrt(residualSquares / degreesOfFreedom / squaredLength(armLeft))
  const judged = tResult(estimate, standardError, degreesOfFreedom, level)
  const besideBefore = orthonormalColumns([...strata, arm])
  const beforeLeft = projectOut(before, besideBefore)
  if (judged === null || squaredLength(beforeLeft) <= SINGULAR * squaredLength(before)) return null
  const { pTwoSided, interval } = judged
  // A deal in which arm and before coincide has no coefficient; it counts as extreme so that p is never too small.
  const dealt = randomisationP(managers, plan, (inPilot) => coefficient(inPilot) ?? Number.POSITIVE_INFINITY)
  const overlaps: number[] = []
  forEachReDeal(managers, plan, (inPilot) => overlaps.push(armCoefficient(inPilot, armLeft, besideArm) ?? Number.POSITIVE_INFINITY))
  return {
    estimate,
    standardError,
    degreesOfFreedom,
    pTwoSided,
    interval,
    beforeSlope: dot(beforeLeft, after) / squaredLength(beforeLeft),
    randomisationP: dealt.pTwoSided,
    randomisationInterval: intervalByInversion(dealt, overlaps, level ?? DEFAULT_LEVEL),
  }
}

const SINGULAR = 1e-12

function armCoefficient(labels: ArrayLike<number>, afterLeft: readonly number[], besideArm: readonly number[][]): number | null {
  const spread = squaredLength(labels) - sum(besideArm.map((column) => dot(column, labels) ** 2))
  return spread > SINGULAR * labels.length ? dot(labels, afterLeft) / spread : null
}

function stratumColumns(managers: readonly AssignedManager[]): number[][] {
  return strataOf(managers).map(({ members }) => managers.map((_, index) => Number(members.includes(index))))
}
