import { spawnSync } from 'node:child_process'
import { closeSync, copyFileSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WorkspaceId } from '../../src/coaching/ids.ts'
import { receive } from '../../src/db/inbox.ts'
import { newKey } from '../../src/db/sealing.ts'
import { openStore } from '../../src/db/store.ts'
import { backend } from '../support/database.ts'

/**
 * A disk that is a file: what a program wrote and the kernel has not flushed is not in it yet, so that a copy of it is what a machine finds
 * after its power was cut. Only where this user may mount one.
 */
const canMount = backend === 'sqlite' && process.getuid?.() === 0 && mountsDisks()

describe.runIf(canMount)('after a power cut', { timeout: 120_000 }, () => {
  let folder: string
  let disk: string
  let mounted: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cuecard-power-'))
    disk = join(folder, 'disk')
    mounted = join(folder, 'mounted')
    makeDisk(disk)
    mount(disk, mounted)
  })
  afterEach(() => {
    spawnSync('umount', ['--lazy', mounted])
    rmSync(folder, { recursive: true, force: true })
  })

  /** Cuts the power now, and gives which keys are in a table of the database file once the machine runs again. */
  function keysAfterCut(file: string, query: string): Set<string> {
    const [copy, again] = [join(folder, 'copy'), join(folder, 'again')]
    copyFileSync(disk, copy)
    mount(copy, again)
    const database = new BetterSqlite3(join(again, file))
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    const keys = database.prepare<[], string>(query).pluck().all()
    database.close()
    run('umount', again)
    return new Set(keys)
  }

  it('everything is there that was acknowledged, in ten cuts under load', async () => {
    const store = await openStore({ kind: 'sqlite', file: join(mounted, 'cuecard.db') }, [newKey()])
    const acknowledged: string[] = []
    let stopped = false
    const people = Array.from({ length: 8 }, async (_, person) => {
      for (let i = 0; !stopped; i++) {
        const key = `Ev${person}/${i}`
        await store.write((tx) => receive(tx, { workspaceId: 'T1' as WorkspaceId, key, body: 'words', nowMs: 0 }))
        acknowledged.push(key)
      }
    })
    for (let cut = 0; cut < 10; cut++) {
      await new Promise((done) => setTimeout(done, 30 + 40 * Math.random()))
      const known = [...acknowledged]
      const found = keysAfterCut('cuecard.db', 'select key from inbox')
      expect(known.filter((key) => !found.has(key))).toEqual([])
    }
    stopped = true
    await Promise.all(people)
    await store.close()
    expect(acknowledged.length).toBeGreaterThan(200)
  })

  it('rows would be missing with what better-sqlite3 does by itself: such a cut finds them', async () => {
    const careless = new BetterSqlite3(join(mounted, 'careless.db'))
    careless.pragma('journal_mode = WAL')
    careless.exec('create table notes (key text)')
    spawnSync('sync')
    const insert = careless.prepare('insert into notes values (?)')
    for (let i = 0; i < 200; i++) insert.run(String(i))
    expect(keysAfterCut('careless.db', 'select key from notes').size).toBeLessThan(200)
    careless.close()
  })
})

function mountsDisks(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'cuecard-try-'))
  try {
    makeDisk(join(folder, 'disk'))
    mount(join(folder, 'disk'), join(folder, 'mounted'))
    run('umount', join(folder, 'mounted'))
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function makeDisk(file: string): void {
  const handle = openSync(file, 'w')
  ftruncateSync(handle, 48 << 20)
  closeSync(handle)
  run('mkfs.ext4', '-q', file)
}

function mount(file: string, at: string): void {
  mkdirSync(at, { recursive: true })
  run('mount', '-o', 'loop', file, at)
}

function run(program: string, ...parameters: string[]): void {
  const { status, stderr, error } = spawnSync(program, parameters, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program}: ${stderr || String(error)}`)
}
