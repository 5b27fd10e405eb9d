import { and, eq } from 'drizzle-orm'
import type { PersonId, PlanId, WorkspaceId } from '../coaching/ids.ts'
import type { Tx } from './store.ts'
import { lookBackRemovals } from './tables.ts'

/** A line of a quarter's look-back that the one it is about took out. `quarterOn` is the quarter's first day. */
export type Removal = { workspaceId: WorkspaceId; planId: PlanId; quarterOn: string; lineKey: string; byId: PersonId }

export async function removalsOf(tx: Tx, planId: PlanId, quarterOn: string): Promise<{ lineKey: string; byId: PersonId }[]> {
  const rows = await tx.sql
    .select({ lineKey: lookBackRemovals.lineKey, byId: lookBackRemovals.byId })
    .from(lookBackRemovals)
    .where(and(eq(lookBackRemovals.planId, planId), eq(lookBackRemovals.quarterOn, quarterOn)))
  return rows.map(({ lineKey, byId }) => ({ lineKey, byId: byId as PersonId }))
}

/** Takes a line out. Doing it again changes nothing. */
export async function takeOut(tx: Tx, removal: Removal): Promise<void> {
  await tx.sql.insert(lookBackRemovals).values(removal).onConflictDoNothing()
}

/** Puts back every line that a person took out of a quarter. */
export async function putBackAll(tx: Tx, { planId, quarterOn, byId }: Omit<Removal, 'lineKey' | 'workspaceId'>): Promise<void> {
  await tx.sql
    .delete(lookBackRemovals)
    .where(and(eq(lookBackRemovals.planId, planId), eq(lookBackRemovals.quarterOn, quarterOn), eq(lookBackRemovals.byId, byId)))
}
