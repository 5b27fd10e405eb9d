import { and, eq, inArray, lt, ne, sql } from 'drizzle-orm'
import type { CircleId, MentorshipId, OutboxId, PersonId, WorkspaceId } from '../coaching/ids.ts'
import type { MessageKind, MessagePayload } from '../coaching/messages.ts'
import { messageKinds } from '../coaching/messages.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { outbox } from './tables.ts'

export type OutboxRow = typeof outbox.$inferSelect
export type Recipient = { kind: 'person'; id: PersonId } | { kind: 'mentorship'; id: MentorshipId } | { kind: 'circle'; id: CircleId }

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
  const rows = await tx.sql
    .insert(outbox)
    .values({
      id: newId('outbox'),
      workspaceId: message.workspaceId,
      key: message.key,
      kind: message.kind,
      payload: JSON.stringify(message.payload),
      op: 'post',
      targetId: parent?.id ?? null,
      recipientId: message.to.id,
      recipientKind: message.to.kind,
      lane: `${message.to.kind}/${message.to.id}`,
      state: 'pending',
      priority: messageKinds[message.kind].priority,
      budgetClass: messageKinds[message.kind].budget,
      budgetWeek: message.budgetWeek ?? null,
      notBeforeMs: 0,
      expiresAt: message.expiresAt?.epochMilliseconds ?? null,
      enqueuedAt: message.now.epochMilliseconds,
    })
    .onConflictDoNothing()
    .returning({ id: outbox.id })
  return rows.length > 0
}

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
 * Takes up to `limit` rows that may go now, marks them as being sent and gives them back. A row is taken by exactly one caller. A lane
 * gives out one row at a time, oldest first; an update waits for its message. A stopped workspace gets nothing.
 */
export async function leaseDue(tx: Tx, nowMs: number, leaseMs: number, limit: number): Promise<OutboxRow[]> {
  const due = sql`(
    select o.id from outbox o
    where o.state = 'pending' and o.not_before_ms <= ${nowMs}
      and not exists (select 1 from workspaces w where w.id = o.workspace_id and w.stopped_at is not null)
      and not exists (select 1 from outbox earlier where earlier.lane = o.lane and earlier.seq < o.seq and earlier.state in ('pending', 'sending', 'in_doubt'))
      and (o.target_id is null or exists (select 1 from outbox target where target.id = o.target_id and target.state = 'sent'))
    order by o.priority, o.seq limit ${limit})`
  return tx.sql
    .update(outbox)
    .set({ state: 'sending', leasedUntilMs: nowMs + leaseMs, attemptedAtMs: nowMs, attempt: sql`${outbox.attempt} + 1` })
    .where(and(inArray(outbox.id, due), eq(outbox.state, 'pending')))
    .returning()
}

/** When the earliest waiting row of a workspace that is not stopped may be tried, in real time; undefined when none waits. */
export async function nextAttemptMs(tx: Tx): Promise<number | undefined> {
  const [row] = await tx.sql
    .select({ at: sql<number | null>`min(${outbox.notBeforeMs})` })
    .from(outbox)
    .where(and(eq(outbox.state, 'pending'), ofLivingWorkspaces))
  return row?.at === null || row?.at === undefined ? undefined : Number(row.at)
}

const ofLivingWorkspaces = sql`not exists (select 1 from workspaces w where w.id = ${outbox.workspaceId} and w.stopped_at is not null)`

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
  const settled = await tx.sql
    .update(outbox)
    .set({ leasedUntilMs: null, ...outcome })
    .where(
      and(
        eq(outbox.id, row.id),
        eq(outbox.attempt, row.attempt),
        eq(outbox.revision, row.revision),
        inArray(outbox.state, ['sending', 'in_doubt']),
      ),
    )
    .returning({ id: outbox.id })
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

/** Doubtful rows whose quarantine is over. */
export async function doubtfulRows(tx: Tx, nowMs: number): Promise<OutboxRow[]> {
  return tx.sql
    .select()
    .from(outbox)
    .where(and(eq(outbox.state, 'in_doubt'), sql`${outbox.notBeforeMs} <= ${nowMs}`))
}

/** Slack's stamp of the last message known in a channel before a row was made: where reading its history may begin. */
export async function lastKnownTs(tx: Tx, channel: string, beforeSeq: number): Promise<string | undefined> {
  const [row] = await tx.sql
    .select({ ts: sql<string | null>`max(${outbox.ts})` })
    .from(outbox)
    .where(and(eq(outbox.channel, channel), lt(outbox.seq, beforeSeq), eq(outbox.op, 'post')))
  return row?.ts ?? undefined
}

export async function findByKey(tx: Tx, workspaceId: WorkspaceId, key: string): Promise<OutboxRow | undefined> {
  const [row] = await tx.sql
    .select()
    .from(outbox)
    .where(and(eq(outbox.workspaceId, workspaceId), eq(outbox.key, key)))
  return row
}

export async function findById(tx: Tx, id: OutboxId): Promise<OutboxRow | undefined> {
  const [row] = await tx.sql.select().from(outbox).where(eq(outbox.id, id))
  return row
}

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
