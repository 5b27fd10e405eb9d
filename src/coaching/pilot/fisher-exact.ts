import { DEFAULT_LEVEL, type Interval } from './arm.ts'
import { atLeast, atMost, fixedMargins, type FixedMargins } from './hypergeometric.ts'
import type { EventCount } from './proportion.ts'
import { risingRoot } from './bisection.ts'

export interface FisherExact {
  /** Sum of the probabilities of all tables no likelier than the observed one. */
  pTwoSided: number
  /** The same with only half of the equally likely tables counted. */
  midPTwoSided: number
  /** Probability of as many pilot events or more. */
  pGreater: number
  /** Probability of as few pilot events or fewer. */
  pLess: number
  /** Conditional maximum likelihood; 0 or infinite where an arm has no events (or only events). */
  oddsRatio: number
  /** Exact, from the same conditional distribution. */
  oddsRatioInterval: Interval
}

/**
 * Fisher's exact test of two counts, people taken as independent (Fisher 1935; odds ratio as in Cornfield 1956).
 * When a manager can have two or more events, the manager-level test of `rare-events.ts` is the headline instead.
 * A table without any event (or with nothing else) carries no information: p is 1 and the interval reaches from 0 to infinity.
 */
export function fisherExact(pilot: EventCount, control: EventCount, level: number = DEFAULT_LEVEL): FisherExact {
  const central = fixedMargins(pilot.people, control.people, pilot.events + control.events)
  return {
    ...twoSidedP(central, pilot.events),
    pGreater: Math.min(1, atLeast(central, pilot.events)),
    pLess: Math.min(1, atMost(central, pilot.events)),
    ...conditionalOddsRatio(pilot, control, level),
  }
}

/** Two-sided p and mid-p of one table; two tables are equally likely within a relative 1e-7, as in R. */
export function twoSidedP({ lowest, shares }: FixedMargins, pilotEvents: number): { pTwoSided: number; midPTwoSided: number } {
  const observed = shares[pilotEvents - lowest] ?? 0
  let likelier = 0
  let equal = 0
  let rarer = 0
  for (const share of shares) {
    if (share > observed * (1 + SAME_LIKELIHOOD)) likelier += share
    else if (share < observed * (1 - SAME_LIKELIHOOD)) rarer += share
    else equal += share
  }
  return { pTwoSided: likelier === 0 ? 1 : rarer + equal, midPTwoSided: rarer + equal / 2 }
}

const SAME_LIKELIHOOD = 1e-7
/** Odds ratios are searched between exp(-60) and exp(60); data that need more are not met in head counts. */
const WIDEST_LOG_ODDS = 60

function conditionalOddsRatio(pilot: EventCount, control: EventCount, level: number): { oddsRatio: number; oddsRatioInterval: Interval } {
  const total = pilot.events + control.events
  const at = (logOdds: number) => fixedMargins(pilot.people, control.people, total, logOdds)
  const { lowest, shares } = at(0)
  const highest = lowest + shares.length - 1
  const tail = (1 - level) / 2
  const oddsWhere = (rising: (logOdds: number) => number) => Math.exp(risingRoot(rising, -WIDEST_LOG_ODDS, WIDEST_LOG_ODDS))
  return {
    oddsRatio:
      pilot.events === lowest
        ? 0
        : pilot.events === highest
          ? Number.POSITIVE_INFINITY
          : oddsWhere((logOdds) => expectedEvents(at(logOdds)) - pilot.events),
    oddsRatioInterval: {
      low: pilot.events === lowest ? 0 : oddsWhere((logOdds) => atLeast(at(logOdds), pilot.events) - tail),
      high: pilot.events === highest ? Number.POSITIVE_INFINITY : oddsWhere((logOdds) => tail - atMost(at(logOdds), pilot.events)),
    },
  }
}

function expectedEvents({ lowest, shares }: FixedMargins): number {
  return shares.reduce((total, share, index) => total + share * (lowest + index), 0)
}
