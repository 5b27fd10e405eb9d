import { eq, isNull } from 'drizzle-orm'
import type { WorkspaceId } from '../coaching/ids.ts'
import { prepared } from './prepared.ts'
import type { Tx } from './store.ts'
import { workspaces } from './tables.ts'

export type Workspace = {
  id: WorkspaceId
  name: string
  botUserId: string
  zone: string
  quarterStartMonth: number
  thin: boolean
  stopped: boolean
}

/** Keeps the workspace that a token belongs to; a stopped one comes back to life. */
export async function saveWorkspace(
  tx: Tx,
  seen: { id: WorkspaceId; name: string; appId: string | undefined; botUserId: string; zone: string },
  now: Temporal.Instant,
): Promise<Workspace> {
  const fresh = { name: seen.name, appId: seen.appId ?? null, botUserId: seen.botUserId, stoppedAt: null }
  const [row] = await tx.sql
    .insert(workspaces)
    .values({ id: seen.id, zone: seen.zone, createdAt: now.epochMilliseconds, ...fresh })
    .onConflictDoUpdate({ target: workspaces.id, set: fresh })
    .returning()
  if (row === undefined) throw new Error('a workspace was neither made nor found')
  return workspaceOf(row)
}

export async function getWorkspace(tx: Tx, id: WorkspaceId): Promise<Workspace> {
  const [row] = await byId(tx, { id })
  if (row === undefined) throw new Error(`no workspace ${id}`)
  return workspaceOf(row)
}

const byId = prepared(['id'], (sql, { id }) => sql.select().from(workspaces).where(eq(workspaces.id, id)))

/** The workspaces to which something can be sent. */
export async function livingWorkspaces(tx: Tx): Promise<WorkspaceId[]> {
  const rows = await living(tx, {})
  return rows.map((row) => row.id as WorkspaceId)
}

const living = prepared([], (sql) => sql.select({ id: workspaces.id }).from(workspaces).where(isNull(workspaces.stoppedAt)))

/** Every workspace in the database, in the order of their ids. */
export async function allWorkspaces(tx: Tx): Promise<Workspace[]> {
  return (await tx.sql.select().from(workspaces).orderBy(workspaces.id)).map(workspaceOf)
}

/** Whether all messages of a workspace are kept thin. */
export async function saveThin(tx: Tx, id: WorkspaceId, to: 'on' | 'off'): Promise<void> {
  await tx.sql
    .update(workspaces)
    .set({ thin: to === 'on' ? 1 : 0 })
    .where(eq(workspaces.id, id))
}

/** Notes that nothing can be sent to a workspace any more (uninstalled, or its token refused). */
export async function stopWorkspace(tx: Tx, id: WorkspaceId, now: Temporal.Instant): Promise<void> {
  await tx.sql.update(workspaces).set({ stoppedAt: now.epochMilliseconds }).where(eq(workspaces.id, id))
}

/** Notes that a stopped workspace can be sent to again. */
export async function resumeWorkspace(tx: Tx, id: WorkspaceId): Promise<void> {
  await tx.sql.update(workspaces).set({ stoppedAt: null }).where(eq(workspaces.id, id))
}

function workspaceOf(row: typeof workspaces.$inferSelect): Workspace {
  return {
    id: row.id as WorkspaceId,
    name: row.name,
    botUserId: row.botUserId,
    zone: row.zone,
    quarterStartMonth: row.quarterStartMonth,
    thin: row.thin === 1,
    stopped: row.stoppedAt !== null,
  }
}
