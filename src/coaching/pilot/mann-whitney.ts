import { DEFAULT_LEVEL, type Interval } from './arm.ts'
import { median } from './moments.ts'
import { logChoose } from './distributions/log-gamma.ts'
import { midranks } from './midranks.ts'

export interface MannWhitney {
  /** Pairs of one manager from each arm in which the pilot manager is higher; ties count half. */
  pilotWins: number
  controlWins: number
  /** Exact, also with ties: share of deals whose rank sum is at least as far from its expectation. */
  pTwoSided: number
  /** Hodges-Lehmann estimate: the median of all pilot - control differences. */
  shift: number
  /** Null with ties between managers, where the exact interval for a shift does not exist. */
  shiftInterval: (Interval & { achievedLevel: number }) | null
  /** Chance that a pilot manager drawn at random is above a control manager drawn at random; ties count half. */
  probabilityOfSuperiority: number
  /** 2 x probability of superiority - 1: from -1 to 1. */
  rankBiserial: number
}

/**
 * The rank comparison of two arms for ordinal or odd-shaped outcomes (Mann & Whitney 1947; Hodges & Lehmann 1963; interval from the
 * ordered differences as in Hollander & Wolfe, Nonparametric Statistical Methods, section 4.3). Null when an arm is empty.
 */
export function mannWhitney(pilot: readonly number[], control: readonly number[], level: number = DEFAULT_LEVEL): MannWhitney | null {
  if (pilot.length === 0 || control.length === 0) return null
  const values = [...pilot, ...control]
  const ranks = midranks(values)
  const rankSum = ranks.slice(0, pilot.length).reduce((total, rank) => total + rank, 0)
  const pilotWins = rankSum - (pilot.length * (pilot.length + 1)) / 2
  const every = pilot.length * control.length
  const shares = rankSumShares(ranks, pilot.length)
  const expected = (pilot.length * (values.length + 1)) / 2
  const extreme = shares.reduce(
    (total, share, doubled) => (Math.abs(doubled / 2 - expected) >= Math.abs(rankSum - expected) ? total + share : total),
    0,
  )
  const differences = pilot.flatMap((one) => control.map((other) => one - other)).sort((left, right) => left - right)
  const tied = new Set(ranks).size < ranks.length
  return {
    pilotWins,
    controlWins: every - pilotWins,
    pTwoSided: Math.min(1, extreme),
    shift: median(differences) ?? Number.NaN,
    shiftInterval: tied ? null : shiftInterval(differences, shares, pilot.length, level),
    probabilityOfSuperiority: pilotWins / every,
    rankBiserial: (2 * pilotWins) / every - 1,
  }
}

/** Share of the deals of `dealt` managers with each rank sum, indexed by twice the sum because midranks come in halves. */
function rankSumShares(ranks: readonly number[], dealt: number): number[] {
  const doubled = ranks.map((rank) => Math.round(2 * rank))
  const longest = doubled.reduce((total, rank) => total + rank, 0) + 1
  const ways = Array.from({ length: dealt + 1 }, () => new Float64Array(longest))
  const [none] = ways
  if (none !== undefined) none[0] = 1
  for (const rank of doubled) {
    for (let size = dealt; size > 0; size -= 1) {
      const smaller = ways[size - 1]
      const larger = ways[size]
      if (smaller === undefined || larger === undefined) continue
      for (let at = longest - 1; at >= rank; at -= 1) larger[at] = (larger[at] ?? 0) + (smaller[at - rank] ?? 0)
    }
  }
  const total = Math.round(Math.exp(logChoose(ranks.length, dealt)))
  return Array.from(ways[dealt] ?? [], (count) => count / total)
}

/**
 * The k-th smallest and k-th largest difference, where k is the smallest count with P(U <= k) >= alpha / 2. Where even k = 1 misses the level
 * the widest interval is given with the level it has.
 */
function shiftInterval(
  differences: readonly number[],
  shares: readonly number[],
  pilotCount: number,
  level: number,
): (Interval & { achievedLevel: number }) | null {
  const smallestRankSum = (pilotCount * (pilotCount + 1)) / 2
  const atMost = (wins: number) => shares.slice(0, 2 * (smallestRankSum + wins) + 1).reduce((total, share) => total + share, 0)
  let position = 0
  while (atMost(position) < (1 - level) / 2 - ROUNDING) position += 1
  position = Math.max(1, position)
  const low = differences[position - 1]
  const high = differences[differences.length - position]
  return low === undefined || high === undefined ? null : { low, high, achievedLevel: 1 - 2 * atMost(position - 1) }
}

const ROUNDING = 1e-12
