import type { Database } from '#backend/open.ts'
import { openDatabase } from '#backend/open.ts'
import type { DatabaseSetting } from '../config.ts'
import type { Sealer } from './sealing.ts'
import { createSealer } from './sealing.ts'

/** What every query function takes first: a connection (inside a transaction or not) and the sealer for the texts in it. */
export type Tx = { sql: Database; sealer: Sealer }

export type Store = {
  /** For reading outside a transaction. */
  read: Tx
  /** Runs the work in one transaction: all of it is committed, or nothing. No network inside. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Called after each commit; the courier listens. */
  onCommit(listener: () => void): void
  close(): Promise<void>
}

/**
 * The database opened, migrated and checked. Throws `StoreRefused` with a sentence for the operator when the file or server is not one
 * to write to (see the backend's open.ts).
 */
export async function openStore(setting: DatabaseSetting, keys: readonly string[] | undefined, options: { create: 'first-start' | 'never' | 'always' } = { create: 'first-start' }): Promise<Store> {
  const { connection, keysBesideDatabase } = await openDatabase(setting, options.create)
  const sealer = createSealer(keys ?? keysBesideDatabase())
  const listeners: (() => void)[] = []
  return {
    read: { sql: connection.read, sealer },
    async write(work) {
      const result = await connection.transaction((sql) => work({ sql, sealer }))
      for (const listener of listeners) listener()
      return result
    },
    onCommit: (listener) => void listeners.push(listener),
    close: () => connection.close(),
  }
}
