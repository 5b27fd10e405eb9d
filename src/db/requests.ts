import { desc, eq } from 'drizzle-orm'
import type { PairId, PersonId, PlanId, RequestId, SessionId, WorkspaceId } from '../coaching/ids.ts'
import type { HelpRequest, RequestState } from '../coaching/plan.ts'
import type { HelpKind } from '../coaching/session-fields.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { requests } from './tables.ts'

export async function addRequest(
  tx: Tx,
  made: {
    workspaceId: WorkspaceId
    planId: PlanId
    pairId: PairId
    sessionId: SessionId | undefined
    helpKind: HelpKind
    detail: string | undefined
    askedById: PersonId
    now: Temporal.Instant
  },
): Promise<RequestId> {
  const { sessionId, detail, now, ...row } = made
  const id = newId('request')
  await tx.sql.insert(requests).values({
    id,
    ...row,
    sessionId: sessionId ?? null,
    detailSealed: detail === undefined ? null : tx.sealer.seal(detail, place(id)),
    state: 'asked' satisfies RequestState,
    askedAt: now.epochMilliseconds,
    changedAt: now.epochMilliseconds,
  })
  return id
}

/** What was asked for on a plan, newest first. */
export async function requestsOf(tx: Tx, planId: PlanId): Promise<HelpRequest[]> {
  const rows = await tx.sql.select().from(requests).where(eq(requests.planId, planId)).orderBy(desc(requests.askedAt), desc(requests.id))
  return rows.map((row) => ({
    // Ids, kinds and states were checked when the row was written.
    id: row.id as RequestId,
    helpKind: row.helpKind as HelpKind,
    detail: row.detailSealed === null ? undefined : tx.sealer.open(row.detailSealed, place(row.id)),
    state: row.state as RequestState,
    askedAt: Temporal.Instant.fromEpochMilliseconds(row.askedAt),
  }))
}

function place(id: string) {
  return { table: 'requests', id, column: 'detail' }
}
