import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { backend } from '../support/database.ts'
import { startPair } from '../support/pair.ts'

let work: Workplace
beforeEach(async () => void (work = await workplace()))
afterEach(() => work.close())

const posts = () =>
  work.slack
    .messagesOfApp()
    .filter(({ text }) => !/said yes|keep a coaching plan|has started/.test(text))
    .map(({ channel, text }) => `${channel} ${text.split('\n')[0]}`)

describe('a clock that is set', () => {
  beforeEach(async () => {
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    await startPair(work, { employee: 'U0CHI00001', firstOn: '2026-03-05', time: '15:00' })
    await work.at('2026-03-02T08:00:00Z')
    await work.at('2026-03-03T08:00:00Z')
  })

  it('back by days and forward again sends nothing twice', async () => {
    const before = posts()
    // Dev's invitation and Lena's note on Monday, Maya's trigger on Tuesday.
    expect(before).toHaveLength(3)
    for (const time of [
      '2026-02-27T08:00:00Z',
      '2026-03-01T08:00:00Z',
      '2026-03-02T08:00:00Z',
      '2026-03-03T08:00:00Z',
      '2026-03-03T08:01:00Z',
    ])
      await work.at(time)
    expect(posts()).toEqual(before)
  })

  it('forward by three weeks and back again sends nothing for the past, and nothing twice', async () => {
    const before = posts()
    for (const time of ['2026-03-25T20:00:00Z', '2026-03-03T08:02:00Z', '2026-03-04T08:00:00Z', '2026-03-05T08:00:00Z']) await work.at(time)
    expect(new Set(posts()).size).toBe(posts().length)
    expect(posts().length - before.length).toBeLessThanOrEqual(4)
    await work.at('2026-03-31T07:00:00Z')
    expect(work.maya.im().at(-1)?.text).toContain('1:1 with Dev, today 14:00')
    expect(work.logged.filter((line) => /"level":(50|60)/.test(line))).toEqual([])
  })
})

it('a standstill of three days ends without a burst: what is over is not caught up with', async () => {
  for (const [employee, firstOn] of [
    ['U0DEV00001', '2026-03-03'],
    ['U0CHI00001', '2026-03-04'],
    ['U0TOMAS001', '2026-03-05'],
  ] as const)
    await startPair(work, { employee, firstOn, time: '14:00' })
  await work.at('2026-03-05T18:00:00Z')
  expect(posts()).toEqual([])
  await work.at('2026-03-10T08:00:00Z')
  expect(work.maya.im().filter(({ text }) => /1:1 with/.test(text))).toHaveLength(1)
})

describe.runIf(backend === 'sqlite')('a database file that another process locks for two seconds', () => {
  it('delays what a person sends, and loses nothing of it', async () => {
    await work.maya.command('/coach', 'add <@U0DEV00001|dev>')
    const form = await work.maya.sees('Add a 1:1')
    await form.pickDate('Next 1:1 on', '2026-03-03')
    const other = new BetterSqlite3(work.database.file ?? '')
    other.exec('begin immediate')
    const submitted = form.submit()
    const waited = new Promise((done) => setTimeout(done, 2_000)).then(() => other.exec('commit'))
    expect(await submitted).toMatchObject({ ok: true })
    await waited
    other.close()
    await work.settled()
    expect(work.maya.view().text).toContain('I have asked Dev')
    expect(work.dev.im()).toHaveLength(1)
  })
})
