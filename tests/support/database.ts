import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { newKey } from '../../src/db/sealing.ts'
import type { Store } from '../../src/db/store.ts'
import { openStore } from '../../src/db/store.ts'
import { databaseOf } from '../../src/config.ts'

/** A database of a test's own on the backend under test: a file in a temporary folder, or a database on the given server. */
export type TestDatabase = {
  url: string
  key: string
  /** The SQLite file; undefined on PostgreSQL. */
  file: string | undefined
  open(): Promise<Store>
  /** Everything that is stored, as bytes or rows: where a canary would be found. */
  raw(): Promise<string>
  drop(): Promise<void>
}

export const backend = process.env['CUECARD_TEST_BACKEND'] === 'postgres' ? 'postgres' : 'sqlite'

export async function testDatabase(under = tmpdir()): Promise<TestDatabase> {
  const key = newKey()
  const made = backend === 'postgres' ? await onServer(process.env['TEST_POSTGRES_URL'] ?? '') : inFolder(under)
  return { ...made, key, open: () => openStore(databaseOf(made.url), [key]) }
}

function inFolder(under: string) {
  const folder = mkdtempSync(join(under, 'cuecard-'))
  const file = join(folder, 'cuecard.db')
  const raw = async () => [file, `${file}-wal`].map((name) => (existsSync(name) ? readFileSync(name, 'latin1') : '')).join('')
  return { url: `file:${file}`, file, raw, drop: async () => rmSync(folder, { recursive: true, force: true }) }
}

async function onServer(server: string) {
  const name = `cuecard_test_${randomBytes(6).toString('hex')}`
  await run(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return {
    url: url.toString(),
    file: undefined,
    raw: () => everyRow(url.toString()),
    drop: async () => void (await run(server, `drop database ${name} with (force)`)),
  }
}

async function everyRow(database: string): Promise<string> {
  const tables = await run(database, `select table_name as name from information_schema.tables where table_schema = 'public'`)
  const rows = await Promise.all(tables.map(({ name }) => run(database, `select row_to_json(t) as row from "${String(name)}" t`)))
  return JSON.stringify(rows)
}

async function run(server: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows
  } finally {
    await client.end()
  }
}
