import type { AssignedManager, Interval } from './arm.ts'
import { fisherExact, type FisherExact } from './fisher-exact.ts'
import { clopperPearson, newcombe, wilson, type EventCount } from './proportion.ts'
import { randomisationP, type RandomisationP } from './randomisation-p.ts'
import { inComparableStrata, randomisationTest, type RandomisationTest } from './randomisation-test.ts'
import type { ReDealPlan } from './re-deals.ts'

/** One arm's count as a readout prints it: "4 of 62", with both intervals of the share. */
export interface RareCount extends EventCount {
  rate: number
  wilson: Interval
  clopperPearson: Interval
}

export interface RareComparison extends FisherExact {
  pilot: RareCount
  control: RareCount
  /** Share in the pilot arm minus share in the control arm. */
  riskDifference: number
  newcombe: Interval
}

/** Two counts of people with an event, people taken as independent. Null when an arm has nobody. */
export function compareCounts(pilot: EventCount, control: EventCount, level?: number): RareComparison | null {
  if (pilot.people === 0 || control.people === 0) return null
  return {
    pilot: rareCount(pilot, level),
    control: rareCount(control, level),
    riskDifference: pilot.events / pilot.people - control.events / control.people,
    newcombe: newcombe(pilot, control, level),
    ...fisherExact(pilot, control, level),
  }
}

/** One manager's people and how many of them had the event. */
export interface ManagerCount extends AssignedManager, EventCount {}

export interface ManagerRareComparison {
  totals: Record<'pilot' | 'control', EventCount>
  /** The headline: events over people, pooled inside each arm, managers dealt again. */
  pooledDifference: RandomisationP | null
  /** The same with every manager's own share weighing the same. */
  meanOfManagerRates: RandomisationTest | null
  /** For comparison only: a manager can have several events, so people are not independent. */
  individualLevel: RareComparison | null
}

/** Rare events with managers as the units. Managers without people are left out. */
export function compareManagerCounts(managers: readonly ManagerCount[], plan: ReDealPlan, level?: number): ManagerRareComparison {
  const watched = managers.filter((manager) => manager.people > 0)
  const comparable = inComparableStrata(watched)
  const totals = {
    pilot: totalCount(watched.filter(({ arm }) => arm === 'pilot')),
    control: totalCount(watched.filter(({ arm }) => arm === 'control')),
  }
  return {
    totals,
    pooledDifference: comparable.length === 0 ? null : randomisationP(comparable, plan, pooledDifference(comparable)),
    meanOfManagerRates: randomisationTest(
      watched.map((manager) => ({ ...manager, value: manager.events / manager.people })),
      plan,
      level,
    ),
    individualLevel: compareCounts(totals.pilot, totals.control, level),
  }
}

function rareCount(count: EventCount, level?: number): RareCount {
  return { ...count, rate: count.events / count.people, wilson: wilson(count, level), clopperPearson: clopperPearson(count, level) }
}

function totalCount(counts: readonly EventCount[]): EventCount {
  return counts.reduce((total, { events, people }) => ({ events: total.events + events, people: total.people + people }), {
    events: 0,
    people: 0,
  })
}

function pooledDifference(managers: readonly EventCount[]): (inPilot: Uint8Array) => number {
  const all = totalCount(managers)
  return (inPilot) => {
    let events = 0
    let people = 0
    for (const [index, manager] of managers.entries()) {
      if (inPilot[index] !== 1) continue
      events += manager.events
      people += manager.people
    }
    return events / people - (all.events - events) / (all.people - people)
  }
}
