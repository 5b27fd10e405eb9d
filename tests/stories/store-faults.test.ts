import { spawnSync } from 'node:child_process'
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { backend } from '../support/database.ts'
import { startPair } from '../support/pair.ts'

const errors = (work: Workplace) => work.logged.filter((line) => /"level":(50|60)/.test(line))

/** For how long the event loop did one thing only: the longest time between two looks, in milliseconds. */
function watchStalls(): () => number {
  let [lookedMs, longestMs] = [performance.now(), 0]
  const look = () => {
    longestMs = Math.max(longestMs, performance.now() - lookedMs)
    lookedMs = performance.now()
  }
  const timer = setInterval(look, 2)
  return () => {
    clearInterval(timer)
    look()
    return longestMs
  }
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

describe.runIf(backend === 'sqlite')('a database file that another program locks for eight seconds', () => {
  it('stalls nobody, tells whoever waited in vain, and has lost nothing afterwards', { timeout: 60_000 }, async () => {
    const work = await workplace()
    await work.maya.command('/coach', 'add <@U0DEV00001|dev>')
    const form = await work.maya.sees('Add a 1:1')
    await form.pickDate('Next 1:1 on', '2026-03-03')
    const other = new BetterSqlite3(work.database.file ?? '', { timeout: 0 })
    // Waiting inside SQLite would hold up the very process whose commit it waits for.
    await vi.waitFor(() => other.exec('begin immediate'), { timeout: 5_000, interval: 5 })
    const stalledMs = watchStalls()
    // Slack gives up after three seconds, and Cuecard after five: nobody was told that it worked, and the form is still there.
    const inVain = form.submit()
    await pause(8_000)
    expect(stalledMs()).toBeLessThan(300)
    expect((await inVain).ok).toBe(false)
    expect(work.dev.im()).toEqual([])
    other.exec('commit')
    other.close()
    await pause(1_000)
    expect(await work.maya.view().submit()).toMatchObject({ ok: true })
    await work.settled()
    expect(work.dev.im()).toHaveLength(1)
    await work.close()
  })
})

const disk = join(tmpdir(), `cuecard-disk-${process.pid}`)
/** A file system of its own, small enough to be filled; only where this user may mount one. */
const canMount = backend === 'sqlite' && spawnSync('unshare', ['--mount', 'true']).status === 0 && process.getuid?.() === 0

describe.runIf(canMount)('a disk that is full', () => {
  let folder: string
  afterEach(() => {
    spawnSync('umount', ['--lazy', folder])
    rmSync(folder, { recursive: true, force: true })
  })

  it(
    'takes nothing that it cannot keep, says so to people and once a second to the operator, and goes on when there is room',
    { timeout: 60_000 },
    async () => {
      folder = mkdtempSync(disk)
      expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', folder]).status).toBe(0)
      const work = await workplace({ databaseUnder: folder })
      await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
      const filler = join(folder, 'filler')
      fill(filler)
      work.logged.length = 0
      const startedMs = performance.now()
      let [acknowledged, refused] = [0, 0]
      await work.maya.command('/coach', 'add <@U0CHI00001|chi>')
      const form = await work.maya.sees('Add a 1:1')
      await form.pickDate('Next 1:1 on', '2026-03-05')
      while (performance.now() - startedMs < 5_000) {
        // The same form again and again: what was not taken stays in it, with the reason under its first field.
        await form.submit()
        if (Object.values(form.errors).some((sentence) => sentence.startsWith('Something went wrong on our side'))) refused++
        else acknowledged++
      }
      const seconds = (performance.now() - startedMs) / 1_000
      expect({ acknowledged, refused: refused > 2 }).toEqual({ acknowledged: 0, refused: true })
      expect(errors(work).length).toBeLessThanOrEqual(Math.ceil(seconds) + 1)
      expect(errors(work).join('\n')).toContain('SQLITE_FULL')

      rmSync(filler)
      await form.submit()
      await work.settled()
      expect(work.maya.view().text).toContain('I have asked Chi')
      expect(work.chi.im()).toHaveLength(1)
      await work.at('2026-03-03T08:00:00Z')
      expect(work.maya.im().at(-1)?.text).toContain('1:1 with Dev')
      const raw = new BetterSqlite3(work.database.file ?? '', { readonly: true })
      expect(raw.pragma('integrity_check', { simple: true })).toBe('ok')
      raw.close()
      await work.close()
    },
  )
})

/** Writes a file until there is no room for another byte. */
function fill(file: string): void {
  const handle = openSync(file, 'w')
  try {
    for (let size = 1 << 20; size >= 1; size >>= 1) {
      const block = Buffer.alloc(size)
      try {
        for (;;) writeSync(handle, block)
      } catch {
        // Then with smaller pieces.
      }
    }
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
