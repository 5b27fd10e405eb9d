import type { DatabaseSetting } from '../../config.ts'
import { StoreRefused } from '../refused.ts'

/** PostgreSQL has backups of its own, which can do more than ours could; these say so. The same names stand in ../sqlite/backup.ts. */
export async function backUp(_setting: DatabaseSetting, _folder: string, _now: Temporal.Instant): Promise<string> {
  throw new StoreRefused(
    'PostgreSQL is backed up with its own tools, for example: pg_dump --format=custom --file=cuecard.dump "$DATABASE_URL". Keep ENCRYPTION_KEY apart from it.',
  )
}

export async function restore(
  _setting: DatabaseSetting,
  _keys: readonly string[] | undefined,
  _backup: string,
  _now: Temporal.Instant,
): Promise<Temporal.Instant> {
  throw new StoreRefused(
    'PostgreSQL is restored with its own tools, into an empty database, while no Cuecard runs: pg_restore --no-owner --dbname="$DATABASE_URL" cuecard.dump. Then, before Cuecard is started, say when the backup was taken, so that nothing is sent again: npm run cuecard -- restored --taken-at 2026-11-27T03:00:00Z',
  )
}

export async function unpack(backup: string, _to: string): Promise<Temporal.Instant> {
  throw new StoreRefused(`${backup} is for SQLite, and DATABASE_URL names a PostgreSQL server.`)
}
