import type { AbsenceRow, AssignmentRow, JobEventRow, OpportunityRow, PerformanceRow, RosterRow } from '../people-data/rows.ts'
import type { HrisRecords } from './hris-records.ts'

/** The people data as they were imported, in the rows that a pilot reads. */
export interface PeopleRows {
  people: readonly RosterRow[]
  assignments: readonly AssignmentRow[]
  jobEvents: readonly JobEventRow[]
  opportunities: readonly OpportunityRow[]
  performance: readonly PerformanceRow[]
  absences: readonly AbsenceRow[]
}

const day = (text: string) => Temporal.PlainDate.from(text)
const maybeDay = (text: string | undefined) => (text === undefined ? null : day(text))

/**
 * The records of a pilot. Who has no row among the assignments is taken to have reported since their first day to whom the roster names: with
 * `frozen`, the roster of the locked design, so that a move afterwards does not carry them to another arm.
 */
export function peopleRecords(
  rows: PeopleRows,
  periods: { before: string; after: string } | null,
  frozen?: readonly { employeeId: string; managerId: string; highPotential: boolean }[],
): Omit<HrisRecords, 'managers'> {
  const assigned = new Set(rows.assignments.map(({ employeeId }) => employeeId))
  const frozenBy = new Map(frozen?.map((one) => [one.employeeId, one]))
  const managerIdOf = (person: RosterRow) => frozenBy.get(person.employeeId)?.managerId ?? person.managerId
  return {
    people: rows.people.map((person) => ({
      employeeId: person.employeeId,
      hireDate: day(person.hiredOn),
      terminationDate: maybeDay(person.terminatedOn),
      terminationType: person.terminationType ?? null,
      // The mark is frozen with the design: who gets it later is not compared by it.
      highPotential: frozen === undefined ? person.highPotential : (frozenBy.get(person.employeeId)?.highPotential ?? false),
    })),
    assignments: [
      ...rows.assignments.map(({ employeeId, managerId, fromOn, toOn }) => ({
        employeeId,
        managerId,
        fromDate: day(fromOn),
        toDate: maybeDay(toOn),
      })),
      ...rows.people.flatMap((person) => {
        const managerId = managerIdOf(person)
        if (assigned.has(person.employeeId) || managerId === undefined) return []
        return [{ employeeId: person.employeeId, managerId, fromDate: day(person.hiredOn), toDate: null }]
      }),
    ],
    jobEvents: rows.jobEvents.map(({ employeeId, type, effectiveOn, decidedOn, levelSinceOn }) => ({
      employeeId,
      kind: type,
      effectiveDate: day(effectiveOn),
      decisionDate: maybeDay(decidedOn),
      levelSince: maybeDay(levelSinceOn),
    })),
    opportunities: rows.opportunities.map(({ employeeId, respondedOn, response }) => ({
      employeeId,
      responseDate: maybeDay(respondedOn),
      response: response ?? 'pending',
    })),
    performance: rows.performance.flatMap(({ employeeId, period, attainment }) => {
      if (periods === null || (period !== periods.before && period !== periods.after)) return []
      return [{ employeeId, period: period === periods.before ? ('before' as const) : ('after' as const), attainment }]
    }),
    requests: [],
  }
}
