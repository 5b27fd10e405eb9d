import BetterSqlite3 from 'better-sqlite3'
import type { DatabaseSetting } from '../../config.ts'
import type { Finding } from '../finding.ts'
import { fine, wrong } from '../finding.ts'
import { StoreRefused } from '../refused.ts'
import { newestMigration } from '../schema-version.ts'

/** Looks at a database file without changing it: whether SQLite finds it whole, and whether its tables are of this version. */
export async function examine(setting: DatabaseSetting): Promise<Finding[]> {
  if (setting.kind !== 'sqlite') throw new StoreRefused('This process was started for SQLite, but DATABASE_URL names a PostgreSQL server.')
  const database = new BetterSqlite3(setting.file, { readonly: true, fileMustExist: true })
  try {
    return [integrity(database), schema(database)]
  } finally {
    database.close()
  }
}

function integrity(database: BetterSqlite3.Database): Finding {
  const about = 'database file'
  try {
    const found = database.pragma('integrity_check(5)') as { integrity_check: string }[]
    const problems = found.map((row) => row.integrity_check).filter((line) => line !== 'ok')
    return problems.length === 0
      ? fine(about, 'SQLite finds it whole.')
      : wrong(about, `SQLite finds it damaged (${problems[0] ?? ''}). Restore a backup.`)
  } catch (error) {
    return wrong(about, `SQLite cannot read it (${error instanceof Error ? error.name : 'unknown'}). Restore a backup.`)
  }
}

function schema(database: BetterSqlite3.Database): Finding {
  const [row] = database.prepare('select max(created_at) as at from __drizzle_migrations').all() as { at: number | null }[]
  return newestMigration('sqlite', row?.at ?? 0)
}
