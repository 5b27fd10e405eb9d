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
import { newestMigration } from '../schema-version.ts'
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
    refuseNewer(writer, file)
    migrate(drizzle(writer, { casing: 'snake_case' }), { migrationsFolder })
  } catch (cause) {
    writer.close()
    if (cause instanceof StoreRefused) throw cause
    throw new StoreRefused(
      knownTrouble(file, cause) ??
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
      knownTrouble(file, cause) ??
        `The database ${file} could not be opened (${cause.code}). Check DATABASE_URL, and that Cuecard may read and write the file and its folder.`,
      { cause },
    )
  }
}

/** What SQLite found wrong with the file, and what to do; undefined for what tells an operator nothing more than its code. */
function knownTrouble(file: string, error: unknown): string | undefined {
  let code = ''
  for (let at: unknown = error; at instanceof Error; at = at.cause) if ('code' in at) code = String(at.code)
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code))
    return `The database ${file} is damaged (${code}). Nothing was sent or changed. Restore a backup: npm run cuecard -- restore FILE`
  if (/^(SQLITE_FULL|ENOSPC)/.test(code))
    return `The disk with the database ${file} is full. Nothing was changed. Make room and start Cuecard again.`
  if (code.startsWith('SQLITE_BUSY'))
    return `The database ${file} is in use by another program. Nothing was changed. End that program, or wait for it, and start Cuecard again.`
  return undefined
}

/** A version that came later may have changed what this one would write. */
function refuseNewer(writer: BetterSqlite3.Database, file: string): void {
  const [table] = writer.prepare("select name from sqlite_master where name = '__drizzle_migrations'").all()
  if (table === undefined) return
  const applied = writer.prepare<[], number | null>('select max(created_at) from __drizzle_migrations').pluck().get()
  const finding = newestMigration('sqlite', applied ?? 0)
  if (finding.is === 'wrong')
    throw new StoreRefused(
      `The database ${file} was made by a newer version of Cuecard. Nothing was changed. Install that version, or restore a backup of this one.`,
    )
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
  const { size } = statSync(file)
  // Page size (1 stands for 64 KB) and number of pages, as https://www.sqlite.org/fileformat2.html has them in the header.
  const wholeSize = (header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16)) * header.readUInt32BE(28)
  if (ours && size >= wholeSize) return
  const found = size === 0 ? 'is empty' : ours ? `is cut short: ${size} of ${wholeSize} bytes are there` : 'is not a Cuecard database'
  throw new StoreRefused(
    `The file ${file} ${found}. Nothing was changed. Restore a backup, or move the file away and run: npm run cuecard -- init`,
  )
}
