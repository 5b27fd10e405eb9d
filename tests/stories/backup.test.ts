import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newKey } from '../../src/db/sealing.ts'
import { goals } from '../../src/db/tables.ts'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { cuecard } from '../support/cuecard.ts'
import { backend } from '../support/database.ts'
import { startPair } from '../support/pair.ts'

const settings = ({ database }: Workplace) => ({ DATABASE_URL: database.url, ENCRYPTION_KEY: database.key })
const saidTo = (work: Workplace) => work.slack.messagesOfApp().map(({ text }) => text.split('\n')[0])

describe.runIf(backend === 'sqlite')('a backup', { timeout: 60_000 }, () => {
  let work: Workplace
  let folder: string
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cuecard-backups-'))
    work = await workplace()
  })
  afterEach(async () => {
    await work.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function backUp(): Promise<string> {
    const { code, out } = await cuecard(['backup', '--to', folder], settings(work))
    expect(code).toBe(0)
    return out.split('\n')[0] ?? ''
  }
  /** The database is gone, as after a disk failure, and the backup is put in its place. */
  async function loseAndRestore(backup: string): Promise<void> {
    await work.restart(async () => {
      for (const left of ['', '-wal', '-shm']) rmSync(`${work.database.file}${left}`, { force: true })
      expect(await cuecard(['restore', backup], settings(work))).toMatchObject({
        code: 0,
        out: expect.stringContaining('Restored as it was'),
      })
    })
    await work.settled()
    work.clock.pass(61_000)
    await work.app.tick()
    await work.settled()
  }

  it('is taken beside the running app, readable by its owner alone, without the key, and leaves nothing half-written', async () => {
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    const backup = await backUp()
    expect(readdirSync(folder)).toEqual([backup.slice(folder.length + 1)])
    expect(statSync(backup).mode & 0o777).toBe(0o600)
    expect(await cuecard(['check', '--backup', backup], settings(work))).toMatchObject({ code: 0 })
    expect(readFileSync(backup, 'latin1')).not.toContain(work.database.key.split(':')[1])
  })

  it('restored, sends nothing again: neither what waited then nor what came due since', async () => {
    work.slack.faults.add({ kind: 'rate_limited', method: 'chat.postMessage', times: 1, seconds: 30 })
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    const backup = await backUp()
    work.clock.pass(31_000)
    await work.at('2026-03-02T08:00:00Z')
    await work.at('2026-03-03T08:00:00Z')
    const before = saidTo(work)
    expect(before.filter((text) => /1:1 with Dev/.test(text ?? ''))).toHaveLength(1)
    await loseAndRestore(backup)
    expect(saidTo(work)).toEqual(before)
    await work.at('2026-03-10T08:00:00Z')
    expect(saidTo(work).filter((text) => /1:1 with Dev/.test(text ?? ''))).toHaveLength(2)
  })

  it('restored, sends what waited then and was never sent', async () => {
    work.slack.faults.add({ kind: 'rate_limited', method: 'chat.postMessage', times: 2, seconds: 30 })
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    expect(saidTo(work)).toEqual([])
    const backup = await backUp()
    await loseAndRestore(backup)
    expect(saidTo(work)).toHaveLength(2)
  })

  it('never overwrites a database that is there', async () => {
    const backup = await backUp()
    const before = readFileSync(work.database.file ?? '')
    expect(await cuecard(['restore', backup], settings(work))).toMatchObject({
      code: 1,
      err: expect.stringContaining('Nothing was changed'),
    })
    expect(readFileSync(work.database.file ?? '').equals(before)).toBe(true)
  })

  it.each([
    ['cut short', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 2_000)), 'cannot be unpacked'],
    ['no backup at all', (file: string) => writeFileSync(file, 'something else'), 'cannot be unpacked'],
    ['away', (file: string) => rmSync(file), 'There is no file'],
  ])('that is %s leaves nothing behind and says so', async (_what, harm, sentence) => {
    const backup = await backUp()
    harm(backup)
    const target = join(folder, 'new', 'cuecard.db')
    const ended = await cuecard(['restore', backup], { ...settings(work), DATABASE_URL: `file:${join(folder, 'cuecard.db')}` })
    expect(ended).toMatchObject({ code: 1, err: expect.stringContaining(sentence) })
    expect(existsSync(target)).toBe(false)
    expect(readdirSync(folder).filter((name) => name.startsWith('cuecard.db'))).toEqual([])
  })

  it('is not put in place with a key that does not open it', async () => {
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    await keepGoal()
    const backup = await backUp()
    const ended = await cuecard(['restore', backup], { DATABASE_URL: `file:${join(folder, 'cuecard.db')}`, ENCRYPTION_KEY: newKey() })
    expect(ended).toMatchObject({ code: 1, err: expect.stringContaining('is not the key') })
    expect(existsSync(join(folder, 'cuecard.db'))).toBe(false)
  })

  it('check opens every sealed text, and says where one stays shut', async () => {
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    const goal = await keepGoal()
    expect(await cuecard(['check'], settings(work))).toMatchObject({ code: 0, out: expect.stringMatching(/\d sealed texts? opens?/) })
    await work.store.write((tx) => tx.sql.update(goals).set({ textSealed: 'v1.k1.AAAA' }).where(eq(goals.id, goal)))
    expect(await cuecard(['check'], settings(work))).toMatchObject({ code: 1, out: expect.stringContaining('1 in goals.textSealed') })
  })

  async function keepGoal(): Promise<string> {
    await work.maya.command('/coach', 'start')
    await work.settled()
    await work.maya.view().type('Goal for this quarter', 'Renewals above 92%')
    await work.maya.view().submit()
    await work.settled()
    await work.maya.view().press('Nothing right now')
    await work.settled()
    await work.maya.view().press('Nothing this time')
    await work.settled()
    await work.maya.view().type('Next step', 'Call the two stalled accounts')
    await work.maya.view().submit()
    await work.settled()
    const [goal] = await work.store.read.sql.select().from(goals)
    if (goal === undefined) throw new Error('no goal was kept')
    return goal.id
  }
})

describe.runIf(backend === 'sqlite')('daily backups', { timeout: 60_000 }, () => {
  it('are taken once a day, the oldest beyond those to keep are removed, and nothing else in the folder is touched', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cuecard-backups-'))
    writeFileSync(join(folder, 'notes.txt'), 'mine')
    const work = await workplace({ settings: { BACKUP_DIR: folder, BACKUP_KEEP: '2' } })
    const names = () => readdirSync(folder).toSorted()
    await work.app.housekeep()
    await work.app.housekeep()
    expect(names()).toEqual(['cuecard-20260301T180000Z.db.zst', 'notes.txt'])
    for (const day of ['02', '03']) {
      work.clock.set(`2026-03-${day}T18:00:00Z`)
      await work.app.housekeep()
    }
    expect(names()).toEqual(['cuecard-20260302T180000Z.db.zst', 'cuecard-20260303T180000Z.db.zst', 'notes.txt'])
    await work.close()
    rmSync(folder, { recursive: true, force: true })
  })
})

describe.runIf(backend === 'postgres')('a database on a server', { timeout: 60_000 }, () => {
  it('is backed up by its own tools, which is said, and sends nothing again once its restore was noted', async () => {
    const work = await workplace()
    expect(await cuecard(['backup'], settings(work))).toMatchObject({ code: 1, err: expect.stringContaining('pg_dump') })
    expect(await cuecard(['restore', 'x'], settings(work))).toMatchObject({ code: 1, err: expect.stringContaining('pg_restore') })
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    const before = saidTo(work)
    await work.restart(async () => {
      expect(await cuecard(['restored', '--taken-at', '2026-03-01T18:00:00Z'], settings(work))).toMatchObject({ code: 0 })
      work.clock.set('2026-03-03T08:00:00Z')
    })
    await work.settled()
    expect(saidTo(work)).toEqual(before)
    expect(await cuecard(['check'], settings(work))).toMatchObject({ code: 0, out: expect.stringContaining('PostgreSQL') })
    await work.close()
  })
})
