import { randomisationTest, type RandomisationTest } from './randomisation-test.ts'
import type { ReDealPlan } from './re-deals.ts'

/** The outcomes of one matched pair of managers. */
export interface PairOutcome {
  pilot: number
  control: number
}

/**
 * The mean difference within matched pairs, tested by flipping the sign of each pair difference in all 2^P ways.
 * The same test as `randomisationTest` with each pair as a stratum, because a coin per pair is what dealt the arms. Null without pairs.
 */
export function signFlipTest(pairs: readonly PairOutcome[], plan: ReDealPlan, level?: number): RandomisationTest | null {
  const managers = pairs.flatMap(({ pilot, control }, index) => [
    { arm: 'pilot' as const, stratum: `pair ${index}`, value: pilot },
    { arm: 'control' as const, stratum: `pair ${index}`, value: control },
  ])
  return randomisationTest(managers, plan, level)
}

/** The smallest two-sided p that sign flips can give: five pairs cannot reach .05, six can. */
export function smallestSignFlipP(pairCount: number): number {
  return 2 / 2 ** pairCount
}
