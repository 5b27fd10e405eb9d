import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreRefused } from '../../src/db/refused.ts'
import { newKey } from '../../src/db/sealing.ts'
import { openStore } from '../../src/db/store.ts'
import type { Tx } from '../../src/db/store.ts'
import { backend } from '../support/database.ts'

describe.runIf(backend === 'sqlite')('the database file', () => {
  let folder: string
  let file: string
  const open = (create?: 'never') => openStore({ kind: 'sqlite', file }, undefined, create ? { create } : undefined)
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cuecard-'))
    file = join(folder, 'cuecard.db')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('is made at the first start, with a key beside it that only its owner can read', async () => {
    await (await open()).close()
    expect(statSync(`${file}.key`).mode & 0o777).toBe(0o600)
    await (await open()).close()
  })

  it('keeps every commit on disk: WAL with synchronous FULL', async () => {
    const store = await open()
    const setting = async (tx: Tx, name: string) =>
      (await tx.sql.select({ value: sql`${sql.raw(name)}` }).from(sql.raw(`pragma_${name}`)))[0]?.value
    for (const of of [store.read, await store.write(async (tx) => tx)]) {
      expect(await setting(of, 'journal_mode')).toBe('wal')
      expect(await setting(of, 'synchronous')).toBe(2)
    }
    await store.close()
  })

  it('is refused when it is empty, and stays as it is', async () => {
    writeFileSync(file, '')
    await expect(open()).rejects.toThrow(/is empty. Nothing was changed/)
    expect(readFileSync(file).length).toBe(0)
  })

  it('is refused when another program made it', async () => {
    const other = new BetterSqlite3(file)
    other.exec('create table notes (text)')
    other.close()
    await expect(open()).rejects.toThrow(/is not a Cuecard database/)
  })

  it('is refused when it is gone but its key or log is still there, instead of forgetting everyone', async () => {
    await (await open()).close()
    rmSync(file)
    await expect(open()).rejects.toThrow(StoreRefused)
    expect(existsSync(file)).toBe(false)
  })

  it('is made anew when the first start died before it was finished', async () => {
    writeFileSync(`${file}.new`, 'half a file')
    writeFileSync(`${file}.key`, 'k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n')
    await (await open()).close()
    expect(existsSync(`${file}.new`)).toBe(false)
  })

  it('is known as ours even after a kill that left everything in the log', async () => {
    const store = await open()
    expect(readFileSync(file).readUInt32BE(68)).toBe(0x43554543)
    await store.close()
  })

  it('is refused when its key is gone', async () => {
    await (await open()).close()
    rmSync(`${file}.key`)
    await expect(open()).rejects.toThrow(/key file .* is missing/)
  })

  it('is refused when it is cut short, and stays as it is', async () => {
    await (await open()).close()
    const whole = readFileSync(file)
    writeFileSync(file, whole.subarray(0, 20_000))
    await expect(open()).rejects.toThrow(/is cut short: 20000 of \d+ bytes are there. Nothing was changed. Restore a backup/)
    expect(readFileSync(file).length).toBe(20_000)
  })

  it('is refused when what stands in it is no database any more, with how to restore a backup', async () => {
    await (await open()).close()
    const whole = readFileSync(file)
    // The page that says which tables there are; the header stays.
    writeFileSync(file, Buffer.concat([whole.subarray(0, 100), Buffer.alloc(3_996, 0x5a), whole.subarray(4_096)]))
    await expect(open()).rejects.toThrow(/is damaged \(SQLITE_CORRUPT\). .*cuecard -- restore/)
    expect(readFileSync(file).subarray(4_096).equals(whole.subarray(4_096))).toBe(true)
  })

  it('is refused when a newer version made it', async () => {
    await (await open()).close()
    const raw = new BetterSqlite3(file)
    raw.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)').run('of a later day', Date.UTC(2999, 0, 1))
    raw.close()
    await expect(open()).rejects.toThrow(/made by a newer version of Cuecard. Nothing was changed/)
  })

  it('says so when another program holds it at start', async () => {
    await (await open()).close()
    const other = new BetterSqlite3(file)
    other.pragma('locking_mode = exclusive')
    other.exec('begin exclusive')
    await expect(open()).rejects.toThrow(/is in use by another program/)
    other.close()
  })

  it('has the old tables or the new ones after kills in the middle of bringing it up to date', { timeout: 60_000 }, async () => {
    const older = join(folder, 'older')
    cpSync(new URL('../../migrations/sqlite', import.meta.url), older, { recursive: true })
    const journal = JSON.parse(readFileSync(join(older, 'meta/_journal.json'), 'utf8')) as { entries: unknown[] }
    const all = journal.entries.length
    writeFileSync(join(older, 'meta/_journal.json'), JSON.stringify({ ...journal, entries: journal.entries.slice(0, 1) }))
    for (const statement of [2, 9, 30, 60]) {
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
      const made = new BetterSqlite3(file)
      made.pragma(`application_id = ${0x43554543}`)
      migrate(drizzle(made), { migrationsFolder: older })
      made.close()
      writeFileSync(`${file}.key`, `${newKey()}\n`)
      expect(openAndDieAt(statement).signal).toBe('SIGKILL')
      const left = new BetterSqlite3(file)
      expect(left.pragma('integrity_check', { simple: true })).toBe('ok')
      expect([1, all]).toContain(left.prepare('select count(*) from __drizzle_migrations').pluck().get())
      left.close()
      await (await open()).close()
    }
  })

  /** A process that opens the database, and is killed by the operating system when it prepares so many statements after the migration began. */
  function openAndDieAt(statement: number) {
    const script = `
      import BetterSqlite3 from 'better-sqlite3'
      import { openStore } from './src/db/store.ts'
      const prepare = BetterSqlite3.prototype.prepare
      let begun = 0
      BetterSqlite3.prototype.prepare = function (source) {
        if (begun > 0 || /^begin$/i.test(source)) begun++
        if (begun > ${statement}) process.kill(process.pid, 'SIGKILL')
        return prepare.call(this, source)
      }
      await openStore({ kind: 'sqlite', file: ${JSON.stringify(file)} }, undefined)`
    return spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script], {
      cwd: new URL('../..', import.meta.url).pathname,
      stdio: 'inherit',
    })
  }

  it('is not made when nobody asked for it', async () => {
    await expect(open('never')).rejects.toThrow(/npm run cuecard -- init/)
  })
})
