import type { Database } from '#backend/open.ts'
import type { SQL } from 'drizzle-orm'
import { sql } from 'drizzle-orm'
import type { Tx } from './store.ts'

/** A query that waits for its values; on both backends what awaiting it gives is what preparing and executing it gives. */
type Query<Rows> = PromiseLike<Rows> & { prepare(name: string): { execute(values: Record<string, unknown>): PromiseLike<unknown> } }

/**
 * A query for the places that are passed often: built and compiled once for each connection, and then only given its values. Building a
 * query anew costs ten times more than running it on an indexed table. The values stand in the query under the names given here.
 */
export function prepared<Name extends string, Rows>(
  names: readonly Name[],
  build: (sql: Database, values: Record<Name, SQL>) => Query<Rows>,
): (tx: Tx, values: Record<Name, string | number | null>) => Promise<Rows> {
  // The record has every name.
  const places = Object.fromEntries(names.map((name) => [name, sql`${sql.placeholder(name)}`])) as Record<Name, SQL>
  const built = new WeakMap<Database, ReturnType<Query<Rows>['prepare']>>()
  return async (tx, values) => {
    let query = built.get(tx.sql)
    if (query === undefined) {
      // Without a name PostgreSQL keeps nothing between statements, so that a pooler in front of it does no harm.
      query = build(tx.sql, places).prepare('')
      built.set(tx.sql, query)
    }
    // Preparing does not change what a query gives; Drizzle types the two ways of running it apart.
    return (await query.execute(values)) as Rows
  }
}
