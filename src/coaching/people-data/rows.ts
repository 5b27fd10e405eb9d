/**
 * The people data that a company's personnel system hands over as CSV files, one kind a file. Dates are local calendar dates, `YYYY-MM-DD`;
 * what a cell left empty is undefined. Nothing outside these fields is kept of any file.
 */
export type PeopleDataRows = {
  people: RosterRow
  assignments: AssignmentRow
  job_events: JobEventRow
  opportunities: OpportunityRow
  performance: PerformanceRow
  absences: AbsenceRow
}
export type PeopleDataKind = keyof PeopleDataRows
export type PeopleDataRow = PeopleDataRows[PeopleDataKind]

export const peopleDataKinds = [
  'people',
  'assignments',
  'job_events',
  'opportunities',
  'performance',
  'absences',
] as const satisfies readonly PeopleDataKind[]

export const employmentStates = ['active', 'on_leave', 'left'] as const
export const terminationTypes = ['voluntary', 'involuntary', 'other'] as const
export const jobEventTypes = ['promotion', 'lateral', 'transfer', 'demotion', 'reorg', 'administrative', 'other'] as const
export const opportunityKinds = ['lateral_role', 'project', 'secondment', 'other'] as const
export const opportunityResponses = ['accepted', 'declined', 'pending'] as const

/** One person of the roster, as of the file's day. */
export type RosterRow = {
  employeeId: string
  /** In lower case. */
  workEmail: string
  managerId: string | undefined
  function: string | undefined
  jobLevel: string | undefined
  levelStartOn: string | undefined
  hiredOn: string
  status: (typeof employmentStates)[number]
  /** The last day of work. */
  terminatedOn: string | undefined
  terminationType: (typeof terminationTypes)[number] | undefined
  highPotential: boolean
  zone: string | undefined
  snapshotOn: string
}

/** Who an employee's manager was, from a date (included) to a date (not included). */
export type AssignmentRow = { employeeId: string; managerId: string; fromOn: string; toOn: string | undefined }

export type JobEventRow = {
  eventId: string
  employeeId: string
  type: (typeof jobEventTypes)[number]
  effectiveOn: string
  decidedOn: string | undefined
  levelFrom: string | undefined
  levelTo: string | undefined
  /** Since when the level left behind had been held. */
  levelSinceOn: string | undefined
}

export type OpportunityRow = {
  opportunityId: string
  employeeId: string
  kind: (typeof opportunityKinds)[number] | undefined
  offeredOn: string | undefined
  respondedOn: string | undefined
  response: (typeof opportunityResponses)[number] | undefined
}

/** Attainment of an employee's own target in a period, as a share: 1 is on target. */
export type PerformanceRow = { employeeId: string; period: string; attainment: number }

/** Days on which somebody was away, the first and the last included; never why. */
export type AbsenceRow = { employeeId: string; fromOn: string; toOn: string }

/** What makes a row the same row in the next file. */
export function keyOf<K extends PeopleDataKind>(kind: K, row: PeopleDataRows[K]): string {
  return keys[kind](row)
}

const keys: { [K in PeopleDataKind]: (row: PeopleDataRows[K]) => string } = {
  people: ({ employeeId }) => employeeId,
  assignments: ({ employeeId, fromOn }) => `${employeeId}/${fromOn}`,
  job_events: ({ eventId }) => eventId,
  opportunities: ({ opportunityId }) => opportunityId,
  performance: ({ employeeId, period }) => `${employeeId}/${period}`,
  absences: ({ employeeId, fromOn }) => `${employeeId}/${fromOn}`,
}
