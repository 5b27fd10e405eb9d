import { and, eq, gt, inArray, isNull, lte, sql } from 'drizzle-orm'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { outbox, restores } from './tables.ts'

/** A restore that is not reconciled with Slack yet. Rows of the outbox up to `lastSeq` came with the backup. */
export type Restore = { takenAt: Temporal.Instant; lastSeq: number }

/** Notes that this database is a backup that was put in place: the next start reconciles it with Slack before anything is sent. */
export async function noteRestore(tx: Tx, takenAt: Temporal.Instant, now: Temporal.Instant): Promise<void> {
  const [newest] = await tx.sql.select({ seq: sql<number | null>`max(${outbox.seq})` }).from(outbox)
  await tx.sql.insert(restores).values({
    id: newId('restore'),
    takenAt: takenAt.epochMilliseconds,
    restoredAt: now.epochMilliseconds,
    lastSeq: Number(newest?.seq ?? 0),
  })
}

export async function unsettledRestore(tx: Tx): Promise<Restore | undefined> {
  const rows = await tx.sql.select().from(restores).where(isNull(restores.settledAt))
  const [first] = rows.toSorted((a, b) => a.lastSeq - b.lastSeq)
  return first && { takenAt: Temporal.Instant.fromEpochMilliseconds(first.takenAt), lastSeq: first.lastSeq }
}

/** Whatever waited to be posted when the backup was taken may have been posted since: its fate is unknown, and asked of Slack's history. */
export async function doubtWhatWaited(tx: Tx, restore: Restore, lookAtMs: number): Promise<number> {
  const rows = await tx.sql
    .update(outbox)
    .set({ state: 'in_doubt', leasedUntilMs: null, notBeforeMs: lookAtMs, error: 'restored from a backup' })
    .where(and(eq(outbox.op, 'post'), inArray(outbox.state, ['pending', 'sending', 'in_doubt']), lte(outbox.seq, restore.lastSeq)))
    .returning({ id: outbox.id })
  return rows.length
}

/**
 * Whatever time brought about between the backup and now may have been said by the database that was lost, under ids that nobody knows any
 * more: it is taken as said, and the restore is settled with it. Updates and App Homes are repeatable and stay.
 */
export async function settleRestore(tx: Tx, restore: Restore, now: Temporal.Instant): Promise<number> {
  const rows = await tx.sql
    .update(outbox)
    .set({ state: 'dropped', error: 'may have been said before the restore' })
    .where(and(eq(outbox.op, 'post'), eq(outbox.state, 'pending'), gt(outbox.seq, restore.lastSeq)))
    .returning({ id: outbox.id })
  await tx.sql.update(restores).set({ settledAt: now.epochMilliseconds }).where(isNull(restores.settledAt))
  return rows.length
}
