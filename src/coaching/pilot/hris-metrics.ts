import type { Arm } from './arm.ts'
import type { HrisRecords, JobEvent } from './hris-records.ts'
import { mean, median, share, sum } from './moments.ts'
import { rosterOf, type RosterMember } from './roster.ts'
import { daysBetween, isIn, isOnOrBefore, type Window } from './window.ts'

/** What the personnel records say about one arm in one window. Rates are shares of the roster unless named; null without a denominator. */
export interface HrisMetrics {
  roster: number
  personDays: number
  /** People with one or more promotions, lateral moves or transfers that took effect in the window. Reorganisations never count. */
  mobility: { movers: number; rate: number | null }
  /** The primary version: only moves that were also decided since the window began, so that moves already under way stay out. */
  mobilityDecidedInWindow: { movers: number; rate: number | null }
  /** Offers answered in the window; one person can accept twice. */
  laterals: { accepted: number; declined: number; perMember: number | null; acceptanceRatio: number | null }
  promotions: {
    people: number
    personYears: number
    perHundredPersonYears: number | null
    /** Time in the level left behind, over the promotions. Description only: early on it rises when long-waiting people are promoted. */
    medianMonthsInLevel: number | null
  }
  retention: Retention & { allLeavers: number; totalRetention: number | null }
  highPotential: Retention & { people: number }
  requests: {
    count: number
    personWeeks: number
    perHundredWeeks: number | null
    requesters: number
    requesterShare: number | null
  }
  /** Change of attainment of people with both periods: mean by manager, then mean of managers. */
  performanceShift: { peopleWithBoth: number; managers: number; meanOfManagerMeans: number | null }
}

export interface Retention {
  voluntaryLeavers: number
  /** 1 - voluntary leavers / people. */
  voluntaryRetention: number | null
}

/** The metrics of design section "Metrics, exactly": people are counted where they were on the first day of the window. */
export function hrisMetrics(records: HrisRecords, arm: Arm, window: Window): HrisMetrics {
  const roster = rosterOf(records, arm, window)
  const members = new Set(roster.map(({ person }) => person.employeeId))
  const ofRoster = <Row extends { employeeId: string }>(rows: readonly Row[]) => rows.filter(({ employeeId }) => members.has(employeeId))
  const personDays = sum(roster.map(({ days }) => days))
  const moves = ofRoster(records.jobEvents).filter(({ kind, effectiveDate }) => MOVES.has(kind) && isIn(effectiveDate, window))
  const decided = moves.filter(({ decisionDate }) => decisionDate !== null && isOnOrBefore(window.start, decisionDate))
  return {
    roster: roster.length,
    personDays,
    mobility: movers(moves, roster.length),
    mobilityDecidedInWindow: movers(decided, roster.length),
    laterals: laterals(ofRoster(records.opportunities), roster.length, window),
    promotions: promotions(
      moves.filter(({ kind }) => kind === 'promotion'),
      personDays,
    ),
    retention: retention(roster, window),
    highPotential: highPotential(
      roster.filter(({ person }) => person.highPotential),
      window,
    ),
    requests: requests(
      ofRoster(records.requests).filter(({ date }) => isIn(date, window)),
      personDays,
      roster.length,
    ),
    performanceShift: performanceShift(records, roster),
  }
}

const MOVES: ReadonlySet<JobEvent['kind']> = new Set(['promotion', 'lateral', 'transfer'])
const DAYS_PER_YEAR = 365.25
const DAYS_PER_MONTH = 30.4375

function movers(moves: readonly JobEvent[], rosterSize: number): HrisMetrics['mobility'] {
  const people = peopleIn(moves)
  return { movers: people, rate: share(people, rosterSize) }
}

function laterals(opportunities: HrisRecords['opportunities'], rosterSize: number, window: Window): HrisMetrics['laterals'] {
  const answered = opportunities.filter(({ responseDate }) => isIn(responseDate, window))
  const accepted = answered.filter(({ response }) => response === 'accepted').length
  const declined = answered.filter(({ response }) => response === 'declined').length
  return { accepted, declined, perMember: share(accepted, rosterSize), acceptanceRatio: share(accepted, accepted + declined) }
}

function promotions(promoted: readonly JobEvent[], personDays: number): HrisMetrics['promotions'] {
  const people = peopleIn(promoted)
  const personYears = personDays / DAYS_PER_YEAR
  const months = promoted.flatMap(({ levelSince, effectiveDate }) =>
    levelSince === null ? [] : [daysBetween(levelSince, effectiveDate) / DAYS_PER_MONTH],
  )
  return { people, personYears, perHundredPersonYears: share(100 * people, personYears), medianMonthsInLevel: median(months) }
}

function retention(roster: readonly RosterMember[], window: Window): HrisMetrics['retention'] {
  const leavers = leaversOf(roster, window)
  return {
    ...voluntary(leavers, roster.length),
    allLeavers: leavers.length,
    totalRetention: share(roster.length - leavers.length, roster.length),
  }
}

function highPotential(flagged: readonly RosterMember[], window: Window): HrisMetrics['highPotential'] {
  return { people: flagged.length, ...voluntary(leaversOf(flagged, window), flagged.length) }
}

function leaversOf(roster: readonly RosterMember[], window: Window): RosterMember[] {
  return roster.filter(({ person }) => isIn(person.terminationDate, window))
}

function voluntary(leavers: readonly RosterMember[], people: number): Retention {
  const voluntaryLeavers = leavers.filter(({ person }) => person.terminationType === 'voluntary').length
  return { voluntaryLeavers, voluntaryRetention: share(people - voluntaryLeavers, people) }
}

function requests(made: HrisRecords['requests'], personDays: number, rosterSize: number): HrisMetrics['requests'] {
  const personWeeks = personDays / 7
  const requesters = peopleIn(made)
  return {
    count: made.length,
    personWeeks,
    perHundredWeeks: share(100 * made.length, personWeeks),
    requesters,
    requesterShare: share(requesters, rosterSize),
  }
}

function performanceShift({ performance }: HrisRecords, roster: readonly RosterMember[]): HrisMetrics['performanceShift'] {
  const attained = (employeeId: string, period: 'before' | 'after') =>
    performance.find((row) => row.employeeId === employeeId && row.period === period)?.attainment
  const shifts = roster.flatMap(({ person, managerId }) => {
    const before = attained(person.employeeId, 'before')
    const after = attained(person.employeeId, 'after')
    return before === undefined || after === undefined ? [] : [{ managerId, shift: after - before }]
  })
  const byManager = [...Map.groupBy(shifts, ({ managerId }) => managerId).values()]
  return {
    peopleWithBoth: shifts.length,
    managers: byManager.length,
    meanOfManagerMeans: byManager.length === 0 ? null : mean(byManager.map((own) => mean(own.map(({ shift }) => shift)))),
  }
}

function peopleIn(rows: readonly { employeeId: string }[]): number {
  return new Set(rows.map(({ employeeId }) => employeeId)).size
}
