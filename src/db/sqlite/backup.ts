import {
  chmodSync,
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress, createZstdDecompress } from 'node:zlib'
import BetterSqlite3 from 'better-sqlite3'
import type { DatabaseSetting } from '../../config.ts'
import { keysBeside } from '../key-file.ts'
import { StoreRefused } from '../refused.ts'
import { noteRestore } from '../restores.ts'
import { openStore } from '../store.ts'
import { refuseForeignFile } from './open.ts'

/**
 * Takes a backup of a database while it is in use: a copy of one moment, checked, compressed with zstd, and named after that moment
 * (`cuecard-20261127T110800Z.db.zst`). The name appears only once the file is whole and on disk. The key is not in it. Returns the path.
 */
export async function backUp(setting: DatabaseSetting, folder: string, now: Temporal.Instant): Promise<string> {
  const file = fileOf(setting)
  if (!existsSync(file)) throw new StoreRefused(`There is no database at ${file}, so there is nothing to back up.`)
  refuseForeignFile(file)
  mkdirSync(folder, { recursive: true })
  const name = join(folder, `cuecard-${now.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')}.db.zst`)
  const copy = `${name}.copy`
  const partial = `${name}.partial`
  try {
    const source = new BetterSqlite3(file, { readonly: true })
    try {
      await source.backup(copy)
    } finally {
      source.close()
    }
    chmodSync(copy, 0o600)
    const taken = new BetterSqlite3(copy)
    try {
      // One file without a log beside it, which says of itself when it was taken.
      taken.pragma('journal_mode = DELETE')
      taken.pragma(`user_version = ${Math.ceil(now.epochMilliseconds / 1000)}`)
      refuseDamaged(taken, copy)
    } finally {
      taken.close()
    }
    await pipeline(createReadStream(copy), createZstdCompress(), createWriteStream(partial, { mode: 0o600 }))
    flush(partial)
    renameSync(partial, name)
    return name
  } finally {
    for (const left of [copy, `${copy}-journal`, partial]) rmSync(left, { force: true })
  }
}

/**
 * Puts a backup in place where no database is, brings it up to date, checks that the key opens it, and notes that it was restored. The
 * file gets its name last: a restore that fails leaves nothing. Returns when the backup was taken.
 */
export async function restore(
  setting: DatabaseSetting,
  keys: readonly string[] | undefined,
  backup: string,
  now: Temporal.Instant,
): Promise<Temporal.Instant> {
  const file = fileOf(setting)
  const living = [file, `${file}-wal`, `${file}-shm`].find((path) => existsSync(path))
  if (living !== undefined)
    throw new StoreRefused(
      `There is a database at ${living}. Nothing was changed. To put the backup in its place, stop Cuecard and move ${basename(file)}, and the files ${basename(file)}-wal and ${basename(file)}-shm where they exist, away first.`,
    )
  const unpacked = `${file}.restoring`
  try {
    const takenAt = await unpack(backup, unpacked)
    const store = await openStore({ kind: 'sqlite', file: unpacked }, keys ?? keysBeside(file, false), { create: 'never' })
    try {
      await store.write((tx) => noteRestore(tx, takenAt, now))
    } finally {
      await store.close()
    }
    flush(unpacked)
    renameSync(unpacked, file)
    return takenAt
  } finally {
    for (const left of ['', '-wal', '-shm', '.lock']) rmSync(`${unpacked}${left}`, { force: true })
  }
}

/** Unpacks a backup to a file of its own and checks it; returns when it was taken. */
export async function unpack(backup: string, to: string): Promise<Temporal.Instant> {
  if (!existsSync(backup)) throw new StoreRefused(`There is no file ${backup}.`)
  try {
    await pipeline(createReadStream(backup), createZstdDecompress(), createWriteStream(to, { mode: 0o600 }))
  } catch (cause) {
    throw new StoreRefused(`${backup} cannot be unpacked: it is no backup of Cuecard's, or it was cut short. Take another one.`, { cause })
  }
  refuseForeignFile(to)
  const taken = new BetterSqlite3(to, { readonly: true })
  try {
    refuseDamaged(taken, backup)
    return Temporal.Instant.fromEpochMilliseconds(Number(taken.pragma('user_version', { simple: true })) * 1000)
  } finally {
    taken.close()
  }
}

function refuseDamaged(database: BetterSqlite3.Database, name: string): void {
  let found: unknown
  try {
    found = database.pragma('integrity_check(1)', { simple: true })
  } catch (cause) {
    throw new StoreRefused(`${name} is damaged.`, { cause })
  }
  if (found !== 'ok') throw new StoreRefused(`${name} is damaged (${String(found)}).`)
}

function fileOf(setting: DatabaseSetting): string {
  if (setting.kind !== 'sqlite') throw new Error('this is the part for SQLite')
  return resolve(setting.file)
}

function flush(file: string): void {
  const handle = openSync(file, 'r+')
  fsyncSync(handle)
  closeSync(handle)
}
