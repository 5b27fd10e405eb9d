import { and, eq } from 'drizzle-orm'
import type { PersonId, WorkspaceId } from '../coaching/ids.ts'
import type { KeptHelpKind } from '../coaching/session-fields.ts'
import type { Tx } from './store.ts'
import { requestOwners } from './tables.ts'

/** Who answers each kind of help; kinds that nobody is named for are left out. */
export async function requestOwnersOf(tx: Tx, workspaceId: WorkspaceId): Promise<Map<KeptHelpKind, PersonId>> {
  const rows = await tx.sql.select().from(requestOwners).where(eq(requestOwners.workspaceId, workspaceId))
  // Kinds and ids were checked when the rows were written.
  return new Map(rows.map((row) => [row.helpKind as KeptHelpKind, row.ownerId as PersonId]))
}

/** Names who answers a kind of help, in place of whoever did before; undefined names nobody. */
export async function nameRequestOwner(
  tx: Tx,
  named: { workspaceId: WorkspaceId; helpKind: KeptHelpKind; ownerId: PersonId | undefined; changedById: PersonId; now: Temporal.Instant },
): Promise<void> {
  const { workspaceId, helpKind, ownerId, changedById, now } = named
  if (ownerId === undefined) {
    await tx.sql.delete(requestOwners).where(and(eq(requestOwners.workspaceId, workspaceId), eq(requestOwners.helpKind, helpKind)))
    return
  }
  const fresh = { ownerId, changedById, changedAt: now.epochMilliseconds }
  await tx.sql
    .insert(requestOwners)
    .values({ workspaceId, helpKind, ...fresh })
    .onConflictDoUpdate({ target: [requestOwners.workspaceId, requestOwners.helpKind], set: fresh })
}
