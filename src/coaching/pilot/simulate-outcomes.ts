import { drawPairedArms } from './allocation.ts'
import type { Arm } from './arm.ts'
import {
  compareOutcome,
  confirmatoryOutcomes,
  holmAdjusted,
  plannedAnalysis,
  type ConfirmatoryOutcome,
  type ManagerWindows,
} from './confirmatory.ts'
import { mean, share } from './moments.ts'
import { pulseScore } from './pulse-score.ts'
import { seededRandom, type SeededRandom } from './seeded-random.ts'

/** A pilot in matched pairs with everything that is measured in it, as people would answer. */
export interface OutcomesScenario {
  pairs: number
  peoplePerManager: number
  /** Share of people who answer a wave. */
  answering: number
  /** What the toolkit does: the share of pulse answers raised by one, added shares who ask and who apply, added attainment. 0 for nothing. */
  effect: Record<ConfirmatoryOutcome, number>
}

export interface OutcomeRecord {
  /** The true difference in the unit of the outcome. */
  truth: number
  /** Share of pilots with p at most 5%, before and after adjusting for four outcomes. */
  rejected: number
  rejectedAdjusted: number
  /** Share of 95% intervals that held the truth. */
  covered: number | null
  withoutInterval: number
  meanEstimate: number
}

export interface SimulatedOutcomes {
  outcomes: Record<ConfirmatoryOutcome, OutcomeRecord>
  /** Share of pilots in which any of the four was called after adjusting: the family's false alarms when nothing happens. */
  anyRejected: number
}

/**
 * Runs one pilot many times over on made-up people, through the very comparison of the readout: whole answers from 1 to 5, yes and no,
 * attainment, with managers who differ. Same scenario and seed, same answer.
 */
export function simulateOutcomes(scenario: OutcomesScenario, plan: { pilots: number; seed: string; draws?: number }): SimulatedOutcomes {
  const random = seededRandom(plan.seed)
  const truths = trueDifferences(scenario, seededRandom(`${plan.seed}/truth`))
  const seen = { pulse_index: [], request_share: [], application_share: [], performance: [] } as Record<ConfirmatoryOutcome, Seen[]>
  let any = 0
  for (let run = 0; run < plan.pilots; run += 1) {
    const made = simulatedPilot(scenario, random, `${plan.seed}/${run}`)
    const deals = { seed: `${plan.seed}/${run}/deals`, everyUpTo: 5_000, draws: plan.draws ?? 999 }
    const compared = confirmatoryOutcomes.map((outcome) =>
      compareOutcome(made[outcome], plannedAnalysis(outcome, scenario.pairs * 2), deals),
    )
    const adjusted = holmAdjusted(compared)
    if (adjusted.some((p) => p !== null && p <= ALPHA)) any += 1
    for (const [index, outcome] of confirmatoryOutcomes.entries()) {
      const { estimate, p, interval } = compared[index] ?? { estimate: null, p: null, interval: null }
      if (estimate !== null && p !== null) seen[outcome].push({ estimate, p, adjustedP: adjusted[index] ?? 1, interval })
    }
  }
  const record = (outcome: ConfirmatoryOutcome) => recordOf(seen[outcome], truths[outcome])
  return {
    outcomes: {
      pulse_index: record('pulse_index'),
      request_share: record('request_share'),
      application_share: record('application_share'),
      performance: record('performance'),
    },
    anyRejected: any / plan.pilots,
  }
}

const ALPHA = 0.05

interface Seen {
  estimate: number
  p: number
  adjustedP: number
  interval: { low: number; high: number } | null
}

function recordOf(seen: readonly Seen[], truth: number): OutcomeRecord {
  const intervals = seen.flatMap(({ interval }) => (interval === null ? [] : [interval]))
  return {
    truth,
    rejected: seen.filter(({ p }) => p <= ALPHA).length / seen.length,
    rejectedAdjusted: seen.filter(({ adjustedP }) => adjustedP <= ALPHA).length / seen.length,
    covered: share(intervals.filter(({ low, high }) => low <= truth && truth <= high).length, intervals.length),
    withoutInterval: seen.length - intervals.length,
    meanEstimate: mean(seen.map(({ estimate }) => estimate)),
  }
}

/** How a manager's people feel, ask, apply and perform when nothing is done: drawn anew for each manager. */
interface Temper {
  pulse: number
  asks: number
  applies: number
  attainment: number
}

function temper(random: SeededRandom): Temper {
  return {
    pulse: 3.5 + 0.3 * random.normal(),
    asks: Math.min(0.55, Math.max(0.1, 0.3 + 0.1 * random.normal())),
    applies: Math.min(0.3, Math.max(0.02, 0.12 + 0.05 * random.normal())),
    attainment: 0.95 + 0.08 * random.normal(),
  }
}

function simulatedPilot(scenario: OutcomesScenario, random: SeededRandom, seed: string): Record<ConfirmatoryOutcome, ManagerWindows[]> {
  const tempers = Array.from({ length: scenario.pairs * 2 }, () => temper(random)).sort((left, right) => left.pulse - right.pulse)
  const pairs = Array.from({ length: scenario.pairs }, (_, pair): [string, string] => [String(2 * pair), String(2 * pair + 1)])
  const rows = drawPairedArms(pairs, seed).map(({ managerId, arm, stratum }) => {
    const own = tempers[Number(managerId)] ?? temper(random)
    return { managerId, arm, stratum, before: windowOf(scenario, own, random, null), after: windowOf(scenario, own, random, arm) }
  })
  const windowsOf = (outcome: ConfirmatoryOutcome) =>
    rows.map(({ before, after, ...manager }): ManagerWindows => ({ ...manager, before: before[outcome], after: after[outcome] }))
  return {
    pulse_index: windowsOf('pulse_index'),
    request_share: windowsOf('request_share'),
    application_share: windowsOf('application_share'),
    performance: windowsOf('performance'),
  }
}

type WindowValues = Record<ConfirmatoryOutcome, number | null>

function windowOf(scenario: OutcomesScenario, own: Temper, random: SeededRandom, arm: Arm | null): WindowValues {
  const helped = (outcome: ConfirmatoryOutcome) => (arm === 'pilot' ? scenario.effect[outcome] : 0)
  const scores: number[] = []
  const asked: number[] = []
  const applied: number[] = []
  const attained: number[] = []
  for (let person = 0; person < scenario.peoplePerManager; person += 1) {
    attained.push(own.attainment + helped('performance') + 0.15 * random.normal())
    if (random.unit() >= scenario.answering) continue
    const score = pulseScore(pulseAnswers(own.pulse, helped('pulse_index'), random))
    if (score !== null) scores.push(score)
    asked.push(Number(random.unit() < own.asks + helped('request_share')))
    applied.push(Number(random.unit() < own.applies + helped('application_share')))
  }
  const meanOr = (values: readonly number[]) => (values.length === 0 ? null : mean(values))
  return { pulse_index: meanOr(scores), request_share: meanOr(asked), application_share: meanOr(applied), performance: meanOr(attained) }
}

const ITEMS = 5
const ANSWERS_AN_ITEM = 0.95

function pulseAnswers(level: number, nudge: number, random: SeededRandom): (number | null)[] {
  const mood = level + 0.6 * random.normal()
  return Array.from({ length: ITEMS }, () => {
    const answer = Math.min(5, Math.max(1, Math.round(mood + 0.7 * random.normal())))
    const raised = random.unit() < nudge ? Math.min(5, answer + 1) : answer
    return random.unit() < ANSWERS_AN_ITEM ? raised : null
  })
}

/** Shares and attainment move by what was put in; a pulse answer of 5 cannot rise, so its true move is counted over many people. */
function trueDifferences({ effect }: OutcomesScenario, random: SeededRandom): Record<ConfirmatoryOutcome, number> {
  if (effect.pulse_index === 0) return effect
  let raised = 0
  for (let person = 0; person < TRUTH_PEOPLE; person += 1) {
    const mood = temper(random).pulse + 0.6 * random.normal()
    if (Math.round(mood + 0.7 * random.normal()) < 5) raised += 1
  }
  return { ...effect, pulse_index: (effect.pulse_index * raised) / TRUTH_PEOPLE }
}

const TRUTH_PEOPLE = 400_000
