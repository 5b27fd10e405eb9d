import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreRefused } from '../../src/db/refused.ts'
import { openStore } from '../../src/db/store.ts'
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
    await store.close()
    const raw = new BetterSqlite3(file)
    expect(raw.pragma('journal_mode', { simple: true })).toBe('wal')
    raw.close()
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

  it('is not made when nobody asked for it', async () => {
    await expect(open('never')).rejects.toThrow(/npm run cuecard -- init/)
  })
})
