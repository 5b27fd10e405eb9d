import type { PersonId, WorkspaceId } from '../coaching/ids.ts'
import type { FileMap } from '../coaching/people-data/file-map.ts'
import type { ImportOutcome } from '../coaching/people-data/import-outcome.ts'
import { outcomeAgainst } from '../coaching/people-data/import-outcome.ts'
import type { PeopleFile } from '../coaching/people-data/people-file.ts'
import { rosterRows } from '../coaching/people-data/people-file.ts'
import type { Problem } from '../coaching/people-data/problem.ts'
import { quoted } from '../coaching/people-data/problem.ts'
import type { PeopleDataKind, PeopleDataRow } from '../coaching/people-data/rows.ts'
import { keyOf } from '../coaching/people-data/rows.ts'
import {
  dropPeopleData,
  markGone,
  notePeopleImport,
  peopleDataOf,
  peopleImportsOf,
  rememberMap,
  savePeopleData,
} from '../db/people-data.ts'
import type { Store, Tx } from '../db/store.ts'
import { changesToHold, followPeopleFile } from './roster.ts'

/** What taking a file would change, without taking it. */
export async function previewImport<K extends PeopleDataKind>(
  tx: Tx,
  workspaceId: WorkspaceId,
  file: PeopleFile<K>,
): Promise<ImportOutcome<K>> {
  const outcome = outcomeAgainst(await peopleDataOf(tx, workspaceId, file.kind), file)
  return {
    ...outcome,
    problems: [...outcome.problems, ...(await olderThanKept(tx, workspaceId, file))],
    notes: [...outcome.notes, ...(await againstRoster(tx, workspaceId, file))],
    held: file.kind === 'people' ? await changesToHold(tx, workspaceId, rosterRows(file)) : [],
  }
}

/**
 * Takes a file: all of it in one transaction, or, when there is any problem, nothing. People whom it leaves out are marked as gone and
 * stay for what counts back in time; rows of other kinds that it leaves out are deleted. How its columns were mapped is remembered.
 */
export async function importPeopleFile<K extends PeopleDataKind>(
  store: Store,
  workspaceId: WorkspaceId,
  file: PeopleFile<K>,
  by: { personId: PersonId | undefined; map: FileMap },
  now: Temporal.Instant,
): Promise<ImportOutcome<K>> {
  return store.write(async (tx) => {
    const outcome = await previewImport(tx, workspaceId, file)
    if (outcome.problems.length > 0) return outcome
    const { added, changed, gone, unchanged } = outcome.difference
    // The unchanged people of a newer file are as of its day too.
    const rows = file.kind === 'people' ? file.rows.map(({ row }) => ({ key: keyOf(file.kind, row), row })) : [...added, ...changed]
    await savePeopleData(tx, workspaceId, file.kind, rows)
    const goneKeys = gone.map(({ key }) => key)
    if (file.kind === 'people') await markGone(tx, workspaceId, goneKeys, dayOf(file, now))
    else await dropPeopleData(tx, workspaceId, file.kind, goneKeys)
    if (file.kind === 'people') await followPeopleFile(tx, workspaceId, rosterRows(file), now)
    await notePeopleImport(tx, workspaceId, {
      kind: file.kind,
      fileHash: file.hash,
      snapshotOn: dayOf(file, now),
      added: added.length,
      changed: changed.length,
      gone: gone.length,
      unchanged,
      byId: by.personId,
      importedAt: now,
    })
    await rememberMap(tx, workspaceId, file.kind, toRemember(file, by.map), now)
    return outcome
  })
}

/** An older roster in place of a newer one would take people's managers back in time. */
async function olderThanKept(tx: Tx, workspaceId: WorkspaceId, file: PeopleFile): Promise<Problem[]> {
  const [first] = file.rows
  const [newest] = await peopleImportsOf(tx, workspaceId, file.kind)
  if (first === undefined || newest === undefined || !('snapshotOn' in first.row) || first.row.snapshotOn >= newest.snapshotOn) return []
  const sentence = `This file is of ${first.row.snapshotOn}, and the roster is of ${newest.snapshotOn} already. Please export a newer one.`
  return [{ line: first.line, column: file.columns['snapshot_date'] ?? 'snapshot_date', sentence }]
}

/** What the roster says to the rows of another file: people whom it does not know, and history from before somebody was hired. */
async function againstRoster(tx: Tx, workspaceId: WorkspaceId, file: PeopleFile): Promise<Problem[]> {
  if (file.kind === 'people' || file.rows.length === 0) return []
  const hiredOn = new Map((await peopleDataOf(tx, workspaceId, 'people')).map(({ key, row }) => [key, row.hiredOn]))
  const notes: Problem[] = []
  for (const { line, row } of file.rows) {
    const hired = hiredOn.get(row.employeeId)
    const began = beginningOf(file.kind, row)
    if (hired === undefined)
      notes.push({
        line,
        column: file.columns['employee_id'],
        sentence: `${quoted(row.employeeId)} is not in the roster, so this row counts for nothing until a people file has them.`,
      })
    else if (began !== undefined && began.on < hired)
      notes.push({
        line,
        column: file.columns[began.column] ?? began.column,
        sentence: `This is of ${began.on}, before ${quoted(row.employeeId)} was hired on ${hired}.`,
      })
  }
  return notes
}

function beginningOf(kind: PeopleDataKind, row: PeopleDataRow): { column: string; on: string } | undefined {
  if ('fromOn' in row) return { column: kind === 'absences' ? 'from' : 'from_date', on: row.fromOn }
  return 'effectiveOn' in row ? { column: 'effective_date', on: row.effectiveOn } : undefined
}

/** The day of a file: its own for a roster, else the day on which it is taken (in UTC). */
function dayOf(file: PeopleFile, now: Temporal.Instant): string {
  const [first] = file.rows
  return first !== undefined && 'snapshotOn' in first.row ? first.row.snapshotOn : now.toZonedDateTimeISO('UTC').toPlainDate().toString()
}

/** The next file has its own day, and its columns where this one had them. */
function toRemember(file: PeopleFile, map: FileMap): FileMap {
  const { snapshot_date: _, ...constants } = map.constants
  return { columns: file.columns, dates: map.dates, constants }
}
