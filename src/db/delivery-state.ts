import { and, eq, inArray, lt, lte, sql } from 'drizzle-orm'
import { outboxDepth } from './outbox.ts'
import type { Tx } from './store.ts'
import { inbox, outbox } from './tables.ts'

/** How messages to Slack and events from Slack stand, in counts and milliseconds of real time. */
export type DeliveryState = {
  /** Rows of the outbox by state. */
  outbox: Record<string, number>
  /** How long ago the oldest message that could go now was asked for, in calendar time; undefined when none waits. */
  oldestDueMs: number | undefined
  /** Messages that are being sent by nobody: their lease ended and nobody has taken them over. */
  leftOver: number
  inbox: { waiting: number; setAside: number; oldestMs: number | undefined }
}

export async function deliveryState(tx: Tx, nowMs: number, now: Temporal.Instant): Promise<DeliveryState> {
  const [due] = await tx.sql
    .select({ since: sql<number | null>`min(${outbox.enqueuedAt})` })
    .from(outbox)
    .where(and(eq(outbox.state, 'pending'), lte(outbox.notBeforeMs, nowMs)))
  const [leftOver] = await tx.sql
    .select({ n: sql<number>`count(*)` })
    .from(outbox)
    .where(and(eq(outbox.state, 'sending'), lt(outbox.leasedUntilMs, nowMs)))
  const received = await tx.sql
    .select({ state: inbox.state, n: sql<number>`count(*)`, since: sql<number | null>`min(${inbox.receivedAtMs})` })
    .from(inbox)
    .where(inArray(inbox.state, ['received', 'poisoned']))
    .groupBy(inbox.state)
  const of = (state: string) => received.find((row) => row.state === state)
  const ageOf = (since: number | null | undefined, at = nowMs) =>
    since === null || since === undefined ? undefined : Math.max(0, at - Number(since))
  return {
    outbox: await outboxDepth(tx),
    oldestDueMs: ageOf(due?.since, now.epochMilliseconds),
    leftOver: Number(leftOver?.n ?? 0),
    inbox: { waiting: Number(of('received')?.n ?? 0), setAside: Number(of('poisoned')?.n ?? 0), oldestMs: ageOf(of('received')?.since) },
  }
}
