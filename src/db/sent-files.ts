import { and, eq, inArray, lte } from 'drizzle-orm'
import type { FileId, OutboxId, WorkspaceId } from '../coaching/ids.ts'
import { newId } from './new-id.ts'
import type { OutboxRow } from './outbox.ts'
import type { Tx } from './store.ts'
import { sentFiles } from './tables.ts'

export type SentFile = {
  id: FileId
  workspaceId: WorkspaceId
  outboxId: OutboxId
  /** Slack's id of it. */
  slackFileId: string
  state: 'reserved' | 'uploaded' | 'shared' | 'deleted'
}

/** The file that goes with an outbox row, as far as it has come; undefined before its first step. */
export async function fileOf(tx: Tx, outboxId: string): Promise<SentFile | undefined> {
  const [row] = await tx.sql.select().from(sentFiles).where(eq(sentFiles.outboxId, outboxId))
  return row && sentFileOf(row)
}

/** Slack has given the row's file an id. A new id takes the place of an older one that nobody ever saw. */
export async function noteReserved(tx: Tx, row: OutboxRow, slackFileId: string): Promise<void> {
  await tx.sql
    .insert(sentFiles)
    .values({
      id: newId('file'),
      workspaceId: row.workspaceId,
      outboxId: row.id,
      slackFileId,
      state: 'reserved' satisfies SentFile['state'],
    })
    .onConflictDoUpdate({ target: sentFiles.outboxId, set: { slackFileId, state: 'reserved' satisfies SentFile['state'] } })
}

/** All bytes of the file are at Slack, and nobody sees it yet. */
export async function noteUploaded(tx: Tx, outboxId: string): Promise<void> {
  await tx.sql
    .update(sentFiles)
    .set({ state: 'uploaded' satisfies SentFile['state'] })
    .where(eq(sentFiles.outboxId, outboxId))
}

/** The file stands in its conversation, until the time at which it is to be deleted. */
export async function noteShared(tx: Tx, outboxId: string, now: Temporal.Instant, deleteAt: Temporal.Instant): Promise<void> {
  await tx.sql
    .update(sentFiles)
    .set({ state: 'shared' satisfies SentFile['state'], sharedAt: now.epochMilliseconds, deleteAt: deleteAt.epochMilliseconds })
    .where(eq(sentFiles.outboxId, outboxId))
}

/** The next time to ask Slack to delete a file that still stands there. */
export async function askToDeleteAt(tx: Tx, ids: FileId[], at: Temporal.Instant): Promise<void> {
  if (ids.length === 0) return
  await tx.sql
    .update(sentFiles)
    .set({ deleteAt: at.epochMilliseconds })
    .where(and(inArray(sentFiles.id, ids), eq(sentFiles.state, 'shared' satisfies SentFile['state'])))
}

export async function noteDeleted(tx: Tx, outboxId: string, now: Temporal.Instant): Promise<void> {
  await tx.sql
    .update(sentFiles)
    .set({ state: 'deleted' satisfies SentFile['state'], deletedAt: now.epochMilliseconds })
    .where(eq(sentFiles.outboxId, outboxId))
}

/** Files that stand in Slack and have had their time. */
export async function filesToDelete(tx: Tx, now: Temporal.Instant, limit: number): Promise<SentFile[]> {
  const rows = await tx.sql
    .select()
    .from(sentFiles)
    .where(and(eq(sentFiles.state, 'shared' satisfies SentFile['state']), lte(sentFiles.deleteAt, now.epochMilliseconds)))
    .orderBy(sentFiles.deleteAt)
    .limit(limit)
  return rows.map(sentFileOf)
}

function sentFileOf(row: typeof sentFiles.$inferSelect): SentFile {
  return {
    // Ids and the state were checked when the row was written.
    id: row.id as FileId,
    workspaceId: row.workspaceId as WorkspaceId,
    outboxId: row.outboxId as OutboxId,
    slackFileId: row.slackFileId,
    state: row.state as SentFile['state'],
  }
}
