import { DEFAULT_LEVEL, type Arm, type AssignedManager, type Interval } from './arm.ts'
import { logChoose } from './distributions/log-gamma.ts'
import { gammaQuantile } from './distributions/gamma.ts'
import { clopperPearson } from './proportion.ts'
import { randomisationP, type RandomisationP } from './randomisation-p.ts'
import { inComparableStrata } from './randomisation-test.ts'
import type { ReDealPlan } from './re-deals.ts'

/** Requests of one manager's people, and the weeks those people were there, added up. */
export interface ManagerRequests extends AssignedManager {
  requests: number
  weeks: number
}

export interface RequestRate {
  requests: number
  weeks: number
  /** Requests per 100 person-weeks. */
  perHundredWeeks: number
  /** Exact Poisson interval (Garwood 1936, Biometrika 28), per 100 person-weeks. */
  interval: Interval
}

export interface RequestComparison {
  pilot: RequestRate
  control: RequestRate
  /** Pilot rate over control rate; infinite when only the pilot arm asked, null when nobody did. */
  rateRatio: number | null
  /** The headline: managers dealt again, |log rate ratio| compared. Null when nobody asked. */
  randomisation: RandomisationP | null
  /** Two Poisson counts compared given their total (Przyborowski & Wilenski 1940, Biometrika 31). Far too small when dispersion is above 1. */
  poissonP: number
  poissonRatioInterval: Interval
  /** Pearson's chi-square over its degrees of freedom: about 1 for Poisson counts, above 1 when some managers' people ask much more. */
  dispersion: number | null
}

/** Request rates of the two arms. Managers without any weeks are left out; null when an arm has none left. */
export function compareRequests(
  managers: readonly ManagerRequests[],
  plan: ReDealPlan,
  level: number = DEFAULT_LEVEL,
): RequestComparison | null {
  const watched = managers.filter(({ weeks }) => weeks > 0)
  const pilot = totals(watched.filter(({ arm }) => arm === 'pilot'))
  const control = totals(watched.filter(({ arm }) => arm === 'control'))
  if (pilot.weeks === 0 || control.weeks === 0) return null
  const asked = pilot.requests + control.requests
  return {
    pilot: requestRate(pilot, level),
    control: requestRate(control, level),
    rateRatio: asked === 0 ? null : pilot.requests / pilot.weeks / (control.requests / control.weeks),
    randomisation: asked === 0 ? null : ratioRandomisation(watched, plan),
    poissonP: conditionalP(pilot.requests, asked, pilot.weeks / (pilot.weeks + control.weeks)),
    poissonRatioInterval: ratioInterval(pilot, control, level),
    dispersion: dispersion(watched, { pilot: pilot.requests / pilot.weeks, control: control.requests / control.weeks }),
  }
}

interface Requests {
  requests: number
  weeks: number
}

function totals(managers: readonly Requests[]): Requests {
  return managers.reduce((total, { requests, weeks }) => ({ requests: total.requests + requests, weeks: total.weeks + weeks }), {
    requests: 0,
    weeks: 0,
  })
}

function requestRate({ requests, weeks }: Requests, level: number): RequestRate {
  const tail = (1 - level) / 2
  const scale = 100 / weeks
  return {
    requests,
    weeks,
    perHundredWeeks: requests * scale,
    interval: {
      low: requests === 0 ? 0 : gammaQuantile(tail, requests) * scale,
      high: gammaQuantile(1 - tail, requests + 1) * scale,
    },
  }
}

/** A deal in which one arm has no requests has an infinite log ratio and is as far from zero as can be. */
function ratioRandomisation(managers: readonly ManagerRequests[], plan: ReDealPlan): RandomisationP | null {
  const comparable = inComparableStrata(managers)
  const all = totals(comparable)
  if (comparable.length === 0 || all.requests === 0) return null
  return randomisationP(comparable, plan, (inPilot) => {
    let requests = 0
    let weeks = 0
    for (const [index, manager] of comparable.entries()) {
      if (inPilot[index] !== 1) continue
      requests += manager.requests
      weeks += manager.weeks
    }
    return Math.log(requests / weeks / ((all.requests - requests) / (all.weeks - weeks)))
  })
}

/** Two-sided exact binomial p: the sum over all splits of the total that are no likelier than the real one (relative 1e-7, as in R). */
function conditionalP(requests: number, total: number, expectedShare: number): number {
  const shares = Array.from({ length: total + 1 }, (_, count) =>
    Math.exp(logChoose(total, count) + count * Math.log(expectedShare) + (total - count) * Math.log1p(-expectedShare)),
  )
  const observed = shares[requests] ?? 0
  return Math.min(
    1,
    shares.reduce((sum, share) => (share <= observed * (1 + 1e-7) ? sum + share : sum), 0),
  )
}

function ratioInterval(pilot: Requests, control: Requests, level: number): Interval {
  const asked = pilot.requests + control.requests
  if (asked === 0) return { low: 0, high: Number.POSITIVE_INFINITY }
  const ends = clopperPearson({ events: pilot.requests, people: asked }, level)
  const ratio = (pilotShare: number) => ((pilotShare / (1 - pilotShare)) * control.weeks) / pilot.weeks
  return { low: ratio(ends.low), high: ratio(ends.high) }
}

function dispersion(managers: readonly ManagerRequests[], rates: Record<Arm, number>): number | null {
  const degreesOfFreedom = managers.length - 2
  if (degreesOfFreedom < 1 || rates.pilot === 0 || rates.control === 0) return null
  const chiSquare = managers.reduce((total, { arm, requests, weeks }) => {
    const expected = rates[arm] * weeks
    return total + (requests - expected) ** 2 / expected
  }, 0)
  return chiSquare / degreesOfFreedom
}
