import { ancova, type Ancova, type BeforeAfter } from './ancova.ts'
import { DEFAULT_LEVEL, type Arm, type Interval } from './arm.ts'
import { mean } from './moments.ts'
import { adjustFamily } from './multiplicity.ts'
import { inComparableStrata, randomisationTest, type RandomisationTest } from './randomisation-test.ts'
import type { ReDealPlan } from './re-deals.ts'
import { welch } from './two-sample-t.ts'
import type { TResult } from './t-result.ts'

/** The four outcomes that carry the pilot's claim, the primary one first. */
export const confirmatoryOutcomes = ['pulse_index', 'request_share', 'application_share', 'performance'] as const
export type ConfirmatoryOutcome = (typeof confirmatoryOutcomes)[number]

/** One manager's value of an outcome in both windows; either is null where it cannot be had (nobody answered, no denominator). */
export interface ManagerWindows {
  managerId: string
  arm: Arm
  stratum?: string
  before: number | null
  after: number | null
}

/** How an outcome is read: adjusted for the value before, or as a change. The plan says which before anything is seen. */
export type HeadlineAnalysis = 'ancova' | 'change'

/**
 * What a plan starts from: the pulse index adjusted for its value before once twenty managers take part, everything else as a change.
 * Below twenty, pairs leave so few degrees of freedom that adjusting often gives no interval (see docs/pilot-simulation.md).
 */
export function plannedAnalysis(outcome: ConfirmatoryOutcome, managers: number): HeadlineAnalysis {
  return outcome === 'pulse_index' && managers >= ADJUSTED_FROM ? 'ancova' : 'change'
}

const ADJUSTED_FROM = 20

export interface OutcomeComparison {
  analysis: HeadlineAnalysis
  /** Pilot minus control; null when no comparison can be made. */
  estimate: number | null
  /** From dealing the arms again as the design dealt them. */
  interval: Interval | null
  p: number | null
  smallestTwoSidedP: number | null
  /** Managers with a value in both windows and somebody of the other arm in their stratum. */
  managers: Record<Arm, number>
  /** Managers who cannot take part, because a window or their partner has no value. */
  leftOut: string[]
  means: Record<Arm, { before: number; after: number } | null>
  /** The other ways to look at the same figures: they are shown beside the headline and decide nothing. */
  change: RandomisationTest | null
  ancova: Ancova | null
  welch: TResult | null
}

/**
 * Compares the arms on one outcome with managers as the units. The analysis falls back to the change, and says so, where adjusting for the
 * value before is impossible (it does not vary, or too few managers are left).
 */
export function compareOutcome(
  managers: readonly ManagerWindows[],
  planned: HeadlineAnalysis,
  plan: ReDealPlan,
  level: number = DEFAULT_LEVEL,
): OutcomeComparison {
  const complete = inComparableStrata(managers.filter(hasBoth))
  const changes = complete.map((manager) => ({ ...manager, value: manager.after - manager.before }))
  const valuesOf = (arm: Arm) => changes.filter((manager) => manager.arm === arm).map(({ value }) => value)
  const change = randomisationTest(changes, plan, level)
  const adjusted = ancova(complete, plan, level)
  const analysis = planned === 'ancova' && adjusted !== null ? 'ancova' : 'change'
  const headline =
    analysis === 'ancova' && adjusted !== null
      ? { estimate: adjusted.estimate, interval: adjusted.randomisationInterval, p: adjusted.randomisationP }
      : { estimate: change?.estimate ?? null, interval: change?.interval ?? null, p: change?.pTwoSided ?? null }
  const kept = new Set(complete.map(({ managerId }) => managerId))
  return {
    analysis,
    ...headline,
    smallestTwoSidedP: change?.smallestTwoSidedP ?? null,
    managers: { pilot: valuesOf('pilot').length, control: valuesOf('control').length },
    leftOut: managers.filter(({ managerId }) => !kept.has(managerId)).map(({ managerId }) => managerId),
    means: { pilot: windowMeans(complete, 'pilot'), control: windowMeans(complete, 'control') },
    change,
    ancova: adjusted,
    welch: welch(valuesOf('pilot'), valuesOf('control'), level),
  }
}

/** P-values of a family adjusted by Holm, in the order given; null for what could not be tested. */
export function holmAdjusted(comparisons: readonly OutcomeComparison[]): (number | null)[] {
  return adjustFamily(comparisons.map(({ p }) => p)).adjusted.map(({ holm }) => holm)
}

type Complete = ManagerWindows & BeforeAfter

function hasBoth(manager: ManagerWindows): manager is Complete {
  return manager.before !== null && manager.after !== null
}

function windowMeans(managers: readonly Complete[], arm: Arm): { before: number; after: number } | null {
  const own = managers.filter((manager) => manager.arm === arm)
  if (own.length === 0) return null
  return { before: mean(own.map(({ before }) => before)), after: mean(own.map(({ after }) => after)) }
}
