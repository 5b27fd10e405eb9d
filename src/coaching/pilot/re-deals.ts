import type { AssignedManager } from './arm.ts'
import { logChoose } from './distributions/log-gamma.ts'
import { seededRandom } from './seeded-random.ts'

/** How the arm labels are dealt again. The seed is used only when the re-deals are too many to list. */
export interface ReDealPlan {
  seed: string
  /** List every re-deal up to this many; draw above it. Default 200,000. */
  everyUpTo?: number
  /** How many to draw when they are too many to list. Default 9,999. */
  draws?: number
}

/** What was looked at: every re-deal (the real one included), or seeded draws (the real one not included). */
export type ReDealt = { method: 'every'; count: number } | { method: 'drawn'; count: number; seed: string }

/**
 * Deals the arms again in every way the design allowed (same arm sizes, inside each stratum), or in seeded draws where there are too many,
 * and calls `visit` with one entry per manager: 1 where that deal puts the manager in the pilot arm. The array is reused between calls.
 */
export function forEachReDeal(managers: readonly AssignedManager[], plan: ReDealPlan, visit: (inPilot: Uint8Array) => void): ReDealt {
  const strata = strataOf(managers)
  const count = countReDeals(managers)
  if (count <= (plan.everyUpTo ?? EVERY_UP_TO)) {
    visitEvery(strata, managers.length, visit)
    return { method: 'every', count }
  }
  const draws = plan.draws ?? DRAWS
  visitDraws(strata, managers, draws, plan.seed, visit)
  return { method: 'drawn', count: draws, seed: plan.seed }
}

/** In how many ways the design could have dealt the arms: the product over strata of (managers choose pilot managers). */
export function countReDeals(managers: readonly AssignedManager[]): number {
  return Math.round(Math.exp(strataOf(managers).reduce((total, stratum) => total + logChoose(stratum.members.length, stratum.pilots), 0)))
}

/** The managers of one stratum by their position in the list, and how many of them are in the pilot arm. */
export interface Stratum {
  members: number[]
  pilots: number
}

export function strataOf(managers: readonly AssignedManager[]): Stratum[] {
  const strata = new Map<string | undefined, Stratum>()
  managers.forEach((manager, index) => {
    const stratum = strata.get(manager.stratum) ?? { members: [], pilots: 0 }
    stratum.members.push(index)
    if (manager.arm === 'pilot') stratum.pilots += 1
    strata.set(manager.stratum, stratum)
  })
  return [...strata.values()]
}

const EVERY_UP_TO = 200_000
const DRAWS = 9_999

function visitEvery(strata: readonly Stratum[], managerCount: number, visit: (inPilot: Uint8Array) => void): void {
  const inPilot = new Uint8Array(managerCount)

  function deal(stratumIndex: number, memberIndex: number, pilotsLeft: number): void {
    const stratum = strata[stratumIndex]
    if (stratum === undefined) return visit(inPilot)
    const manager = stratum.members[memberIndex]
    if (manager === undefined) return deal(stratumIndex + 1, 0, strata[stratumIndex + 1]?.pilots ?? 0)
    if (pilotsLeft > 0) {
      inPilot[manager] = 1
      deal(stratumIndex, memberIndex + 1, pilotsLeft - 1)
      inPilot[manager] = 0
    }
    if (stratum.members.length - memberIndex > pilotsLeft) deal(stratumIndex, memberIndex + 1, pilotsLeft)
  }

  deal(0, 0, strata[0]?.pilots ?? 0)
}

function visitDraws(
  strata: readonly Stratum[],
  managers: readonly AssignedManager[],
  draws: number,
  seed: string,
  visit: (inPilot: Uint8Array) => void,
): void {
  const random = seededRandom(seed)
  const inPilot = Uint8Array.from(managers, (manager) => Number(manager.arm === 'pilot'))
  for (let draw = 0; draw < draws; draw += 1) {
    for (const { members } of strata) shuffleLabels(inPilot, members, random.below)
    visit(inPilot)
  }
}

/** Fisher-Yates on the labels of one stratum's members. */
function shuffleLabels(labels: Uint8Array, members: readonly number[], below: (limit: number) => number): void {
  for (let last = members.length - 1; last > 0; last -= 1) {
    const here = members[last] ?? 0
    const there = members[below(last + 1)] ?? 0
    const label = labels[here] ?? 0
    labels[here] = labels[there] ?? 0
    labels[there] = label
  }
}
