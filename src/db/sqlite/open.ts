import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import type { DatabaseSetting } from '../../config.ts'
import { keysBeside } from '../key-file.ts'
import type { Connection } from '../refused.ts'
import { StoreRefused } from '../refused.ts'
import { createLock } from './lock.ts'
import { keepStatements } from './statements.ts'
import { createWriter } from './writer.ts'

export type Database = BetterSQLite3Database

/** Written into the file's header, so that another program's database is never taken for ours ("CUEC"). */
const applicationId = 0x43554543
const migrationsFolder = new URL('../../../migrations/sqlite', import.meta.url).pathname

/**
 * The file opened for one writer (transactions queue behind each other) and for reading, in WAL mode with every commit flushed to disk.
 * A new file is only made at a first start (no file yet, and nothing else of ours in its folder) or when asked for; its key is made with
 * it where none is given.
 */
export async function openDatabase(
  setting: DatabaseSetting,
  create: 'first-start' | 'never' | 'always',
  keys: 'given' | 'in_file',
): Promise<{ connection: Connection<Database>; keysBesideDatabase: () => string[] }> {
  if (setting.kind !== 'sqlite')
    throw new StoreRefused(
      'This process was started for SQLite, but DATABASE_URL names a PostgreSQL server. Start Cuecard with npm start, which picks the right one.',
    )
  const file = resolve(setting.file)
  const writer = sayingWhere(file, () => {
    if (existsSync(file)) refuseForeignFile(file)
    else makeFile(file, create, keys)
    return connect(file)
  })
  try {
    migrate(drizzle(writer, { casing: 'snake_case' }), { migrationsFolder })
  } catch (cause) {
    writer.close()
    throw new StoreRefused(
      `The database ${file} could not be brought up to date. It is unchanged; restore a backup or install the version that made it.`,
      { cause },
    )
  }
  const sql = drizzle(writer, { casing: 'snake_case' })
  // From here on whoever waits for the write lock waits beside the event loop (see writer.ts), not inside SQLite.
  writer.pragma('busy_timeout = 0')
  const { transaction, idle } = createWriter(writer)
  const reader = connect(file)
  const lock = createLock(file)
  return {
    keysBesideDatabase: () => keysBeside(file, false),
    connection: {
      alone: true,
      read: drizzle(reader, { casing: 'snake_case' }),
      claim: lock.take,
      transaction: (work) => transaction(() => work(sql)),
      async close() {
        await idle()
        lock.release()
        reader.close()
        writer.close()
      },
    },
  }
}

/** What the file system refuses (a folder, no rights, a full disk), as a sentence with the path and the code. */
function sayingWhere<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && typeof cause.code === 'string')) throw cause
    throw new StoreRefused(
      `The database ${file} could not be opened (${cause.code}). Check DATABASE_URL, and that Cuecard may read and write the file and its folder.`,
      { cause },
    )
  }
}

function connect(file: string): BetterSqlite3.Database {
  const connection = new BetterSqlite3(file, { timeout: 250 })
  connection.pragma('journal_mode = WAL')
  // In WAL mode better-sqlite3 falls back to NORMAL at its first statement, whatever the pragma answered before.
  connection.prepare('select 1').get()
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  connection.prepare('select 1').get()
  if (connection.pragma('synchronous', { simple: true }) !== 2) throw new Error('SQLite does not keep synchronous=FULL')
  return keepStatements(connection)
}

/**
 * Makes the file under another name, marks it as ours, makes its key, and only then gives it its name: a process that dies on the way
 * leaves something that the next start recognises as unfinished. The mark is written before WAL is on, so that it stands in the file itself.
 */
function makeFile(file: string, create: 'first-start' | 'never' | 'always', keys: 'given' | 'in_file'): void {
  const unfinished = `${file}.new`
  const folder = dirname(file)
  const others = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(basename(file))) : []
  if (create === 'never' || (create === 'first-start' && others.length > 0 && !existsSync(unfinished))) {
    throw new StoreRefused(
      `There is no database at ${file}${others.length > 0 ? `, but ${others.join(', ')} is still there` : ''}. If it was moved, put it back or restore a backup; to begin with an empty one, run: npm run cuecard -- init`,
    )
  }
  mkdirSync(folder, { recursive: true })
  rmSync(unfinished, { force: true })
  const fresh = new BetterSqlite3(unfinished)
  fresh.pragma(`application_id = ${applicationId}`)
  fresh.close()
  if (keys === 'in_file') keysBeside(file, true)
  renameSync(unfinished, file)
}

/** Throws `StoreRefused` for a file that no Cuecard made, before anything is read from it. */
export function refuseForeignFile(file: string): void {
  const header = Buffer.alloc(72)
  const handle = openSync(file, 'r')
  readSync(handle, header, 0, 72, 0)
  closeSync(handle)
  const ours = header.toString('latin1', 0, 15) === 'SQLite format 3' && header.readUInt32BE(68) === applicationId
  if (ours) return
  const found = statSync(file).size === 0 ? 'is empty' : 'is not a Cuecard database'
  throw new StoreRefused(
    `The file ${file} ${found}. Nothing was changed. Restore a backup, or move the file away and run: npm run cuecard -- init`,
  )
}
