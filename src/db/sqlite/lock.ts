import BetterSqlite3 from 'better-sqlite3'
import { StoreRefused } from '../refused.ts'

/**
 * Holds `<database>.lock`, an empty SQLite file of its own, exclusively: the operating system lets go of it when the process ends, however
 * it ends, so that no lock is ever left behind by a crash.
 */
export function createLock(databaseFile: string): { take(): void; release(): void } {
  let held: BetterSqlite3.Database | undefined
  return {
    take() {
      if (held !== undefined) return
      const lock = new BetterSqlite3(`${databaseFile}.lock`, { timeout: 0 })
      try {
        lock.exec('begin exclusive')
      } catch (error) {
        lock.close()
        if (!(error instanceof BetterSqlite3.SqliteError && error.code.startsWith('SQLITE_BUSY'))) throw error
        throw new StoreRefused(
          `Another Cuecard is running on ${databaseFile}. Two would send everything twice, so this one stops. End the other one first, or use PostgreSQL for several at once.`,
          { cause: error },
        )
      }
      held = lock
    },
    release() {
      held?.close()
      held = undefined
    },
  }
}
