import { desc, isNotNull } from 'drizzle-orm'
import { StoreRefused } from './refused.ts'
import { SealBroken } from './sealing.ts'
import type { Tx } from './store.ts'
import { actions, goals, inbox } from './tables.ts'

/**
 * Opens the newest of what people wrote, before anything is sent or taken: with another key than it was sealed with, Cuecard would run and
 * fail at every screen. Throws `StoreRefused` when none of it opens; a single broken value does not keep the app from starting.
 */
export async function refuseOtherKey(tx: Tx): Promise<void> {
  const [goal] = await tx.sql.select({ id: goals.id, sealed: goals.textSealed }).from(goals).orderBy(desc(goals.id)).limit(1)
  const [action] = await tx.sql.select({ id: actions.id, sealed: actions.textSealed }).from(actions).orderBy(desc(actions.id)).limit(1)
  const [received] = await tx.sql
    .select({ id: inbox.key, sealed: inbox.bodySealed })
    .from(inbox)
    .where(isNotNull(inbox.bodySealed))
    .orderBy(desc(inbox.seq))
    .limit(1)
  const samples = [
    { table: 'goals', column: 'text', ...goal },
    { table: 'actions', column: 'text', ...action },
    { table: 'inbox', column: 'body', ...received },
  ].flatMap(({ table, column, id, sealed }) => (id && sealed ? [{ place: { table, column, id }, sealed }] : []))
  if (samples.length === 0 || samples.some(({ place, sealed }) => opens(tx, sealed, place))) return
  throw new StoreRefused(
    'ENCRYPTION_KEY is not the key that this database was written with, so what people wrote cannot be read. Nothing was changed. Give the key that was used before; to change keys, put the new one in front and keep the old one behind it, separated by a comma.',
  )
}

function opens(tx: Tx, sealed: string, place: Parameters<Tx['sealer']['open']>[1]): boolean {
  try {
    tx.sealer.open(sealed, place)
    return true
  } catch (error) {
    if (error instanceof SealBroken) return false
    throw error
  }
}
