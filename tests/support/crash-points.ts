import { and, eq, isNull } from 'drizzle-orm'
import type { Store, Tx } from '../../src/db/store.ts'
import { inbox, outbox } from '../../src/db/tables.ts'

/** A place in the way of a message at which a process may die, told by what stands in the database when a transaction is about to begin or has just been committed. */
type CrashPoint = { when: 'before a transaction' | 'after a commit'; isThere: (tx: Tx) => Promise<boolean> }

export const crashPoints = {
  'before an event is stored': { when: 'before a transaction', isThere: async () => true },
  'after an event is stored, before it is acknowledged': { when: 'after a commit', isThere: hasWaitingEvent },
  'after an event had its effect, before it is marked as handled': {
    when: 'before a transaction',
    isThere: async (tx) => (await hasWaitingEvent(tx)) && (await hasMessage(tx, 'direct_answer')),
  },
  'after a submission had its effect, before it is acknowledged': {
    when: 'after a commit',
    isThere: async (tx) => (await tx.sql.select().from(inbox).where(eq(inbox.kind, 'submission'))).length > 0,
  },
  'after a message is leased, before it is sent': { when: 'after a commit', isThere: (tx) => isBeingSent(tx) },
  'after a message is sent, before that is recorded': {
    when: 'before a transaction',
    isThere: (tx) => isBeingSent(tx),
  },
  'after a message is recorded as sent, before anything that follows': {
    when: 'after a commit',
    isThere: async (tx) =>
      (
        await tx.sql
          .select()
          .from(outbox)
          .where(and(eq(outbox.op, 'post'), eq(outbox.state, 'sent')))
      ).length > 0,
  },
} satisfies Record<string, CrashPoint>
export type CrashPointName = keyof typeof crashPoints

/** The store, and a process that is killed at that point as soon as it is armed. */
export function dyingAt(store: Store, name: CrashPointName, isArmed: () => boolean): Store {
  const point: CrashPoint = crashPoints[name]
  const dieIfThere = async () => {
    if (isArmed() && (await point.isThere(store.read))) process.kill(process.pid, 'SIGKILL')
  }
  return {
    ...store,
    async write(work) {
      if (point.when === 'before a transaction') await dieIfThere()
      const result = await store.write(work)
      if (point.when === 'after a commit') await dieIfThere()
      return result
    },
  }
}

async function hasWaitingEvent(tx: Tx): Promise<boolean> {
  return (await tx.sql.select().from(inbox).where(eq(inbox.state, 'received'))).length > 0
}

async function hasMessage(tx: Tx, kind: string): Promise<boolean> {
  return (await tx.sql.select().from(outbox).where(eq(outbox.kind, kind))).length > 0
}

async function isBeingSent(tx: Tx): Promise<boolean> {
  const rows = await tx.sql
    .select()
    .from(outbox)
    .where(and(eq(outbox.op, 'post'), eq(outbox.state, 'sending'), isNull(outbox.ts)))
  return rows.length > 0
}
