import { asc, eq } from 'drizzle-orm'
import type { PersonId, PlanId, WorkspaceId } from '../coaching/ids.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { textVersions } from './tables.ts'

/** An earlier wording of one of the plan's texts, by whom it was written and when. */
export type Wording = { subjectId: string; field: string; revision: number; text: string; authorId: PersonId; writtenAt: Temporal.Instant }

/** Keeps a wording before another takes its place. A revision of a field is kept once. */
export async function keepWording(tx: Tx, kept: Wording & { workspaceId: WorkspaceId; planId: PlanId }): Promise<void> {
  const { text, writtenAt, ...row } = kept
  const id = newId('version')
  await tx.sql
    .insert(textVersions)
    .values({ id, ...row, textSealed: tx.sealer.seal(text, place(id)), writtenAt: writtenAt.epochMilliseconds })
    .onConflictDoNothing()
}

/** Every earlier wording on a plan, oldest first. */
export async function wordingsOf(tx: Tx, planId: PlanId): Promise<Wording[]> {
  const rows = await tx.sql
    .select()
    .from(textVersions)
    .where(eq(textVersions.planId, planId))
    .orderBy(asc(textVersions.writtenAt), asc(textVersions.revision))
  return rows.map((row) => ({
    subjectId: row.subjectId,
    field: row.field,
    revision: row.revision,
    text: tx.sealer.open(row.textSealed, place(row.id)),
    // Branded when the row was written.
    authorId: row.authorId as PersonId,
    writtenAt: Temporal.Instant.fromEpochMilliseconds(row.writtenAt),
  }))
}

function place(id: string) {
  return { table: 'text_versions', id, column: 'text' }
}
