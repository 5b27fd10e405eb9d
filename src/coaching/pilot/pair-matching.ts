import { minimumMatching } from './minimum-matching.ts'
import { sum, variance } from './moments.ts'

/** A manager before the arms are drawn, with the figures that partners should share. All managers carry the same covariates. */
export interface EnrolledManager {
  managerId: string
  functionName: string
  covariates: Readonly<Record<string, number>>
}

export interface MatchedPair {
  /** Lower id first. */
  managerIds: [string, string]
  distance: number
}

export interface PairMatching {
  /** Sorted by id. */
  pairs: MatchedPair[]
  /** Managers of functions with an odd number: those without whom the rest fits best. */
  leftOut: string[]
  totalDistance: number
  /** In how many ways a coin per pair can deal the arms. */
  possibleAllocations: number
}

/**
 * Pairs managers of the same function so that the total distance is the smallest there is.
 * Distance is Euclidean on covariates standardised over all enrolled managers (sd with n - 1); a covariate that does not vary counts nothing.
 * The order in which managers are given does not matter.
 */
export function matchPairs(managers: readonly EnrolledManager[]): PairMatching {
  // Sums are formed in id order too: a last digit that depends on the order of the list could decide between equally good pairings.
  const enrolled = inIdOrder(managers)
  const distance = managerDistance(enrolled)
  const functions = Map.groupBy(enrolled, ({ functionName }) => functionName)
  const matched = [...functions.values()].map((members) => matchFunction(members, distance))
  const pairs = matched.flatMap((part) => part.pairs).sort((left, right) => (left.managerIds[0] < right.managerIds[0] ? -1 : 1))
  return {
    pairs,
    leftOut: matched.flatMap((part) => part.leftOut).sort(),
    totalDistance: sum(pairs.map((pair) => pair.distance)),
    possibleAllocations: 2 ** pairs.length,
  }
}

export type Distance = (one: EnrolledManager, other: EnrolledManager) => number

/** How far apart two managers are, in standard deviations over everybody enrolled. */
export function managerDistance(managers: readonly EnrolledManager[]): Distance {
  const names = Object.keys(managers[0]?.covariates ?? {})
  const scales = names.map((name) => ({ name, spread: Math.sqrt(variance(managers.map((manager) => covariate(manager, name)))) }))
  return (one, other) =>
    Math.hypot(...scales.map(({ name, spread }) => (spread > 0 ? (covariate(one, name) - covariate(other, name)) / spread : 0)))
}

function covariate(manager: EnrolledManager, name: string): number {
  const value = manager.covariates[name]
  if (value === undefined) throw new Error(`manager ${manager.managerId} has no ${name}`)
  return value
}

function inIdOrder(managers: readonly EnrolledManager[]): EnrolledManager[] {
  return [...managers].sort((left, right) => (left.managerId < right.managerId ? -1 : 1))
}

/** With an odd number one more place is added that costs nothing to sit beside: who gets it is left out. */
function matchFunction(members: readonly EnrolledManager[], distance: Distance): { pairs: MatchedPair[]; leftOut: string[] } {
  const places = members.length + (members.length % 2)
  const partners = minimumMatching(places, (one, other) => {
    const [left, right] = [members[one], members[other]]
    return left === undefined || right === undefined ? 0 : distance(left, right)
  })
  const pairs: MatchedPair[] = []
  const leftOut: string[] = []
  members.forEach((manager, place) => {
    const partnerPlace = partners[place] ?? -1
    const partner = members[partnerPlace]
    if (partner === undefined) leftOut.push(manager.managerId)
    else if (place < partnerPlace) pairs.push({ managerIds: [manager.managerId, partner.managerId], distance: distance(manager, partner) })
  })
  return { pairs, leftOut }
}
