import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { AgreementState } from '../coaching/agreement.ts'
import type { AgreementId, PairId, SessionId, WorkspaceId } from '../coaching/ids.ts'
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
  /** How often something came back to the manager. */
  returns: number
  state: AgreementState
}

/** Makes the agreement of a session; undefined when that session has one already. */
export async function insertAgreement(tx: Tx, made: { workspaceId: WorkspaceId; pairId: PairId; sessionId: SessionId; now: Temporal.Instant }): Promise<AgreementId | undefined> {
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
  if (row === undefined) throw new Error(`no agreement ${id}`)
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

/** Moves an agreement to a state; `counts` says whether it got a new wording, came back to the manager, or neither. */
export async function moveAgreement(tx: Tx, id: AgreementId, state: AgreementState, counts: 'new_version' | 'returned' | 'neither', now: Temporal.Instant): Promise<Agreement> {
  const [row] = await tx.sql
    .update(agreements)
    .set({
      state,
      settledAt: state === 'settled' || state === 'void' ? now.epochMilliseconds : null,
      ...(counts === 'new_version' ? { version: sql`${agreements.version} + 1` } : {}),
      ...(counts === 'returned' ? { returns: sql`${agreements.returns} + 1` } : {}),
    })
    .where(eq(agreements.id, id))
    .returning()
  if (row === undefined) throw new Error(`no agreement ${id}`)
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
    returns: row.returns,
    state: row.state as AgreementState,
  }
}
