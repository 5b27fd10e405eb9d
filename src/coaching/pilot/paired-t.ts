import { mean, variance } from './moments.ts'
import type { PairOutcome } from './sign-flip-test.ts'
import { tResult, type TResult } from './t-result.ts'

/** Mean within-pair difference with Student's t on P - 1 degrees of freedom. Null below two pairs or when the differences do not vary. */
export function pairedT(pairs: readonly PairOutcome[], level?: number): TResult | null {
  const differences = pairs.map(({ pilot, control }) => pilot - control)
  return tResult(mean(differences), Math.sqrt(variance(differences) / differences.length), differences.length - 1, level)
}
