import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { WorkspaceId } from '../coaching/ids.ts'
import type { FileMap } from '../coaching/people-data/file-map.ts'
import { dateOrders, emptyMap } from '../coaching/people-data/file-map.ts'
import type { PeopleDataKind, PeopleDataRows } from '../coaching/people-data/rows.ts'
import type { PersonId } from '../coaching/ids.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { peopleData, peopleImports, peopleMaps } from './tables.ts'

/** A row that is kept, and since when the person is missing from the roster. */
export type KeptRow<Row> = { key: string; row: Row; goneOn: string | undefined }

/** Every row of a kind, by key in the order of the alphabet. People who are missing from the newest file are among them, with `goneOn`. */
export async function peopleDataOf<K extends PeopleDataKind>(
  tx: Tx,
  workspaceId: WorkspaceId,
  kind: K,
): Promise<KeptRow<PeopleDataRows[K]>[]> {
  const rows = await tx.sql
    .select()
    .from(peopleData)
    .where(and(eq(peopleData.workspaceId, workspaceId), eq(peopleData.kind, kind)))
  return rows
    .map(({ key, rowSealed, goneOn }) => ({
      key,
      // Written by `savePeopleData` from a row of this kind.
      row: JSON.parse(tx.sealer.open(rowSealed, placeOf(workspaceId, kind, key))) as PeopleDataRows[K],
      goneOn: goneOn ?? undefined,
    }))
    .toSorted((one, other) => (one.key < other.key ? -1 : 1))
}

/** Keeps rows of a kind, in place of those with the same key. */
export async function savePeopleData<K extends PeopleDataKind>(
  tx: Tx,
  workspaceId: WorkspaceId,
  kind: K,
  rows: readonly { key: string; row: PeopleDataRows[K] }[],
): Promise<void> {
  for (const some of inPortions(rows)) {
    const values = some.map(({ key, row }) => ({
      workspaceId,
      kind,
      key,
      rowSealed: tx.sealer.seal(JSON.stringify(row), placeOf(workspaceId, kind, key)),
      goneOn: null,
    }))
    await tx.sql
      .insert(peopleData)
      .values(values)
      .onConflictDoUpdate({
        target: [peopleData.workspaceId, peopleData.kind, peopleData.key],
        set: { rowSealed: sql`excluded.row_sealed`, goneOn: null },
      })
  }
}

/** Takes rows away for good. */
export async function dropPeopleData(tx: Tx, workspaceId: WorkspaceId, kind: PeopleDataKind, keys: readonly string[]): Promise<void> {
  for (const some of inPortions(keys)) await tx.sql.delete(peopleData).where(theRows(workspaceId, kind, some))
}

/** Marks people as missing from the roster since a file's day. */
export async function markGone(tx: Tx, workspaceId: WorkspaceId, keys: readonly string[], goneOn: string): Promise<void> {
  for (const some of inPortions(keys))
    await tx.sql
      .update(peopleData)
      .set({ goneOn })
      .where(theRows(workspaceId, 'people', some))
}

const theRows = (workspaceId: WorkspaceId, kind: PeopleDataKind, keys: readonly string[]) =>
  and(eq(peopleData.workspaceId, workspaceId), eq(peopleData.kind, kind), inArray(peopleData.key, [...keys]))

/** Statements have a limit of values. */
function* inPortions<T>(all: readonly T[]): Generator<T[]> {
  for (let at = 0; at < all.length; at += 500) yield all.slice(at, at + 500)
}

function placeOf(workspaceId: WorkspaceId, kind: PeopleDataKind, key: string) {
  return { table: 'people_data', id: `${workspaceId}/${kind}/${key}`, column: 'row' }
}

/** One file that was taken. */
export type PeopleImport = {
  kind: PeopleDataKind
  fileHash: string
  snapshotOn: string
  added: number
  changed: number
  gone: number
  unchanged: number
  byId: PersonId | undefined
  importedAt: Temporal.Instant
}

export async function notePeopleImport(tx: Tx, workspaceId: WorkspaceId, made: PeopleImport): Promise<void> {
  const { byId, importedAt, ...counts } = made
  await tx.sql
    .insert(peopleImports)
    .values({ id: newId('peopleImport'), workspaceId, ...counts, byId: byId ?? null, importedAt: importedAt.epochMilliseconds })
}

/** The files that were taken of a kind, the newest first. */
export async function peopleImportsOf(tx: Tx, workspaceId: WorkspaceId, kind: PeopleDataKind): Promise<PeopleImport[]> {
  const rows = await tx.sql
    .select()
    .from(peopleImports)
    .where(and(eq(peopleImports.workspaceId, workspaceId), eq(peopleImports.kind, kind)))
    .orderBy(desc(peopleImports.importedAt), desc(peopleImports.id))
  return rows.map((row) => ({
    kind,
    fileHash: row.fileHash,
    snapshotOn: row.snapshotOn,
    added: row.added,
    changed: row.changed,
    gone: row.gone,
    unchanged: row.unchanged,
    byId: row.byId === null ? undefined : (row.byId as PersonId),
    importedAt: Temporal.Instant.fromEpochMilliseconds(row.importedAt),
  }))
}

const mapShape = z.object({
  columns: z.record(z.string(), z.string()),
  dates: z.enum(dateOrders).optional(),
  constants: z.record(z.string(), z.string()),
})

/** How the columns of this kind of file were mapped last. */
export async function rememberedMap(tx: Tx, workspaceId: WorkspaceId, kind: PeopleDataKind): Promise<FileMap> {
  const [row] = await tx.sql
    .select()
    .from(peopleMaps)
    .where(and(eq(peopleMaps.workspaceId, workspaceId), eq(peopleMaps.kind, kind)))
  return row === undefined ? emptyMap : mapShape.parse(JSON.parse(row.map))
}

export async function rememberMap(tx: Tx, workspaceId: WorkspaceId, kind: PeopleDataKind, map: FileMap, now: Temporal.Instant) {
  const fresh = { map: JSON.stringify(map), changedAt: now.epochMilliseconds }
  await tx.sql
    .insert(peopleMaps)
    .values({ workspaceId, kind, ...fresh })
    .onConflictDoUpdate({ target: [peopleMaps.workspaceId, peopleMaps.kind], set: fresh })
}
