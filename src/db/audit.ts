import { asc, eq } from 'drizzle-orm'
import type { PersonId, WorkspaceId } from '../coaching/ids.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { auditEntries } from './tables.ts'

/** What is written down when it happens, without a word that anybody wrote. */
export type Audited =
  | 'manager_changed'
  | 'handover_chosen'
  | 'plan_exported'
  | 'look_back_exported'
  | 'data_exported'
  | 'plan_erased'
  | 'plan_put_away'
  | 'person_erased'
  | 'coordinator_appointed'
  | 'coordinator_dismissed'
  | 'everything_paused'
  | 'everything_resumed'
  | 'roster_change_seen'

export type AuditEntry = { actorId: PersonId | undefined; what: Audited; subjectId: string; at: Temporal.Instant }

/** Writes down who did what to whom or what. `actorId` is undefined where the app did it by itself, or an import. */
export async function audit(tx: Tx, workspaceId: WorkspaceId, entry: AuditEntry): Promise<void> {
  const { actorId, what, subjectId, at } = entry
  await tx.sql
    .insert(auditEntries)
    .values({ id: newId('audit'), workspaceId, actorId: actorId ?? null, what, subjectId, at: at.epochMilliseconds })
}

/** What was written down, oldest first. */
export async function auditOf(tx: Tx, workspaceId: WorkspaceId): Promise<AuditEntry[]> {
  const rows = await tx.sql
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.workspaceId, workspaceId))
    .orderBy(asc(auditEntries.at), asc(auditEntries.id))
  return rows.map((row) => ({
    actorId: (row.actorId ?? undefined) as PersonId | undefined,
    // Written by `audit` above.
    what: row.what as Audited,
    subjectId: row.subjectId,
    at: Temporal.Instant.fromEpochMilliseconds(row.at),
  }))
}
