import { midranks } from './midranks.ts'
import type { PairOutcome } from './sign-flip-test.ts'

export interface SignedRank {
  /** Sum of the ranks of the pairs in which the pilot manager did better: V. */
  rankSum: number
  /** Pairs with any difference; the others are dropped. */
  nonzeroPairs: number
  pTwoSided: number
}

/**
 * Wilcoxon's signed-rank test of matched pairs (Wilcoxon 1945): zero differences dropped, midranks for ties, exact over all 2^n signs.
 * Null when no pair differs.
 */
export function signedRank(pairs: readonly PairOutcome[]): SignedRank | null {
  const differences = pairs.map(({ pilot, control }) => pilot - control).filter((difference) => Math.abs(difference) >= ZERO)
  if (differences.length === 0) return null
  const ranks = midranks(differences.map(Math.abs))
  const rankSum = ranks.reduce((total, rank, index) => ((differences[index] ?? 0) > 0 ? total + rank : total), 0)
  const expected = ranks.reduce((total, rank) => total + rank, 0) / 2
  const extreme = subsetShares(ranks).reduce(
    (total, share, doubled) => (Math.abs(doubled / 2 - expected) >= Math.abs(rankSum - expected) ? total + share : total),
    0,
  )
  return { rankSum, nonzeroPairs: differences.length, pTwoSided: Math.min(1, extreme) }
}

const ZERO = 1e-9

/** Share of the 2^n subsets of ranks with each sum, indexed by twice the sum because midranks come in halves. */
function subsetShares(ranks: readonly number[]): number[] {
  let shares = [1]
  for (const rank of ranks) {
    const doubled = Math.round(2 * rank)
    const next = Array.from({ length: shares.length + doubled }, () => 0)
    shares.forEach((share, at) => {
      next[at] = (next[at] ?? 0) + share / 2
      next[at + doubled] = (next[at + doubled] ?? 0) + share / 2
    })
    shares = next
  }
  return shares
}
