import type BetterSqlite3 from 'better-sqlite3'

/** More than the app's queries need; lists of ids of different lengths make a statement each. */
const most = 1_000

/**
 * The connection, which from now on keeps what it compiled: asking for the same SQL again gives the same statement, the one that was not
 * asked for longest is let go of first. Compiling costs several times more than running most statements.
 */
export function keepStatements(connection: BetterSqlite3.Database): BetterSqlite3.Database {
  const compile = connection.prepare.bind(connection)
  const kept = new Map<string, BetterSqlite3.Statement>()
  connection.prepare = ((source: string) => {
    const known = kept.get(source)
    const statement = known ?? compile(source)
    kept.delete(source)
    kept.set(source, statement)
    if (kept.size > most) for (const oldest of kept.keys()) if (kept.size > most) kept.delete(oldest)
    // Drizzle asks some statements for arrays and others for objects: each begins as a fresh one would.
    if (known?.reader) known.raw(false)
    return statement
  }) as typeof connection.prepare
  return connection
}
