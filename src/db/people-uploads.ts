import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { PersonId, UploadId, WorkspaceId } from '../coaching/ids.ts'
import type { PeopleDataKind } from '../coaching/people-data/rows.ts'
import { peopleDataKinds } from '../coaching/people-data/rows.ts'
import type { UploadFindings, UploadShown } from '../coaching/people-data/upload.ts'
import { RowMissing } from './missing.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { peopleUploads } from './tables.ts'

/** A file of people data that a coordinator sent to the app. The file itself stays in Slack. */
export type Upload = {
  id: UploadId
  workspaceId: WorkspaceId
  byId: PersonId
  fileId: string
  kind: PeopleDataKind | undefined
  state: UploadShown['state']
  why: string | undefined
  found: UploadFindings | undefined
}

/** Notes a file that was sent, once; gives it back while nobody has looked at it. */
export async function insertUpload(
  tx: Tx,
  made: { workspaceId: WorkspaceId; byId: PersonId; fileId: string; now: Temporal.Instant },
): Promise<UploadId | undefined> {
  const { now, ...upload } = made
  const [row] = await tx.sql
    .insert(peopleUploads)
    .values({ id: newId('upload'), ...upload, state: 'shown', sentAt: now.epochMilliseconds })
    .onConflictDoNothing()
    .returning()
  const [known] = row === undefined ? await tx.sql.select().from(peopleUploads).where(theFile(made)) : [row]
  return known === undefined || known.kind !== null || known.state !== 'shown' ? undefined : (known.id as UploadId)
}

const theFile = ({ workspaceId, fileId }: { workspaceId: WorkspaceId; fileId: string }) =>
  and(eq(peopleUploads.workspaceId, workspaceId), eq(peopleUploads.fileId, fileId))

/** Keeps what a look at the file found, sealed; or, without findings, that nothing of it is kept any more. */
export async function saveLook(
  tx: Tx,
  id: UploadId,
  look: { kind?: PeopleDataKind; state: Upload['state']; why?: string | undefined; found: UploadFindings | undefined },
): Promise<void> {
  await tx.sql
    .update(peopleUploads)
    .set({
      ...(look.kind === undefined ? {} : { kind: look.kind }),
      state: look.state,
      why: look.why ?? null,
      foundSealed: look.found === undefined ? null : tx.sealer.seal(JSON.stringify(look.found), placeOf(id)),
    })
    .where(eq(peopleUploads.id, id))
}

/** Moves a file from one state to another; false when it was not in that state. */
export async function moveUpload(tx: Tx, id: UploadId, from: Upload['state'], to: Upload['state']): Promise<boolean> {
  const rows = await tx.sql
    .update(peopleUploads)
    .set({ state: to })
    .where(and(eq(peopleUploads.id, id), eq(peopleUploads.state, from)))
    .returning({ id: peopleUploads.id })
  return rows.length > 0
}

export async function getUpload(tx: Tx, id: UploadId): Promise<Upload> {
  const [row] = await tx.sql.select().from(peopleUploads).where(eq(peopleUploads.id, id))
  if (row === undefined) throw new RowMissing('upload', id)
  return uploadOf(tx, row)
}

/** Files that a coordinator wants taken. */
export async function wantedUploads(tx: Tx): Promise<Upload[]> {
  const rows = await tx.sql
    .select()
    .from(peopleUploads)
    .where(inArray(peopleUploads.state, ['wanted'] satisfies Upload['state'][]))
    .orderBy(peopleUploads.sentAt)
  return rows.map((row) => uploadOf(tx, row))
}

const placeOf = (id: string) => ({ table: 'people_uploads', id, column: 'found' })

function uploadOf(tx: Tx, row: typeof peopleUploads.$inferSelect): Upload {
  return {
    id: row.id as UploadId,
    workspaceId: row.workspaceId as WorkspaceId,
    byId: row.byId as PersonId,
    fileId: row.fileId,
    kind: row.kind === null ? undefined : z.enum(peopleDataKinds).parse(row.kind),
    // Written by the functions above.
    state: row.state as Upload['state'],
    why: row.why ?? undefined,
    found: row.foundSealed === null ? undefined : (JSON.parse(tx.sealer.open(row.foundSealed, placeOf(row.id))) as UploadFindings),
  }
}
