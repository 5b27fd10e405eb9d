import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPage } from '../../sandbox/page/build.ts'
import { practicePage } from '../../sandbox/practice-page.ts'
import type { PracticeWorkspace } from '../../sandbox/practice-workspace.ts'
import { startPracticeWorkspace } from '../../sandbox/practice-workspace.ts'
import { openWindow } from '../../sandbox/window.ts'
import { createLog } from '../../src/log.ts'
import { browserForTests } from '../support/browser.ts'
import type { FeedServer } from '../support/feed-server.ts'
import { feedServer } from '../support/feed-server.ts'

const browser = await browserForTests()
const series = {
  uid: 'one@example.com',
  start: '20260224T140000',
  end: '20260224T143000',
  rule: 'FREQ=WEEKLY',
  with: 'Dev',
  title: '1:1 Maya / Dev',
}
const { rule: _rule, ...single } = series

describe.skipIf(browser === undefined)('a calendar in the practice workspace', () => {
  let folder: string
  let workspace: PracticeWorkspace
  let feed: FeedServer

  beforeAll(async () => {
    await buildPage()
    folder = mkdtempSync(join(tmpdir(), 'cuecard-browser-calendar-'))
    feed = await feedServer()
    workspace = await startPracticeWorkspace({
      folder,
      port: 0,
      page: practicePage({ startAs: 'U0MAYA0001' }),
      log: createLog('silent'),
      startsAt: Temporal.Instant.from('2026-03-02T07:30:00Z'),
    })
    workspace.slack.set({ ackDeadlineMs: 30_000, triggerLifeMs: 30_000 })
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await workspace.stop()
    await feed.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('is connected, one meeting in it moves, and the message follows it', async () => {
    if (browser === undefined) throw new Error('skipped without a browser')
    feed.serves([series])
    const maya = await openWindow(browser, workspace, 'U0MAYA0001', { width: 1280, height: 800, colours: 'light' })
    await maya.command('/coach add @Dev')
    await maya.sees('Who do you meet?')
    await maya.press('Add', 'in the dialog')
    await maya.settled()
    await maya.leave()
    await workspace.slack.person('U0DEV00001').click(/would like to keep/, 'Yes, start')
    await maya.settled()

    await maya.openHome()
    await maya.press('My calendar')
    await maya.sees('Secret address')
    await maya.fill('Secret address', feed.address)
    await maya.press('Connect', 'in the dialog')
    await maya.sees('Which events are your 1:1s?')
    await maya.press('Save', 'in the dialog')
    await maya.sees('One 1:1 follows your calendar now.')
    await maya.leave()

    feed.serves([series, { ...single, recurrenceId: '20260303T140000', start: '20260304T163000', end: '20260304T170000' }])
    await maya.openMessages()
    await maya.moveClock(/^Next trigger/)
    await maya.settled()
    const ofDev = () =>
      workspace.slack
        .person('U0MAYA0001')
        .im()
        .filter(({ fallback }) => fallback.startsWith('Cuecard: 1:1 with Dev'))
    expect(ofDev()).toEqual([])
    await maya.moveClock(/^Next trigger/)
    await maya.sees('1:1 with Dev, today 16:30.')
    await maya.sees('Moved from Tue 3 March, 14:00.')
    expect(ofDev()).toHaveLength(1)
  }, 120_000)
})
