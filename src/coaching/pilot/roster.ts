import type { Arm } from './arm.ts'
import type { HrisRecords, Person } from './hris-records.ts'
import { daysBetween, isBefore, isOnOrBefore, type Window } from './window.ts'

/** A person under a pilot manager when a window started. Wherever the person moves, manager and arm stay for the whole window. */
export interface RosterMember {
  person: Person
  managerId: string
  arm: Arm
  /** Days of the window on which the person was employed. */
  days: number
}

/**
 * The people of one arm at the start of a window: assigned to one of its managers on that day, hired by then, and not gone before it.
 * Where two assignments of a person cover the day, the one that began last counts.
 */
export function rosterOf(records: HrisRecords, arm: Arm, window: Window): RosterMember[] {
  const armManagers = new Set(records.managers.filter((manager) => manager.arm === arm).map(({ managerId }) => managerId))
  return records.people.flatMap((person) => {
    const managerId = managerOn(records, person.employeeId, window.start)
    const here = isOnOrBefore(person.hireDate, window.start)
    const gone = person.terminationDate !== null && isBefore(person.terminationDate, window.start)
    if (managerId === null || !armManagers.has(managerId) || !here || gone) return []
    return [{ person, managerId, arm, days: daysEmployed(person, window) }]
  })
}

/** Whom somebody reported to on a day: the assignment that began last of those that cover it; null where none does. */
export function managerOn({ assignments }: Pick<HrisRecords, 'assignments'>, employeeId: string, day: Temporal.PlainDate): string | null {
  const covering = assignments
    .filter((assignment) => assignment.employeeId === employeeId && isOnOrBefore(assignment.fromDate, day))
    .filter(({ toDate }) => toDate === null || isBefore(day, toDate))
    .sort((left, right) => Temporal.PlainDate.compare(left.fromDate, right.fromDate))
  return covering.at(-1)?.managerId ?? null
}

/** From the window's start to its end or the day after the last day of work, whichever comes first. */
function daysEmployed({ terminationDate }: Person, { start, end }: Window): number {
  const after = terminationDate?.add({ days: 1 })
  return daysBetween(start, after !== undefined && isBefore(after, end) ? after : end)
}
