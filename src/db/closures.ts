import { and, asc, eq } from 'drizzle-orm'
import type { PersonId, WorkspaceId } from '../coaching/ids.ts'
import type { Tx } from './store.ts'
import { closures } from './tables.ts'

/** A day on which the organisation does not work. `closedOn` is YYYY-MM-DD. */
export type Closure = { closedOn: string; name: string }

/** The organisation's own closing days, the earliest first. */
export async function closuresOf(tx: Tx, workspaceId: WorkspaceId): Promise<Closure[]> {
  return tx.sql
    .select({ closedOn: closures.closedOn, name: closures.name })
    .from(closures)
    .where(eq(closures.workspaceId, workspaceId))
    .orderBy(asc(closures.closedOn))
}

/** Names a closing day; one that is there already gets the new name. */
export async function saveClosure(
  tx: Tx,
  made: { workspaceId: WorkspaceId; closedOn: string; name: string; changedById: PersonId; now: Temporal.Instant },
): Promise<void> {
  const { now, name, changedById, ...day } = made
  const fresh = { name, changedById, changedAt: now.epochMilliseconds }
  await tx.sql
    .insert(closures)
    .values({ ...day, ...fresh })
    .onConflictDoUpdate({ target: [closures.workspaceId, closures.closedOn], set: fresh })
}

export async function dropClosure(tx: Tx, workspaceId: WorkspaceId, closedOn: string): Promise<void> {
  await tx.sql.delete(closures).where(and(eq(closures.workspaceId, workspaceId), eq(closures.closedOn, closedOn)))
}
