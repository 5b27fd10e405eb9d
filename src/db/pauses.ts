import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import type { PersonId, WorkspaceId } from '../coaching/ids.ts'
import type { Tx } from './store.ts'
import { workspaces } from './tables.ts'

/** Since when a coordinator has paused everything; undefined while all goes on. */
export async function pausedSince(tx: Tx, workspaceId: WorkspaceId): Promise<Temporal.Instant | undefined> {
  const [row] = await tx.sql.select({ at: workspaces.pausedAt }).from(workspaces).where(eq(workspaces.id, workspaceId))
  return row?.at === undefined || row.at === null ? undefined : Temporal.Instant.fromEpochMilliseconds(row.at)
}

/** Pauses a workspace; false when it is paused already. */
export async function pauseWorkspace(tx: Tx, workspaceId: WorkspaceId, by: PersonId, now: Temporal.Instant): Promise<boolean> {
  const rows = await tx.sql
    .update(workspaces)
    .set({ pausedAt: now.epochMilliseconds, pausedById: by })
    .where(and(eq(workspaces.id, workspaceId), isNull(workspaces.pausedAt)))
    .returning({ id: workspaces.id })
  return rows.length > 0
}

/** Lets a paused workspace go on; false when it was not paused. */
export async function resumeWorkspace(tx: Tx, workspaceId: WorkspaceId): Promise<boolean> {
  const rows = await tx.sql
    .update(workspaces)
    .set({ pausedAt: null, pausedById: null })
    .where(and(eq(workspaces.id, workspaceId), isNotNull(workspaces.pausedAt)))
    .returning({ id: workspaces.id })
  return rows.length > 0
}

/** Whether any workspace is not paused: only then does time bring something about. */
export async function anyGoesOn(tx: Tx): Promise<boolean> {
  const rows = await tx.sql.select({ id: workspaces.id }).from(workspaces).where(isNull(workspaces.pausedAt)).limit(1)
  return rows.length > 0
}
