import { twoSidedP } from './fisher-exact.ts'
import { logChoose } from './distributions/log-gamma.ts'
import { fixedMargins } from './hypergeometric.ts'

/** A planned comparison of two small rates by Fisher's test. */
export interface RareDesign {
  pilotPeople: number
  controlPeople: number
  pilotRate: number
  controlRate: number
  /** By how much clustering inflates the variance; 1 takes people as independent, which flatters. */
  designEffect: number
  /** Two-sided error rate, for example .05. */
  alpha: number
}

export interface RarePower {
  /** Head counts divided by the design effect, rounded down. */
  effectivePilotPeople: number
  effectiveControlPeople: number
  expectedPilotEvents: number
  expectedControlEvents: number
  /** Chance that Fisher's two-sided test rejects, summed exactly over every pair of counts. */
  power: number
}

/** What Fisher's exact test can be expected to find: for the setup screen, where rare outcomes must not promise too much. */
export function rarePower(design: RareDesign): RarePower {
  const { pilotPeople, controlPeople, pilotRate, controlRate, designEffect, alpha } = design
  const effectivePilotPeople = Math.floor(pilotPeople / designEffect + ROUNDING)
  const effectiveControlPeople = Math.floor(controlPeople / designEffect + ROUNDING)
  const pilotShares = binomialShares(effectivePilotPeople, pilotRate)
  const controlShares = binomialShares(effectiveControlPeople, controlRate)
  let power = 0
  for (let events = 0; events <= effectivePilotPeople + effectiveControlPeople; events += 1) {
    const margins = fixedMargins(effectivePilotPeople, effectiveControlPeople, events)
    margins.shares.forEach((_, index) => {
      const pilotEvents = margins.lowest + index
      const chance = (pilotShares[pilotEvents] ?? 0) * (controlShares[events - pilotEvents] ?? 0)
      if (chance > NEGLIGIBLE && twoSidedP(margins, pilotEvents).pTwoSided <= alpha) power += chance
    })
  }
  return {
    effectivePilotPeople,
    effectiveControlPeople,
    expectedPilotEvents: pilotPeople * pilotRate,
    expectedControlEvents: controlPeople * controlRate,
    power,
  }
}

const ROUNDING = 1e-9
/** Pairs of counts rarer than this cannot change the tenth digit, even all together. */
const NEGLIGIBLE = 1e-18

function binomialShares(size: number, rate: number): number[] {
  return Array.from({ length: size + 1 }, (_, events) => {
    if (rate === 0) return Number(events === 0)
    if (rate === 1) return Number(events === size)
    return Math.exp(logChoose(size, events) + events * Math.log(rate) + (size - events) * Math.log1p(-rate))
  })
}
