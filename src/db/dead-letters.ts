import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { DeadLetters } from '../coaching/dead-letters.ts'
import type { OutboxId, WorkspaceId } from '../coaching/ids.ts'
import type { MessageKind } from '../coaching/messages.ts'
import { withItsMessage } from './outbox.ts'
import { countUnreachable } from './people.ts'
import type { Tx } from './store.ts'
import { inbox, outbox } from './tables.ts'

/** A message that was given up, by its kind and Slack's code; never its words or whom it is for. */
export type GivenUp = { id: OutboxId; kind: string; op: string; error: string; attempts: number; triedAtMs: number | undefined }
/** Something that Slack told us and that we could not take in, by the kind and place of the error. */
export type SetAside = { seq: number; error: string; receivedAtMs: number }

/** Messages that were given up, oldest first. */
export async function givenUp(tx: Tx): Promise<GivenUp[]> {
  const rows = await tx.sql.select().from(outbox).where(eq(outbox.state, 'failed')).orderBy(asc(outbox.seq))
  return rows.map((row) => ({
    // The id was branded when the row was written.
    id: row.id as OutboxId,
    kind: row.kind,
    op: row.op,
    error: row.error ?? 'unknown',
    attempts: row.attempt,
    triedAtMs: row.attemptedAtMs ?? undefined,
  }))
}

/** Events that were set aside, oldest first. */
export async function setAside(tx: Tx): Promise<SetAside[]> {
  const rows = await tx.sql.select().from(inbox).where(eq(inbox.state, 'poisoned')).orderBy(asc(inbox.seq))
  return rows.map((row) => ({ seq: row.seq, error: row.error ?? 'unknown', receivedAtMs: row.receivedAtMs }))
}

/** How many messages of each kind were given up in a workspace, and how many events were set aside. */
export async function countDeadLetters(tx: Tx, workspaceId: WorkspaceId): Promise<DeadLetters> {
  const messages = await tx.sql
    .select({ kind: outbox.kind, count: sql<number>`count(*)` })
    .from(outbox)
    .where(and(eq(outbox.workspaceId, workspaceId), eq(outbox.state, 'failed')))
    .groupBy(outbox.kind)
    .orderBy(asc(outbox.kind))
  const [events] = await tx.sql
    .select({ count: sql<number>`count(*)` })
    .from(inbox)
    .where(and(eq(inbox.workspaceId, workspaceId), eq(inbox.state, 'poisoned')))
  return {
    // The kind was written from the list of message kinds.
    messages: messages.map(({ kind, count }) => ({ kind: kind as MessageKind, count: Number(count) })),
    events: Number(events?.count ?? 0),
    unreachable: await countUnreachable(tx, workspaceId),
  }
}

/**
 * Lets messages that were given up be sent after all, with what was dropped because of them, and returns how many. Whether each is still
 * wanted is asked when it is sent. The revision grows, so that an outcome of an earlier attempt that comes late settles nothing.
 */
export async function sendGivenUp(tx: Tx, which: readonly OutboxId[] | 'all'): Promise<number> {
  tx.enqueued = true
  const again = { state: 'pending', attempt: 0, notBeforeMs: 0, error: null, revision: sql`${outbox.revision} + 1` } as const
  const rows = await tx.sql.update(outbox).set(again).where(amongGivenUp(which)).returning({ id: outbox.id })
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0)
    await tx.sql
      .update(outbox)
      .set(again)
      .where(and(inArray(outbox.targetId, ids), eq(outbox.state, 'dropped'), eq(outbox.error, withItsMessage)))
  return ids.length
}

/** Gives up for good on messages that were given up; returns how many. */
export async function dropGivenUp(tx: Tx, which: readonly OutboxId[] | 'all'): Promise<number> {
  const rows = await tx.sql.update(outbox).set({ state: 'dropped' }).where(amongGivenUp(which)).returning({ id: outbox.id })
  return rows.length
}

/** Lets events that were set aside be handled after all; returns how many. */
export async function handleSetAside(tx: Tx, which: readonly number[] | 'all'): Promise<number> {
  const rows = await tx.sql
    .update(inbox)
    .set({ state: 'received', attempt: 0, notBeforeMs: 0, error: null })
    .where(amongSetAside(which))
    .returning({ seq: inbox.seq })
  return rows.length
}

/** Erases what events that were set aside said, and counts them as handled; returns how many. */
export async function dropSetAside(tx: Tx, which: readonly number[] | 'all', nowMs: number): Promise<number> {
  const rows = await tx.sql
    .update(inbox)
    .set({ state: 'handled', bodySealed: null, handledAtMs: nowMs })
    .where(amongSetAside(which))
    .returning({ seq: inbox.seq })
  return rows.length
}

function amongGivenUp(which: readonly OutboxId[] | 'all') {
  return and(eq(outbox.state, 'failed'), which === 'all' ? undefined : inArray(outbox.id, [...which]))
}

function amongSetAside(which: readonly number[] | 'all') {
  return and(eq(inbox.state, 'poisoned'), which === 'all' ? undefined : inArray(inbox.seq, [...which]))
}
