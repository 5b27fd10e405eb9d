import { managerCycles } from './cycles.ts'
import type { Problem } from './problem.ts'
import { quoted } from './problem.ts'
import type { AssignmentRow, PeopleDataKind, PeopleDataRows, RosterRow } from './rows.ts'
import { keyOf } from './rows.ts'

/** A row, and the line of the file on which it begins. */
export type Placed<Row> = { line: number; row: Row }
type Found = { problems: Problem[]; notes: Problem[] }

/** What only shows when the rows of a file are seen together. A row that stands there twice in the same words is kept once. */
export function checkTogether<K extends PeopleDataKind>(
  kind: K,
  placed: readonly Placed<PeopleDataRows[K]>[],
): Found & { rows: Placed<PeopleDataRows[K]>[] } {
  const found: Found = { problems: [], notes: [] }
  const rows = onceEach(kind, placed, found)
  // The kind says what the rows are.
  if (kind === 'people') checkRoster(rows as unknown as Placed<RosterRow>[], found)
  if (kind === 'assignments') checkOverlaps(rows as unknown as Placed<AssignmentRow>[], found)
  return { rows, ...found }
}

function onceEach<K extends PeopleDataKind>(
  kind: K,
  placed: readonly Placed<PeopleDataRows[K]>[],
  found: Found,
): Placed<PeopleDataRows[K]>[] {
  const first = new Map<string, Placed<PeopleDataRows[K]>>()
  const [column] = keyColumns[kind]
  for (const one of placed) {
    const key = keyOf(kind, one.row)
    const before = first.get(key)
    if (before === undefined) first.set(key, one)
    else if (JSON.stringify(before.row) === JSON.stringify(one.row))
      found.notes.push({ line: one.line, column, sentence: `This is the same as line ${before.line}, and counts once.` })
    else
      found.problems.push({
        line: one.line,
        column,
        sentence: `This contradicts line ${before.line}, which has the same ${keyColumns[kind].join(' and ')}. Please keep one of the two.`,
      })
  }
  return [...first.values()]
}

const keyColumns: Record<PeopleDataKind, readonly [string, ...string[]]> = {
  people: ['employee_id'],
  assignments: ['employee_id', 'from_date'],
  job_events: ['event_id'],
  opportunities: ['opportunity_id'],
  performance: ['employee_id', 'period'],
  absences: ['employee_id', 'from'],
}

function checkRoster(rows: readonly Placed<RosterRow>[], { problems, notes }: Found): void {
  const [first] = rows
  const lines = new Map(rows.map(({ line, row }) => [row.employeeId, line]))
  const emails = new Map<string, number>()
  for (const { line, row } of rows) {
    const other = emails.get(row.workEmail)
    if (other !== undefined)
      problems.push({ line, column: 'work_email', sentence: `${quoted(row.workEmail)} belongs to the person on line ${other} already.` })
    else emails.set(row.workEmail, line)
    if (first !== undefined && row.snapshotOn !== first.row.snapshotOn)
      problems.push({
        line,
        column: 'snapshot_date',
        sentence: `This row is of ${row.snapshotOn}, and line ${first.line} of ${first.row.snapshotOn}. A file says how things are on one day.`,
      })
    if (row.managerId !== undefined && !lines.has(row.managerId))
      problems.push({
        line,
        column: 'manager_id',
        sentence: `The manager ${quoted(row.managerId)} is nobody in this file. Please add their row, or correct the id.`,
      })
    else if (row.managerId === undefined && row.status !== 'left')
      notes.push({ line, column: 'manager_id', sentence: 'Nobody is named as manager here, so no 1:1 starts from this row.' })
    if (row.function === undefined)
      notes.push({ line, column: 'function', sentence: 'There is no function here, so this person is in no group of a pilot.' })
  }
  for (const cycle of managerCycles(rows.map(({ row }) => row))) {
    const [employeeId = ''] = cycle
    const way = [...cycle, employeeId].join(' → ')
    const sentence =
      cycle.length === 1
        ? `${quoted(employeeId)} is named as their own manager. Nothing starts from this row until a coordinator has looked at it.`
        : `These people are each other's managers in a circle: ${way}. Nothing starts between them until a coordinator has looked at it.`
    notes.push({ line: lines.get(employeeId) ?? 1, column: 'manager_id', sentence })
  }
}

function checkOverlaps(rows: readonly Placed<AssignmentRow>[], { problems }: Found): void {
  for (const own of Map.groupBy(rows, ({ row }) => row.employeeId).values()) {
    const inTime = own.toSorted((one, other) => (one.row.fromOn < other.row.fromOn ? -1 : 1))
    for (const [index, { line, row }] of inTime.entries()) {
      const before = inTime[index - 1]
      if (before === undefined || (before.row.toOn !== undefined && before.row.toOn <= row.fromOn)) continue
      problems.push({
        line,
        column: 'from_date',
        sentence: `From ${row.fromOn} on this contradicts line ${before.line}, where the same person has ${quoted(before.row.managerId)} as manager ${before.row.toOn === undefined ? 'with no end' : `until ${before.row.toOn}`}.`,
      })
    }
  }
}
