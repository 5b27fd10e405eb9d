import { drawPairedArms, drawStratifiedArms } from './allocation.ts'
import { ancova } from './ancova.ts'
import type { Arm, Interval } from './arm.ts'
import { mean, share } from './moments.ts'
import { randomisationTest } from './randomisation-test.ts'
import { seededRandom, type SeededRandom } from './seeded-random.ts'
import { welch } from './two-sample-t.ts'

/** A pilot that could happen: how large it is, how much managers differ, and what the toolkit really does. */
export interface PilotScenario {
  managers: number
  /** Pairs of neighbours at baseline and a coin per pair, or half of all managers to the pilot arm. */
  design: 'pairs' | 'two_arms'
  responsesPerManager: number
  /** Share of the variance of single responses that lies between managers. */
  icc: number
  /** Correlation of a manager's mean before and after. */
  correlation: number
  /** Standard deviation of single responses, in points. */
  standardDeviation: number
  /** True difference the toolkit makes, in points; 0 for a pilot in which nothing happens. */
  effect: number
}

export interface SimulationPlan {
  pilots: number
  seed: string
  /** Two-sided error rate; intervals are at 1 - alpha. */
  alpha: number
  /** Re-deals listed up to this many, otherwise drawn: simulations need not list as many as a readout does. */
  everyUpTo?: number
  draws?: number
}

/** How one way of analysing did over all simulated pilots. */
export interface MethodRecord {
  /** Share of pilots in which p was at most alpha: the false-alarm rate when the effect is 0, the power otherwise. */
  rejected: number
  /** Share of the intervals that held the true effect; null when no pilot had an interval. */
  covered: number | null
  /** Pilots too small for an interval. */
  withoutInterval: number
  meanEstimate: number
}

export type Method = 'randomisation' | 'welch' | 'ancova'

/**
 * Runs the same pilot many times over on made-up managers and counts how often each analysis is wrong. Same scenario and seed, same answer.
 *
 * Manager means are normal with variance sd^2 (1 + (m - 1) icc) / m in each window and the given correlation between windows.
 * The binomial error of a share over n pilots is sqrt(share (1 - share) / n): 1,000 pilots tell 5% from 7%.
 */
export function simulatePilots(scenario: PilotScenario, plan: SimulationPlan): Record<Method, MethodRecord> {
  const random = seededRandom(plan.seed)
  const tallies: Record<Method, Outcome[]> = { randomisation: [], welch: [], ancova: [] }
  for (let run = 0; run < plan.pilots; run += 1) {
    const managers = simulatedManagers(scenario, random, `${plan.seed}/${run}`)
    const outcomes = analyse(managers, plan, `${plan.seed}/${run}/deals`)
    for (const method of METHODS) {
      const outcome = outcomes[method]
      if (outcome !== null) tallies[method].push(outcome)
    }
  }
  const record = (method: Method) => methodRecord(tallies[method], scenario.effect, plan.alpha)
  return { randomisation: record('randomisation'), welch: record('welch'), ancova: record('ancova') }
}

const METHODS: readonly Method[] = ['randomisation', 'welch', 'ancova']

interface SimulatedManager {
  arm: Arm
  stratum: string
  before: number
  after: number
}

interface Outcome {
  estimate: number
  p: number
  interval: Interval | null
}

function simulatedManagers(scenario: PilotScenario, random: SeededRandom, seed: string): SimulatedManager[] {
  const { responsesPerManager, icc, correlation, standardDeviation, effect } = scenario
  const spread = standardDeviation * Math.sqrt((1 + (responsesPerManager - 1) * icc) / responsesPerManager)
  const means = Array.from({ length: scenario.managers }, () => {
    const before = random.normal()
    const after = correlation * before + Math.sqrt(1 - correlation ** 2) * random.normal()
    return { before: spread * before, after: spread * after }
  }).sort((left, right) => left.before - right.before)
  return allocated(scenario, seed).flatMap(({ managerId, arm, stratum }) => {
    const own = means[Number(managerId)]
    return own === undefined ? [] : [{ arm, stratum, before: own.before, after: own.after + (arm === 'pilot' ? effect : 0) }]
  })
}

/** Managers go by their place in the order of baseline means, so that neighbours make pairs. */
function allocated({ design, managers }: PilotScenario, seed: string): { managerId: string; arm: Arm; stratum: string }[] {
  const ids = Array.from({ length: managers }, (_, index) => String(index))
  if (design === 'two_arms') {
    return drawStratifiedArms(
      ids.map((managerId) => ({ managerId, stratum: 'all' })),
      seed,
    )
  }
  const pairs = ids.flatMap((id, index): [string, string][] => {
    const next = ids[index + 1]
    return index % 2 === 0 && next !== undefined ? [[id, next]] : []
  })
  return drawPairedArms(pairs, seed)
}

function analyse(managers: readonly SimulatedManager[], plan: SimulationPlan, seed: string): Record<Method, Outcome | null> {
  const deals = { ...plan, seed }
  const level = 1 - plan.alpha
  const changes = managers.map((manager) => ({ ...manager, value: manager.after - manager.before }))
  const changesOf = (arm: Arm) => changes.filter((manager) => manager.arm === arm).map(({ value }) => value)
  const dealt = randomisationTest(changes, deals, level)
  const unequal = welch(changesOf('pilot'), changesOf('control'), level)
  const adjusted = ancova(managers, deals, level)
  return {
    randomisation: dealt && { estimate: dealt.estimate, p: dealt.pTwoSided, interval: dealt.interval },
    welch: unequal && { estimate: unequal.estimate, p: unequal.pTwoSided, interval: unequal.interval },
    ancova: adjusted && { estimate: adjusted.estimate, p: adjusted.pTwoSided, interval: adjusted.interval },
  }
}

function methodRecord(outcomes: readonly Outcome[], effect: number, alpha: number): MethodRecord {
  const intervals = outcomes.flatMap(({ interval }) => (interval === null ? [] : [interval]))
  const holding = intervals.filter(({ low, high }) => low <= effect && effect <= high)
  return {
    rejected: outcomes.filter(({ p }) => p <= alpha).length / outcomes.length,
    covered: share(holding.length, intervals.length),
    withoutInterval: outcomes.length - intervals.length,
    meanEstimate: mean(outcomes.map(({ estimate }) => estimate)),
  }
}
