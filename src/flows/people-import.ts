import type { PersonId, WorkspaceId } from '../coaching/ids.ts'
import type { Difference } from '../coaching/people-data/difference.ts'
import { difference } from '../coaching/people-data/difference.ts'
import type { FileMap } from '../coaching/people-data/file-map.ts'
import type { PeopleFile } from '../coaching/people-data/people-file.ts'
import type { Problem } from '../coaching/people-data/problem.ts'
import type { PeopleDataKind, PeopleDataRows } from '../coaching/people-data/rows.ts'
import { keyOf } from '../coaching/people-data/rows.ts'
import type { KeptRow } from '../db/people-data.ts'
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

/** What a file would change, or has changed. With a problem in it nothing is ever written. */
export type ImportOutcome<K extends PeopleDataKind = PeopleDataKind> = {
  problems: Problem[]
  notes: Problem[]
  difference: Difference<PeopleDataRows[K]>
}

/** What taking a file would change, without taking it. */
export async function previewImport<K extends PeopleDataKind>(
  tx: Tx,
  workspaceId: WorkspaceId,
  file: PeopleFile<K>,
): Promise<ImportOutcome<K>> {
  const kept = await peopleDataOf(tx, workspaceId, file.kind)
  const problems = [...file.problems, ...(await olderThanKept(tx, workspaceId, file))]
  const notes = [...file.notes, ...(await strangersIn(tx, workspaceId, file))]
  return { problems, notes, difference: compared(file, kept) }
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
    const rows = file.kind === 'people' ? file.rows.map((row) => ({ key: keyOf(file.kind, row), row })) : [...added, ...changed]
    await savePeopleData(tx, workspaceId, file.kind, rows)
    const goneKeys = gone.map(({ key }) => key)
    if (file.kind === 'people') await markGone(tx, workspaceId, goneKeys, dayOf(file, now))
    else await dropPeopleData(tx, workspaceId, file.kind, goneKeys)
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

function compared<K extends PeopleDataKind>(
  file: PeopleFile<K>,
  kept: readonly KeptRow<PeopleDataRows[K]>[],
): Difference<PeopleDataRows[K]> {
  const here = new Map(kept.filter(({ goneOn }) => goneOn === undefined).map(({ key, row }) => [key, row]))
  return difference(file.kind, here, file.rows)
}

/** An older roster in place of a newer one would take people's managers back in time. */
async function olderThanKept(tx: Tx, workspaceId: WorkspaceId, file: PeopleFile): Promise<Problem[]> {
  const [row] = file.rows
  const [newest] = await peopleImportsOf(tx, workspaceId, file.kind)
  if (row === undefined || newest === undefined || !('snapshotOn' in row) || row.snapshotOn >= newest.snapshotOn) return []
  const sentence = `This file is of ${row.snapshotOn}, and the roster is of ${newest.snapshotOn} already. Please export a newer one.`
  return [{ line: 2, column: file.columns['snapshot_date'] ?? 'snapshot_date', sentence }]
}

/** People of another file whom the roster does not know: each is named once. */
async function strangersIn(tx: Tx, workspaceId: WorkspaceId, file: PeopleFile): Promise<Problem[]> {
  if (file.kind === 'people' || file.rows.length === 0) return []
  const known = new Set((await peopleDataOf(tx, workspaceId, 'people')).map(({ key }) => key))
  const strangers = [...new Set(file.rows.map(({ employeeId }) => employeeId))].filter((id) => !known.has(id))
  if (strangers.length === 0) return []
  const some = strangers.slice(0, 10).join(', ')
  const more = strangers.length > 10 ? ` and ${strangers.length - 10} more` : ''
  const sentence = `${strangers.length === 1 ? 'One person is' : `${strangers.length} people are`} not in the roster, so these rows count for nothing until a people file has them: ${some}${more}.`
  return [{ line: 1, column: file.columns['employee_id'] ?? 'employee_id', sentence }]
}

/** The day of a file: its own for a roster, else the day on which it is taken (in UTC). */
function dayOf(file: PeopleFile, now: Temporal.Instant): string {
  const [row] = file.rows
  return row !== undefined && 'snapshotOn' in row ? row.snapshotOn : now.toZonedDateTimeISO('UTC').toPlainDate().toString()
}

/** The next file has its own day, and its columns where this one had them. */
function toRemember(file: PeopleFile, map: FileMap): FileMap {
  const { snapshot_date: _, ...constants } = map.constants
  return { columns: file.columns, dates: map.dates, constants }
}
