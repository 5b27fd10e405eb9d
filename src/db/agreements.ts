import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { AgreementState } from '../coaching/agreement.ts'
import type { AgreementId, PairId, SessionId, WorkspaceId } from '../coaching/ids.ts'
import { RowMissing } from './missing.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { agreements } from './tables.ts'

export type Agreement = {
  id: AgreementId
  workspaceId: WorkspaceId
  pairId: PairId
  sessionId: SessionId
  /** Grows with every new wording of an item. */
  version: number
  /** The number of the newest message to the employee, from 1. */
  asks: number
  /** The number of the newest message to the manager, from 0. */
  returns: number
  state: AgreementState
}

/** Makes the agreement of a session; undefined when that session has one already. */
export async function insertAgreement(
  tx: Tx,
  made: { workspaceId: WorkspaceId; pairId: PairId; sessionId: SessionId; now: Temporal.Instant },
): Promise<AgreementId | undefined> {
  const { now, ...rest } = made
  const [row] = await tx.sql
    .insert(agreements)
    .values({ id: newId('agreement'), ...rest, version: 1, state: 'proposed' satisfies AgreementState, proposedAt: now.epochMilliseconds })
    .onConflictDoNothing()
    .returning({ id: agreements.id })
  return row && (row.id as AgreementId)
}

export async function getAgreement(tx: Tx, id: AgreementId): Promise<Agreement> {
  const [row] = await tx.sql.select().from(agreements).where(eq(agreements.id, id))
  if (row === undefined) throw new RowMissing('agreement', id)
  return agreementOf(row)
}

/** A pair's agreements in some states, newest first. */
export async function agreementsOf(tx: Tx, pairId: PairId, states: AgreementState[]): Promise<Agreement[]> {
  const rows = await tx.sql
    .select()
    .from(agreements)
    .where(and(eq(agreements.pairId, pairId), inArray(agreements.state, states)))
    .orderBy(desc(agreements.proposedAt), asc(agreements.id))
  return rows.map(agreementOf)
}

export type AgreementChange = { state: AgreementState; version?: 'next'; asks?: 'next'; returns?: 'next' }

/** Notes where an agreement stands now; what is `next` grows by one. */
export async function changeAgreement(tx: Tx, id: AgreementId, change: AgreementChange, now: Temporal.Instant): Promise<Agreement> {
  const { state, version, asks, returns } = change
  const [row] = await tx.sql
    .update(agreements)
    .set({
      state,
      settledAt: state === 'settled' || state === 'void' ? now.epochMilliseconds : null,
      ...(version ? { version: sql`${agreements.version} + 1` } : {}),
      ...(asks ? { asks: sql`${agreements.asks} + 1` } : {}),
      ...(returns ? { returns: sql`${agreements.returns} + 1` } : {}),
    })
    .where(eq(agreements.id, id))
    .returning()
  if (row === undefined) throw new RowMissing('agreement', id)
  return agreementOf(row)
}

function agreementOf(row: typeof agreements.$inferSelect): Agreement {
  return {
    // Ids and states were checked when the row was written.
    id: row.id as AgreementId,
    workspaceId: row.workspaceId as WorkspaceId,
    pairId: row.pairId as PairId,
    sessionId: row.sessionId as SessionId,
    version: row.version,
    asks: row.asks,
    returns: row.returns,
    state: row.state as AgreementState,
  }
}
