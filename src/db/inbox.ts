import { and, asc, eq, lt, lte, ne, sql } from 'drizzle-orm'
import type { WorkspaceId } from '../coaching/ids.ts'
import { prepared } from './prepared.ts'
import type { Tx } from './store.ts'
import { inbox } from './tables.ts'

export type InboxKind = 'event' | 'click' | 'submission'
/** An event as it is stored, its body still sealed. */
export type StoredEvent = { seq: number; workspaceId: WorkspaceId; key: string; sealed: string; attempt: number }
export type ReceivedEvent = StoredEvent & { body: string }

/** Keeps an event until it is handled; false when it came before. Its body is sealed. */
export async function receive(
  tx: Tx,
  event: { workspaceId: WorkspaceId; key: string; body: string | undefined; nowMs: number },
): Promise<boolean> {
  const rows = await insertOnce(tx, {
    workspaceId: event.workspaceId,
    key: event.key,
    kind: 'event' satisfies InboxKind,
    window: null,
    bodySealed: event.body === undefined ? null : tx.sealer.seal(event.body, place(event.key)),
    state: event.body === undefined ? 'handled' : 'received',
    receivedAtMs: event.nowMs,
    handledAtMs: event.body === undefined ? event.nowMs : null,
  })
  return rows.length > 0
}

const insertOnce = prepared(
  ['workspaceId', 'key', 'kind', 'window', 'bodySealed', 'state', 'receivedAtMs', 'handledAtMs'],
  (connection, row) => connection.insert(inbox).values(row).onConflictDoNothing().returning({ seq: inbox.seq }),
)

/** Claims a click or submission inside the transaction of its effect; false when its effect happened before. */
export async function claim(
  tx: Tx,
  once: { workspaceId: WorkspaceId; key: string; kind: 'click' | 'submission'; nowMs: number },
): Promise<boolean> {
  const rows = await insertOnce(tx, {
    workspaceId: once.workspaceId,
    key: once.key,
    kind: once.kind satisfies InboxKind,
    window: once.kind === 'submission' ? windowOf(once.key) : null,
    bodySealed: null,
    state: 'handled',
    receivedAtMs: once.nowMs,
    handledAtMs: once.nowMs,
  })
  return rows.length > 0
}

/** The key of a submission is its window and, after the last slash, what was in it. */
const windowOf = (key: string) => key.slice(0, key.lastIndexOf('/') + 1)

/** Keeps the answer that a submission was given, so that the same submission again gets the same answer. */
export async function keepAnswer(tx: Tx, workspaceId: WorkspaceId, key: string, answer: string): Promise<void> {
  await tx.sql
    .update(inbox)
    .set({ bodySealed: tx.sealer.seal(answer, place(key)) })
    .where(and(eq(inbox.workspaceId, workspaceId), eq(inbox.key, key)))
}

/** The answer kept for a submission; undefined when it was not handled yet. */
export async function keptAnswer(tx: Tx, workspaceId: WorkspaceId, key: string): Promise<string | undefined> {
  const [row] = await tx.sql
    .select({ body: inbox.bodySealed })
    .from(inbox)
    .where(and(eq(inbox.workspaceId, workspaceId), eq(inbox.key, key)))
  return row?.body ? tx.sealer.open(row.body, place(key)) : undefined
}

/** Whether a submission of a window, as it was drawn then, has had its effect. */
export async function wasSubmitted(tx: Tx, workspaceId: WorkspaceId, window: string): Promise<boolean> {
  const [row] = await ofWindow(tx, { workspaceId, window })
  return row !== undefined
}

const ofWindow = prepared(['workspaceId', 'window'], (connection, { workspaceId, window }) =>
  connection
    .select({ seq: inbox.seq })
    .from(inbox)
    .where(and(eq(inbox.window, window), eq(inbox.workspaceId, workspaceId)))
    .limit(1),
)

/** Events that wait to be handled, in the order in which they came. They are opened one by one: one that does not open keeps no other from its turn. */
export async function waitingEvents(tx: Tx, nowMs: number, limit: number): Promise<StoredEvent[]> {
  const rows = await waiting(tx, { nowMs, limit })
  // The workspace id was branded when the row was written.
  return rows.map((row) => ({
    seq: row.seq,
    workspaceId: row.workspaceId as WorkspaceId,
    key: row.key,
    attempt: row.attempt,
    sealed: row.bodySealed ?? '',
  }))
}

const waiting = prepared(['nowMs', 'limit'], (connection, { nowMs }) =>
  connection
    .select()
    .from(inbox)
    .where(and(eq(inbox.state, 'received'), lte(inbox.notBeforeMs, nowMs)))
    .orderBy(asc(inbox.seq))
    .limit(sql.placeholder('limit')),
)

/** The event with what it says. Throws `SealBroken` where that cannot be read. */
export function openEvent(tx: Tx, event: StoredEvent): ReceivedEvent {
  return { ...event, body: tx.sealer.open(event.sealed, place(event.key)) }
}

/** When the newest event came that is still known, in real time; keys are kept for seven days. */
export async function newestEventMs(tx: Tx, workspaceId: WorkspaceId): Promise<number | undefined> {
  const [row] = await tx.sql
    .select({ at: sql<number | null>`max(${inbox.receivedAtMs})` })
    .from(inbox)
    .where(and(eq(inbox.workspaceId, workspaceId), eq(inbox.kind, 'event' satisfies InboxKind)))
  return row?.at === null || row?.at === undefined ? undefined : Number(row.at)
}

/** Notes that an event was handled and erases what it said. */
export async function markHandled(tx: Tx, seq: number, nowMs: number): Promise<void> {
  await handled(tx, { seq, nowMs })
}

const handled = prepared(['seq', 'nowMs'], (connection, { seq, nowMs }) =>
  connection.update(inbox).set({ state: 'handled', bodySealed: null, error: null, handledAtMs: nowMs }).where(eq(inbox.seq, seq)),
)

/** Leaves an event for later, as if it had not been looked at. */
export async function putOff(tx: Tx, seq: number, notBeforeMs: number): Promise<void> {
  await tx.sql.update(inbox).set({ notBeforeMs }).where(eq(inbox.seq, seq))
}

/** Notes that handling failed, by the error's kind and place: it is tried again at `notBeforeMs`, or set aside when that is undefined. */
export async function markFailed(tx: Tx, seq: number, error: string, notBeforeMs: number | undefined): Promise<void> {
  await tx.sql
    .update(inbox)
    .set(notBeforeMs === undefined ? { state: 'poisoned', error } : { error, notBeforeMs, attempt: (await attemptOf(tx, seq)) + 1 })
    .where(eq(inbox.seq, seq))
}

/** Erases bodies of answers and keys older than the given real time; set-aside events stay for the operator. */
export async function forgetBefore(tx: Tx, beforeMs: number): Promise<void> {
  await tx.sql.delete(inbox).where(and(lt(inbox.receivedAtMs, beforeMs), ne(inbox.state, 'received'), ne(inbox.state, 'poisoned')))
}

async function attemptOf(tx: Tx, seq: number): Promise<number> {
  const [row] = await tx.sql.select({ attempt: inbox.attempt }).from(inbox).where(eq(inbox.seq, seq))
  return row?.attempt ?? 0
}

function place(key: string) {
  return { table: 'inbox', id: key, column: 'body' }
}
