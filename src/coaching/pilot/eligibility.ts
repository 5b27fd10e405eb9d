import type { CovariateName } from './design.ts'
import type { HrisRecords, Person } from './hris-records.ts'
import type { BaselineAnswers } from './make-design.ts'
import { managerOn } from './roster.ts'
import { daysBetween, isBefore, isIn, isOnOrBefore } from './window.ts'

/** Who can take part: people to coach, long enough in post, and there during the six weeks. */
export interface EligibilityRule {
  minimumEmployees: number
  minimumMonths: number
}

export const usualEligibility: EligibilityRule = { minimumEmployees: 3, minimumMonths: 3 }

/** A manager who can take part, with the figures that partners should share; null where a figure is not known. */
export interface Candidate {
  managerId: string
  functionName: string
  covariates: Record<CovariateName, number | null>
}

export interface Candidates {
  eligible: Candidate[]
  leftOut: { managerId: string; why: string }[]
  roster: { employeeId: string; managerId: string; highPotential: boolean }[]
  notes: string[]
}

export interface PeopleForDesign {
  records: Omit<HrisRecords, 'managers'>
  functions: ReadonlyMap<string, string>
  absences: readonly { employeeId: string; from: Temporal.PlainDate; to: Temporal.PlainDate }[]
  baseline: ReadonlyMap<string, BaselineAnswers>
}

/** Every manager of the people data on a day: those who can take part with their figures, the others with the reason. In the order of their ids. */
export function candidates(data: PeopleForDesign, startsOn: Temporal.PlainDate, rule: EligibilityRule): Candidates {
  const here = data.records.people.filter((person) => isHere(person, startsOn))
  const people = new Map(data.records.people.map((person) => [person.employeeId, person]))
  const roster = here.flatMap(({ employeeId, highPotential }) => {
    const managerId = managerOn(data.records, employeeId, startsOn)
    return managerId === null ? [] : [{ employeeId, managerId, highPotential }]
  })
  const teams = [...Map.groupBy(roster, ({ managerId }) => managerId)].toSorted(([one], [other]) => (one < other ? -1 : 1))
  const eligible: Candidate[] = []
  const leftOut: Candidates['leftOut'] = []
  for (const [managerId, team] of teams) {
    const manager = people.get(managerId)
    const why = whyNot(data, manager, managerId, team.length, startsOn, rule)
    if (why !== null) leftOut.push({ managerId, why })
    else
      eligible.push({
        managerId,
        functionName: data.functions.get(managerId) ?? 'no function',
        covariates: figures(data, manager, managerId, team.length, startsOn),
      })
  }
  return { eligible, leftOut, roster, notes: doubledManagers(data.records, startsOn) }
}

function isHere({ hireDate, terminationDate }: Person, day: Temporal.PlainDate): boolean {
  return isOnOrBefore(hireDate, day) && (terminationDate === null || isOnOrBefore(day, terminationDate))
}

const LONG_LEAVE_DAYS = 14
const PILOT_DAYS = 42

function whyNot(
  data: PeopleForDesign,
  manager: Person | undefined,
  managerId: string,
  teamSize: number,
  startsOn: Temporal.PlainDate,
  rule: EligibilityRule,
): string | null {
  if (manager === undefined) return 'not in the people file themselves'
  if (!isHere(manager, startsOn)) return 'not employed on the first day'
  if (teamSize < rule.minimumEmployees)
    return `${teamSize} ${teamSize === 1 ? 'person' : 'people'} to coach, fewer than ${rule.minimumEmployees}`
  const since = inPostSince(data.records, managerId)
  if (since !== null && !isOnOrBefore(since.add({ months: rule.minimumMonths }), startsOn))
    return `in post since ${since.toString()}, less than ${rule.minimumMonths} months`
  const window = { start: startsOn, end: startsOn.add({ days: PILOT_DAYS }) }
  const isLong = data.absences.some(({ employeeId, from, to }) => {
    const overlaps = isBefore(from, window.end) && isOnOrBefore(window.start, to)
    return employeeId === managerId && overlaps && daysBetween(from, to) + 1 >= LONG_LEAVE_DAYS
  })
  return isLong ? 'away for two weeks or more during the pilot' : null
}

/** Since when somebody has reported to this manager; null when the data do not say. */
function inPostSince({ assignments }: PeopleForDesign['records'], managerId: string): Temporal.PlainDate | null {
  const [first] = assignments
    .filter((assignment) => assignment.managerId === managerId)
    .map(({ fromDate }) => fromDate)
    .toSorted((one, other) => Temporal.PlainDate.compare(one, other))
  return first ?? null
}

function figures(
  data: PeopleForDesign,
  manager: Person | undefined,
  managerId: string,
  teamSize: number,
  startsOn: Temporal.PlainDate,
): Record<CovariateName, number | null> {
  const year = { start: startsOn.subtract({ days: 365 }), end: startsOn }
  const leavers = data.records.people.filter(
    ({ employeeId, terminationDate }) =>
      terminationDate !== null && isIn(terminationDate, year) && managerOn(data.records, employeeId, terminationDate) === managerId,
  ).length
  const answers = data.baseline.get(managerId)
  return {
    team_size: teamSize,
    tenure_years: manager === undefined ? null : daysBetween(manager.hireDate, startsOn) / 365.25,
    leavers_12m: leavers,
    baseline_pulse: answers?.pulse ?? null,
    baseline_coaching: answers?.coaching ?? null,
  }
}

/** People who report to two managers at once are counted with the one who came last; the design says so. */
function doubledManagers({ assignments }: PeopleForDesign['records'], day: Temporal.PlainDate): string[] {
  const covering = assignments.filter(({ fromDate, toDate }) => isOnOrBefore(fromDate, day) && (toDate === null || isBefore(day, toDate)))
  const doubled = [...Map.groupBy(covering, ({ employeeId }) => employeeId).values()].filter(
    (rows) => new Set(rows.map(({ managerId }) => managerId)).size > 1,
  ).length
  return doubled === 0
    ? []
    : [
        `${doubled} ${doubled === 1 ? 'person reports' : 'people report'} to two managers on the first day and ${doubled === 1 ? 'is' : 'are'} counted with the later one.`,
      ]
}
