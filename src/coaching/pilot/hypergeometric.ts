import { logChoose } from './distributions/log-gamma.ts'

/** The distribution of pilot events when the margins of a 2x2 table are held fixed. */
export interface FixedMargins {
  /** Smallest possible number of pilot events; `shares[0]` belongs to it. */
  lowest: number
  /** Probability of lowest, lowest + 1, ... pilot events. */
  shares: number[]
}

/**
 * Probabilities of every number of pilot events among `events` in total, given the two head counts.
 * Odds of 1 give the central distribution; other odds Fisher's non-central one. `logOdds` is the natural logarithm of the odds ratio.
 */
export function fixedMargins(pilotPeople: number, controlPeople: number, events: number, logOdds = 0): FixedMargins {
  const lowest = Math.max(0, events - controlPeople)
  const highest = Math.min(events, pilotPeople)
  const logs = Array.from({ length: highest - lowest + 1 }, (_, index) => {
    const pilotEvents = lowest + index
    return logChoose(pilotPeople, pilotEvents) + logChoose(controlPeople, events - pilotEvents) + pilotEvents * logOdds
  })
  const largest = Math.max(...logs)
  const weights = logs.map((log) => Math.exp(log - largest))
  const total = weights.reduce((all, weight) => all + weight, 0)
  return { lowest, shares: weights.map((weight) => weight / total) }
}

/** Probability of `pilotEvents` or fewer. */
export function atMost({ lowest, shares }: FixedMargins, pilotEvents: number): number {
  return shares.slice(0, Math.max(0, pilotEvents - lowest + 1)).reduce((total, share) => total + share, 0)
}

/** Probability of `pilotEvents` or more. */
export function atLeast({ lowest, shares }: FixedMargins, pilotEvents: number): number {
  return shares.slice(Math.max(0, pilotEvents - lowest)).reduce((total, share) => total + share, 0)
}
