import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import type { PoolClient } from 'pg'
import pg from 'pg'
import type { DatabaseSetting } from '../../config.ts'
import type { Connection } from '../refused.ts'
import { StoreRefused } from '../refused.ts'

export type Database = NodePgDatabase

const migrationsFolder = new URL('../../../migrations/postgres', import.meta.url).pathname
/** Any number that no other program uses: replicas that start together migrate one after the other. */
const migrationLock = 43_554_543

/** A pool of connections to the server, migrated. Transactions are ordinary ones; races are decided by `where` and the rows returned. */
export async function openDatabase(
  setting: DatabaseSetting,
  _create: 'first-start' | 'never' | 'always',
  _keys: 'given' | 'in_file',
): Promise<{ connection: Connection<Database>; keysBesideDatabase: () => string[] }> {
  if (setting.kind !== 'postgres')
    throw new StoreRefused(
      'This process was started for PostgreSQL, but DATABASE_URL names a file. Start Cuecard with npm start, which picks the right one.',
    )
  const pool = new pg.Pool({ connectionString: setting.url, max: 10, connectionTimeoutMillis: 10_000 })
  try {
    const client = await pool.connect()
    try {
      await client.query('select pg_advisory_lock($1)', [migrationLock])
      await migrate(drizzle(client, { casing: 'snake_case' }), { migrationsFolder })
    } finally {
      await client.query('select pg_advisory_unlock($1)', [migrationLock])
      client.release()
    }
  } catch (cause) {
    await pool.end()
    throw new StoreRefused(
      'PostgreSQL could not be reached or brought up to date. Check DATABASE_URL and that its user may create tables.',
      { cause },
    )
  }
  // One for each connection, so that what is prepared on it (see prepared.ts) is found again.
  const known = new WeakMap<PoolClient, Database>()
  const on = (client: PoolClient) => {
    const sql = known.get(client) ?? drizzle(client, { casing: 'snake_case' })
    known.set(client, sql)
    return sql
  }
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined)
  return {
    keysBesideDatabase: () => {
      throw new StoreRefused('ENCRYPTION_KEY is needed with PostgreSQL.')
    },
    connection: {
      alone: false,
      claim: () => undefined,
      read: drizzle(pool, { casing: 'snake_case' }),
      async transaction(work) {
        const client = await pool.connect()
        try {
          await client.query('begin')
          const result = await work(on(client))
          await client.query('commit')
          client.release()
          return result
        } catch (error) {
          await client.query('rollback').then(
            () => client.release(),
            (broken: Error) => client.release(broken),
          )
          throw error
        }
      },
      close: () => pool.end(),
    },
  }
}
