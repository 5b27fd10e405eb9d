import { and, asc, desc, eq, gt, inArray, isNotNull, lt, lte, ne, sql } from 'drizzle-orm'
import type { CircleId, MentorshipId, OutboxId, PersonId, WorkspaceId } from '../coaching/ids.ts'
import type { MessageKind, MessagePayload } from '../coaching/messages.ts'
import { messageKinds } from '../coaching/messages.ts'
import { newId } from './new-id.ts'
import { prepared } from './prepared.ts'
import type { Tx } from './store.ts'
import { outbox } from './tables.ts'

export type OutboxRow = typeof outbox.$inferSelect
export type Recipient =
  | { kind: 'person'; id: PersonId }
  | { kind: 'mentorship'; id: MentorshipId }
  | { kind: 'circle'; id: CircleId }
  | { kind: 'channel'; id: string }

/**
 * Asks for one message, once for ever: the key says why it exists (`trigger/tm_…`), and asking again under the same key does nothing.
 * Returns whether this call was the one that asked.
 */
export async function enqueue<K extends MessageKind>(
  tx: Tx,
  message: {
    workspaceId: WorkspaceId
    key: string
    kind: K
    payload: MessagePayload<K>
    to: Recipient
    now: Temporal.Instant
    /** Calendar time after which it makes no sense any more. */
    expiresAt?: Temporal.Instant
    /** Key of the message in whose thread it stands. */
    inThreadOf?: string
    /** The recipient's ISO week in which it counts towards the notification budget. */
    budgetWeek?: string
  },
): Promise<boolean> {
  tx.enqueued = true
  const parent = message.inThreadOf === undefined ? undefined : await findByKey(tx, message.workspaceId, message.inThreadOf)
  const rows = await insertOnce(tx, {
    id: newId('outbox'),
    workspaceId: message.workspaceId,
    key: message.key,
    kind: message.kind,
    payload: JSON.stringify(message.payload),
    targetId: parent?.id ?? null,
    recipientId: message.to.id,
    recipientKind: message.to.kind,
    lane: `${message.to.kind}/${message.to.id}`,
    priority: messageKinds[message.kind].priority,
    budgetClass: messageKinds[message.kind].budget,
    budgetWeek: message.budgetWeek ?? null,
    expiresAt: message.expiresAt?.epochMilliseconds ?? null,
    enqueuedAt: message.now.epochMilliseconds,
  })
  return rows.length > 0
}

const insertOnce = prepared(
  [
    'id',
    'workspaceId',
    'key',
    'kind',
    'payload',
    'targetId',
    'recipientId',
    'recipientKind',
    'lane',
    'priority',
    'budgetClass',
    'budgetWeek',
    'expiresAt',
    'enqueuedAt',
  ],
  (connection, row) =>
    connection
      .insert(outbox)
      .values({ ...row, op: 'post', state: 'pending', notBeforeMs: 0 })
      .onConflictDoNothing()
      .returning({ id: outbox.id }),
)

/** Asks for the message under a key to be drawn again from current state. Nothing happens where no such message was ever wanted. */
export async function redraw(tx: Tx, workspaceId: WorkspaceId, key: string, now: Temporal.Instant): Promise<void> {
  const target = await findByKey(tx, workspaceId, key)
  if (target === undefined || target.state === 'failed' || target.state === 'dropped') return
  await askAgain(tx, {
    ...pick(target),
    key: `redraw/${target.id}`,
    op: 'update',
    targetId: target.id,
    lane: `redraw/${target.id}`,
    priority: 1,
    budgetClass: 'exempt',
    enqueuedAt: now.epochMilliseconds,
  })
}

/** Asks Slack to delete the file that a message brought. */
export async function deleteFileOf(tx: Tx, outboxId: OutboxId, now: Temporal.Instant): Promise<void> {
  const target = await findById(tx, outboxId)
  if (target === undefined) return
  await askAgain(tx, {
    ...pick(target),
    key: `delete/${target.id}`,
    op: 'delete',
    targetId: target.id,
    lane: `delete/${target.id}`,
    priority: 3,
    budgetClass: 'exempt',
    enqueuedAt: now.epochMilliseconds,
  })
}

/** Asks for a person's App Home to be published from current state. */
export async function refreshHome(tx: Tx, workspaceId: WorkspaceId, personId: PersonId, now: Temporal.Instant): Promise<void> {
  await askAgain(tx, {
    workspaceId,
    key: `home/${personId}`,
    kind: 'home' satisfies MessageKind,
    payload: JSON.stringify({ personId } satisfies MessagePayload<'home'>),
    op: 'home',
    targetId: null,
    recipientId: personId,
    recipientKind: 'person',
    lane: `home/${personId}`,
    priority: 1,
    budgetClass: 'exempt',
    enqueuedAt: now.epochMilliseconds,
  })
}

/**
 * Takes up to `limit` rows of a workspace and a kind of call that may go now, marks them as being sent and gives them back, the most urgent
 * first. A row is taken by exactly one caller. A lane gives out one row at a time, oldest first; an update waits for its message. A stopped
 * workspace gets nothing, a paused one App Home alone.
 */
export async function leaseDue(
  tx: Tx,
  of: { workspaceId: WorkspaceId; op: string },
  nowMs: number,
  leaseMs: number,
  limit: number,
): Promise<OutboxRow[]> {
  const rows = await lease(tx, { ...of, nowMs, leasedUntilMs: nowMs + leaseMs, limit })
  return rows.toSorted((a, b) => a.priority - b.priority || a.seq - b.seq)
}

const lease = prepared(
  ['workspaceId', 'op', 'nowMs', 'leasedUntilMs', 'limit'],
  (connection, { workspaceId, op, nowMs, leasedUntilMs, limit }) =>
    connection
      .update(outbox)
      .set({ state: 'sending', leasedUntilMs, attemptedAtMs: nowMs, attempt: sql`${outbox.attempt} + 1` })
      .where(
        and(
          inArray(
            outbox.seq,
            sql`(
              select o.seq from outbox o
              where o.state = 'pending' and o.workspace_id = ${workspaceId} and o.op = ${op} and o.not_before_ms + 0 <= ${nowMs}
                and not exists (
                  select 1 from workspaces w
                  where w.id = o.workspace_id and (w.stopped_at is not null or (w.paused_at is not null and o.op <> 'home')))
                and not exists (
                  select 1 from outbox earlier
                  where earlier.lane = o.lane and earlier.seq < o.seq and earlier.state in ('pending', 'sending', 'in_doubt'))
                and (o.target_id is null or exists (select 1 from outbox target where target.id = o.target_id and target.state = 'sent'))
              order by o.priority, o.seq limit ${limit})`,
          ),
          // Whoever takes it first changes the state, and another replica that had chosen it too finds that here. Both are written so that
          // no other index seems to help: rows are found in the order in which they go, and by their number, without looking at all that waits.
          sql`${outbox.state} || '' = 'pending'`,
        ),
      )
      .returning(),
)

/**
 * When the next waiting row of a workspace that is not stopped may be tried, in real time; undefined when none waits for a time. Rows that
 * could have gone already wait for something else, and whatever that is wakes the courier.
 */
export async function nextAttemptMs(tx: Tx, afterMs: number): Promise<number | undefined> {
  const [row] = await nextAttempt(tx, { afterMs })
  return row?.at
}

const nextAttempt = prepared(['afterMs'], (connection, { afterMs }) =>
  connection
    .select({ at: outbox.notBeforeMs })
    .from(outbox)
    .where(
      and(
        eq(outbox.state, 'pending'),
        gt(outbox.notBeforeMs, afterMs),
        sql`not exists (
          select 1 from workspaces w where w.id = ${outbox.workspaceId} and (w.stopped_at is not null or w.paused_at is not null))`,
      ),
    )
    .orderBy(asc(outbox.notBeforeMs))
    .limit(1),
)

export type Settlement =
  | { state: 'sent'; channel: string; ts: string; sentAt: number }
  | { state: 'dropped' | 'failed'; error: string }
  | { state: 'pending'; notBeforeMs: number; error: string }
  | { state: 'in_doubt'; notBeforeMs: number; error: string; channel: string | null }

/**
 * Records what became of an attempt. The attempt number fences: a lease that expired and was taken over records nothing. A redraw that was
 * asked for again meanwhile stays pending. Messages that will never exist take their redraws and thread replies with them.
 */
export async function settle(tx: Tx, row: OutboxRow, outcome: Settlement): Promise<boolean> {
  const settled = await record(tx, { ...unchanged, ...outcome, id: row.id, attempt: row.attempt, revision: row.revision })
  if (settled.length === 0) {
    await tx.sql
      .update(outbox)
      .set({ state: 'pending', leasedUntilMs: null, notBeforeMs: 0 })
      .where(and(eq(outbox.id, row.id), eq(outbox.attempt, row.attempt), ne(outbox.revision, row.revision), eq(outbox.state, 'sending')))
    return false
  }
  if (outcome.state === 'failed' || outcome.state === 'dropped') {
    await tx.sql
      .update(outbox)
      .set({ state: 'dropped', error: withItsMessage })
      .where(and(eq(outbox.targetId, row.id), eq(outbox.state, 'pending')))
  }
  return true
}

const unchanged = { channel: null, ts: null, sentAt: null, error: null, notBeforeMs: null }

const record = prepared(
  ['id', 'attempt', 'revision', 'state', 'channel', 'ts', 'sentAt', 'error', 'notBeforeMs'],
  (connection, { id, attempt, revision, state, channel, ts, sentAt, error, notBeforeMs }) =>
    connection
      .update(outbox)
      .set({
        leasedUntilMs: null,
        state,
        channel: sql`coalesce(${channel}, ${outbox.channel})`,
        ts: sql`coalesce(${ts}, ${outbox.ts})`,
        sentAt: sql`coalesce(${sentAt}, ${outbox.sentAt})`,
        error: sql`coalesce(${error}, ${outbox.error})`,
        notBeforeMs: sql`coalesce(${notBeforeMs}, ${outbox.notBeforeMs})`,
      })
      .where(
        and(
          eq(outbox.id, id),
          eq(outbox.attempt, attempt),
          eq(outbox.revision, revision),
          sql`${outbox.state} || '' in ('sending', 'in_doubt')`,
        ),
      )
      .returning({ id: outbox.id }),
)

/** Why a redraw or a reply in a thread was dropped whose message never came to be. */
export const withItsMessage = 'its message was not sent'

/** Rows whose lease ended before the given moment become doubtful: their sender died. Repeatable ones (updates, App Home) simply wait again. */
export async function expireLeases(tx: Tx, endedBeforeMs: number, nowMs: number, quarantineMs: number): Promise<void> {
  const expired = and(eq(outbox.state, 'sending'), Number.isFinite(endedBeforeMs) ? lt(outbox.leasedUntilMs, endedBeforeMs) : undefined)
  await tx.sql
    .update(outbox)
    .set({ state: 'pending', leasedUntilMs: null, notBeforeMs: nowMs })
    .where(and(expired, ne(outbox.op, 'post')))
  await tx.sql
    .update(outbox)
    .set({
      state: 'in_doubt',
      leasedUntilMs: null,
      error: 'no answer was recorded',
      notBeforeMs: sql`${outbox.attemptedAtMs} + ${quarantineMs}`,
    })
    .where(and(expired, eq(outbox.op, 'post')))
}

/** Whether some row is being sent under a lease that ended before the given moment. */
export async function hasExpiredLease(tx: Tx, endedBeforeMs: number): Promise<boolean> {
  const rows = await expiredLease(tx, { endedBeforeMs })
  return rows.length > 0
}

const expiredLease = prepared(['endedBeforeMs'], (connection, { endedBeforeMs }) =>
  connection
    .select({ seq: outbox.seq })
    .from(outbox)
    .where(and(eq(outbox.state, 'sending'), lt(outbox.leasedUntilMs, endedBeforeMs)))
    .limit(1),
)

/** Doubtful rows whose quarantine is over. */
export async function doubtfulRows(tx: Tx, nowMs: number): Promise<OutboxRow[]> {
  return doubtful(tx, { nowMs })
}

const doubtful = prepared(['nowMs'], (connection, { nowMs }) =>
  connection
    .select()
    .from(outbox)
    .where(and(eq(outbox.state, 'in_doubt'), lte(outbox.notBeforeMs, nowMs))),
)

/** Slack's stamp of the last message known in a channel before a row was made: where reading its history may begin. */
export async function lastKnownTs(tx: Tx, channel: string, beforeSeq: number): Promise<string | undefined> {
  const [row] = await tx.sql
    .select({ ts: outbox.ts })
    .from(outbox)
    .where(and(eq(outbox.channel, channel), isNotNull(outbox.ts), lt(outbox.seq, beforeSeq), eq(outbox.op, 'post')))
    .orderBy(desc(outbox.ts))
    .limit(1)
  return row?.ts ?? undefined
}

export async function findByKey(tx: Tx, workspaceId: WorkspaceId, key: string): Promise<OutboxRow | undefined> {
  const [row] = await byKey(tx, { workspaceId, key })
  return row
}

const byKey = prepared(['workspaceId', 'key'], (connection, { workspaceId, key }) =>
  connection
    .select()
    .from(outbox)
    .where(and(eq(outbox.workspaceId, workspaceId), eq(outbox.key, key))),
)

export async function findById(tx: Tx, id: OutboxId): Promise<OutboxRow | undefined> {
  const [row] = await byId(tx, { id })
  return row
}

const byId = prepared(['id'], (connection, { id }) => connection.select().from(outbox).where(eq(outbox.id, id)))

/** Takes back messages that were asked for and not sent; returns how many. */
export async function withdraw(tx: Tx, workspaceId: WorkspaceId, keys: string[]): Promise<number> {
  if (keys.length === 0) return 0
  const rows = await tx.sql
    .update(outbox)
    .set({ state: 'dropped', error: 'withdrawn' })
    .where(and(eq(outbox.workspaceId, workspaceId), inArray(outbox.key, keys), eq(outbox.state, 'pending')))
    .returning({ id: outbox.id })
  return rows.length
}

/** Takes back everything that waits to be said to a person who cannot be written to any more. */
export async function withdrawTo(tx: Tx, personId: PersonId): Promise<void> {
  await tx.sql
    .update(outbox)
    .set({ state: 'dropped', error: 'withdrawn' })
    .where(and(eq(outbox.recipientId, personId), eq(outbox.state, 'pending'), eq(outbox.op, 'post')))
}

/** How many counted messages a person has had, or will have, in an ISO week. */
export async function countedInWeek(tx: Tx, personId: PersonId, week: string): Promise<number> {
  const [row] = await tx.sql
    .select({ n: sql<number>`count(*)` })
    .from(outbox)
    .where(
      and(eq(outbox.recipientId, personId), eq(outbox.budgetWeek, week), inArray(outbox.state, ['pending', 'sending', 'sent', 'in_doubt'])),
    )
  return Number(row?.n ?? 0)
}

/** How many rows are in each state; for health and for tests. */
export async function outboxDepth(tx: Tx): Promise<Record<string, number>> {
  const rows = await tx.sql
    .select({ state: outbox.state, n: sql<number>`count(*)` })
    .from(outbox)
    .groupBy(outbox.state)
  return Object.fromEntries(rows.map((row) => [row.state, Number(row.n)]))
}

type Repeatable = Pick<
  OutboxRow,
  | 'workspaceId'
  | 'key'
  | 'kind'
  | 'payload'
  | 'op'
  | 'targetId'
  | 'recipientId'
  | 'recipientKind'
  | 'lane'
  | 'priority'
  | 'budgetClass'
  | 'enqueuedAt'
>

/** One row for everything that may be repeated (redraws, App Home): asking again while it runs makes it run once more. */
async function askAgain(tx: Tx, row: Repeatable): Promise<void> {
  tx.enqueued = true
  await tx.sql
    .insert(outbox)
    .values({ ...row, id: newId('outbox'), state: 'pending', notBeforeMs: 0 })
    .onConflictDoUpdate({
      target: [outbox.workspaceId, outbox.key],
      set: {
        revision: sql`${outbox.revision} + 1`,
        state: sql`case when ${outbox.state} = 'sending' then 'sending' else 'pending' end`,
        attempt: sql`case when ${outbox.state} = 'sending' then ${outbox.attempt} else 0 end`,
        notBeforeMs: 0,
        error: null,
        enqueuedAt: row.enqueuedAt,
      },
    })
}

function pick(row: OutboxRow): Pick<Repeatable, 'workspaceId' | 'kind' | 'payload' | 'recipientId' | 'recipientKind'> {
  const { workspaceId, kind, payload, recipientId, recipientKind } = row
  return { workspaceId, kind, payload, recipientId, recipientKind }
}
