import type { Database } from '#backend/open.ts'
import { openDatabase } from '#backend/open.ts'
import type { DatabaseSetting } from '../config.ts'
import { refuseOtherKey } from './key-check.ts'
import type { Sealer } from './sealing.ts'
import { createSealer } from './sealing.ts'

/** What every query function takes first: a connection (inside a transaction or not) and the sealer for the texts in it. */
export type Tx = {
  sql: Database
  sealer: Sealer
  /** Set when the transaction asks for something to be sent; the courier is woken once it is committed. */
  enqueued: boolean
}

export type Store = {
  /** Whether this process is the only one that writes: what a dead process was doing can then be taken over at once. */
  alone: boolean
  /**
   * Makes this process the one that sends from this database, until the store is closed or the process is gone. Throws `StoreRefused` where
   * only one may (SQLite) and another does already: two would both take up what the other is sending. Tools that only read need not ask.
   */
  claim(): void
  /** For reading outside a transaction. */
  read: Tx
  /** Runs the work in one transaction: all of it is committed, or nothing. No network inside. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Called after each commit that asked for something to be sent. */
  onEnqueued(listener: () => void): void
  close(): Promise<void>
}

/**
 * The database opened, migrated and checked. Throws `StoreRefused` with a sentence for the operator when the file or server is not one
 * to write to (see the backend's open.ts).
 */
export async function openStore(
  setting: DatabaseSetting,
  keys: readonly string[] | undefined,
  options: { create: 'first-start' | 'never' | 'always' } = { create: 'first-start' },
): Promise<Store> {
  const { connection, keysBesideDatabase } = await openDatabase(setting, options.create, keys ? 'given' : 'in_file')
  const sealer = createSealer(keys ?? keysBesideDatabase())
  const read: Tx = { sql: connection.read, sealer, enqueued: false }
  await refuseOtherKey(read).catch(async (error: unknown) => {
    await connection.close()
    throw error
  })
  const listeners: (() => void)[] = []
  return {
    alone: connection.alone,
    claim: () => connection.claim(),
    read,
    async write(work) {
      let tx: Tx | undefined
      const result = await connection.transaction((sql) => work((tx = { sql, sealer, enqueued: false })))
      if (tx?.enqueued) for (const listener of listeners) listener()
      return result
    },
    onEnqueued: (listener) => void listeners.push(listener),
    close: () => connection.close(),
  }
}
