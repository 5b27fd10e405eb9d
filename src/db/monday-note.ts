import { and, eq, gte, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import type { WorkspaceId } from '../coaching/ids.ts'
import type { Tx } from './store.ts'
import { actions, agreements, outbox, pairs, requests, roster } from './tables.ts'

/** How many employees have a running 1:1, and how many of the roster have a manager there (0 where there is no roster). */
export async function countCoverage(tx: Tx, workspaceId: WorkspaceId): Promise<{ withPair: number; inRoster: number }> {
  const [running] = await tx.sql
    .select({ n: sql<number>`count(distinct ${pairs.employeeId})` })
    .from(pairs)
    .where(and(eq(pairs.workspaceId, workspaceId), eq(pairs.state, 'active')))
  const [named] = await tx.sql
    .select({ n: sql<number>`count(*)` })
    .from(roster)
    .where(and(eq(roster.workspaceId, workspaceId), eq(roster.state, 'here'), isNotNull(roster.managerId)))
  return { withPair: Number(running?.n ?? 0), inRoster: Number(named?.n ?? 0) }
}

/** Steps and promises proposed since a time: all of them, those that still wait for a signature, and over how many employees. */
export async function countSignatures(
  tx: Tx,
  workspaceId: WorkspaceId,
  since: Temporal.Instant,
): Promise<{ all: number; waiting: number; employees: number }> {
  const [row] = await tx.sql
    .select({
      all: sql<number>`count(*)`,
      waiting: sql<number>`sum(case when ${actions.state} = 'proposed' then 1 else 0 end)`,
      employees: sql<number>`count(distinct ${pairs.employeeId})`,
    })
    .from(actions)
    .innerJoin(agreements, eq(agreements.id, actions.agreementId))
    .innerJoin(pairs, eq(pairs.id, actions.pairId))
    .where(and(eq(actions.workspaceId, workspaceId), gte(agreements.proposedAt, since.epochMilliseconds)))
  return { all: Number(row?.all ?? 0), waiting: Number(row?.waiting ?? 0), employees: Number(row?.employees ?? 0) }
}

/** Requests that were sent on and that nobody is named for. */
export async function countOwnerless(tx: Tx, workspaceId: WorkspaceId): Promise<number> {
  const [row] = await tx.sql
    .select({ n: sql<number>`count(*)` })
    .from(requests)
    .where(
      and(
        eq(requests.workspaceId, workspaceId),
        inArray(requests.state, ['asked', 'owned']),
        isNotNull(requests.sentOnAt),
        isNull(requests.ownerId),
      ),
    )
  return Number(row?.n ?? 0)
}

/** People to whom a message that was asked for since a time could not be delivered. */
export async function countUndelivered(tx: Tx, workspaceId: WorkspaceId, since: Temporal.Instant): Promise<number> {
  const [row] = await tx.sql
    .select({ n: sql<number>`count(distinct ${outbox.recipientId})` })
    .from(outbox)
    .where(
      and(
        eq(outbox.workspaceId, workspaceId),
        eq(outbox.state, 'failed'),
        eq(outbox.op, 'post'),
        gte(outbox.enqueuedAt, since.epochMilliseconds),
      ),
    )
  return Number(row?.n ?? 0)
}
