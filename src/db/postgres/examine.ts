import pg from 'pg'
import type { DatabaseSetting } from '../../config.ts'
import type { Finding } from '../finding.ts'
import { fine } from '../finding.ts'
import { StoreRefused } from '../refused.ts'
import { newestMigration } from '../schema-version.ts'

/** Looks at a database on a server without changing it: whether it answers, keeps what it commits, and has the tables of this version. */
export async function examine(setting: DatabaseSetting): Promise<Finding[]> {
  if (setting.kind !== 'postgres') throw new StoreRefused('This process was started for PostgreSQL, but DATABASE_URL names a file.')
  const client = new pg.Client({ connectionString: setting.url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    const version = await client.query<{ v: string }>("select current_setting('server_version') as v")
    const migrated = await client.query<{ at: string | null }>('select max(created_at) as at from drizzle.__drizzle_migrations')
    return [
      fine('database server', `PostgreSQL ${version.rows[0]?.v ?? ''} answers.`),
      newestMigration('postgres', Number(migrated.rows[0]?.at ?? 0)),
    ]
  } catch (cause) {
    throw new StoreRefused('PostgreSQL could not be reached or holds no Cuecard. Check DATABASE_URL.', { cause })
  } finally {
    await client.end()
  }
}
