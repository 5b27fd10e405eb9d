import { and, eq } from 'drizzle-orm'
import type { Tx } from './store.ts'
import { debriefs } from './tables.ts'

/** Whether a thread is one of our debriefs: only replies there are kept. */
export async function isDebriefThread(tx: Tx, channel: string, threadTs: string): Promise<boolean> {
  const rows = await tx.sql.select({ id: debriefs.id }).from(debriefs).where(and(eq(debriefs.channel, channel), eq(debriefs.threadTs, threadTs))).limit(1)
  return rows.length > 0
}
