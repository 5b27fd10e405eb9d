import { ancova, type Ancova } from './ancova.ts'
import type { AssignedManager, Arm, Interval } from './arm.ts'
import { bootstrapInterval, type BootstrapPlan } from './bootstrap.ts'
import { correlation, mean } from './moments.ts'
import { randomisationP, type RandomisationP } from './randomisation-p.ts'
import { inComparableStrata, randomisationTest, type RandomisationTest } from './randomisation-test.ts'
import type { ReDealPlan } from './re-deals.ts'
import type { TResult } from './t-result.ts'
import { pooledT, welch } from './two-sample-t.ts'

/** How often something happened out of how often it could have. */
export interface RateCount {
  numerator: number
  denominator: number
}

/** One manager's counts in both windows, for example coached sessions out of scheduled ones. */
export interface ManagerRates extends AssignedManager {
  managerId: string
  before: RateCount
  after: RateCount
}

export interface RateChange {
  /** Managers whose denominator is zero in either window: they have no rate to compare, in any of the figures below. */
  excludedManagerIds: string[]
  managers: Record<Arm, number>
  /** Mean of the managers' own rates; null where an arm has no manager left. */
  meanRate: Record<Arm, { before: number; after: number } | null>
  /** The headline: change in the manager's own rate, every manager weighing the same. */
  unweighted: { randomisation: RandomisationTest | null; welch: TResult | null; pooledT: TResult | null; bootstrap: Interval | null }
  /** After on arm and before, managers equally weighted. */
  ancova: Ancova | null
  /** All counts of an arm put together: large teams weigh more. */
  pooled: { pilotChange: number; controlChange: number; difference: RandomisationP } | null
  /** Correlation of the managers' rates before and after. */
  beforeAfterCorrelation: number | null
}

/** Differences in differences of rates, with managers as the units. */
export function rateChange(managers: readonly ManagerRates[], plan: ReDealPlan, bootstrap: BootstrapPlan, level?: number): RateChange {
  const kept = managers.filter(({ before, after }) => before.denominator > 0 && after.denominator > 0)
  const rates = kept.map((manager) => ({ ...manager, before: rate(manager.before), after: rate(manager.after) }))
  const changes = rates.map((manager) => ({ ...manager, value: manager.after - manager.before }))
  const ofArm = (arm: Arm) => changes.filter((manager) => manager.arm === arm)
  const pilot = ofArm('pilot').map(({ value }) => value)
  const control = ofArm('control').map(({ value }) => value)
  const meanRate = (arm: Arm) =>
    ofArm(arm).length === 0
      ? null
      : { before: mean(ofArm(arm).map(({ before }) => before)), after: mean(ofArm(arm).map(({ after }) => after)) }
  return {
    excludedManagerIds: managers.filter((manager) => !kept.includes(manager)).map(({ managerId }) => managerId),
    managers: { pilot: pilot.length, control: control.length },
    meanRate: { pilot: meanRate('pilot'), control: meanRate('control') },
    unweighted: {
      randomisation: randomisationTest(changes, plan, level),
      welch: welch(pilot, control, level),
      pooledT: pooledT(pilot, control, level),
      bootstrap: bootstrapInterval(pilot, control, bootstrap, level),
    },
    ancova: ancova(rates, plan, level),
    pooled: pooledChange(kept, plan),
    beforeAfterCorrelation: correlation(
      rates.map(({ before }) => before),
      rates.map(({ after }) => after),
    ),
  }
}

function rate({ numerator, denominator }: RateCount): number {
  return numerator / denominator
}

function pooledChange(managers: readonly ManagerRates[], plan: ReDealPlan): RateChange['pooled'] {
  const comparable = inComparableStrata(managers)
  if (comparable.length === 0) return null
  const inPilot = Uint8Array.from(comparable, ({ arm }) => Number(arm === 'pilot'))
  const changeWhere = (labels: Uint8Array, label: number) => {
    let before = { numerator: 0, denominator: 0 }
    let after = { numerator: 0, denominator: 0 }
    for (const [index, manager] of comparable.entries()) {
      if (labels[index] !== label) continue
      before = added(before, manager.before)
      after = added(after, manager.after)
    }
    return rate(after) - rate(before)
  }
  return {
    pilotChange: changeWhere(inPilot, 1),
    controlChange: changeWhere(inPilot, 0),
    difference: randomisationP(comparable, plan, (labels) => changeWhere(labels, 1) - changeWhere(labels, 0)),
  }
}

function added(left: RateCount, right: RateCount): RateCount {
  return { numerator: left.numerator + right.numerator, denominator: left.denominator + right.denominator }
}
