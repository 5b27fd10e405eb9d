import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildPage } from '../../sandbox/page/build.ts'
import { practicePage } from '../../sandbox/practice-page.ts'
import type { PracticeWorkspace } from '../../sandbox/practice-workspace.ts'
import { startPracticeWorkspace } from '../../sandbox/practice-workspace.ts'
import type { Look, Window } from '../../sandbox/window.ts'
import { openWindow } from '../../sandbox/window.ts'
import { createLog } from '../../src/log.ts'
import { browserForTests, seriousFindings } from '../support/browser.ts'

const browser = await browserForTests()
const looks: { name: string; look: Look }[] = [
  { name: 'on a desktop, in light colours', look: { width: 1280, height: 800, colours: 'light' } },
  { name: 'on a phone, in dark colours', look: { width: 390, height: 844, colours: 'dark' } },
]

describe.skipIf(browser === undefined)('the practice workspace in a browser', () => {
  let folder: string
  let workspace: PracticeWorkspace
  /** What the app had to complain about. */
  let complaints: string[]

  beforeAll(buildPage, 60_000)
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cuecard-browser-'))
    complaints = []
    workspace = await startPracticeWorkspace({
      folder,
      port: 0,
      page: practicePage({ startAs: 'U0MAYA0001' }),
      log: createLog('error', { write: (line: string) => void complaints.push(line) }),
      startsAt: Temporal.Instant.from('2026-03-02T07:30:00Z'),
    })
    // What Slack would give up on after three seconds is another story; a busy machine is not to tell it here.
    workspace.slack.set({ ackDeadlineMs: 30_000, triggerLifeMs: 30_000 })
  }, 60_000)
  afterEach(async () => {
    await Promise.all((browser?.contexts() ?? []).map((context) => context.close()))
    await workspace.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  afterAll(() => browser?.close())

  async function sit(personId: string, look: Look): Promise<Window> {
    if (browser === undefined) throw new Error('skipped without a browser')
    return openWindow(browser, workspace, personId, look)
  }
  const fine = async (at: Window) => {
    expect(await seriousFindings(at.page)).toEqual([])
    expect(await at.page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
  }

  it.each(looks)(
    'carries three people through the weekly loop, each in a window of their own, $name',
    async ({ look }) => {
      const maya = await sit('U0MAYA0001', look)
      const dev = await sit('U0DEV00001', look)
      const tomas = await sit('U0TOMAS001', look)

      await maya.sees('Hello Maya')
      await fine(maya)
      await maya.press('Add a 1:1')
      await maya.choose('Who do you meet?', /^Dev/)
      await fine(maya)
      await maya.press('Add', 'in the dialog')
      await maya.press('Done', 'in the dialog')

      await dev.openMessages()
      await dev.sees(/would like to keep a coaching plan with you/)
      await dev.press('Yes, start')
      await dev.sees(/has started/)
      await maya.sees(/Next: Dev/)

      await maya.command('/coach mentor')
      await maya.choose(/mentor/, /^Tomas/)
      await maya.press('Ask them', 'in the dialog')
      await maya.leave()
      await tomas.openMessages()
      await tomas.press('Yes, gladly')
      await maya.sees(/Tomas said yes/)

      await maya.moveClock('One hour later')
      await dev.sees(/Would you like to say first/)
      await dev.press('Answer before we meet')
      await dev.fill('A next step you propose', 'Draft the renewal letter')
      await dev.press('Share', 'in the dialog')
      await dev.leave()
      await dev.sees(/You shared your answers with Maya/)

      await maya.moveClock(/^Next trigger/)
      await maya.sees(/1:1 with Dev, today/)
      await maya.sees('Dev shared answers before the meeting.')
      await fine(maya)
      await maya.press('Coach now')
      await maya.dialog().getByText('Step 1 of 3').waitFor()
      await maya.fill('Goal for this quarter', 'Renewals in the north region above 92%')
      await fine(maya)
      await maya.press('Next', 'in the dialog')
      await maya.dialog().getByText('Step 2 of 3').waitFor()
      await maya.press('Nothing right now', 'in the dialog')
      await maya.dialog().getByText('Step 3 of 3').waitFor()
      expect(await maya.dialog().getByLabel('Next step', { exact: true }).inputValue()).toBe('Draft the renewal letter')
      await maya.press('Nothing this time', 'in the dialog')
      await fine(maya)
      await maya.press('Close session', 'in the dialog')
      await maya.leave()

      await dev.sees(/Nothing counts as agreed until you confirm it/)
      await fine(dev)
      await dev.press(/^Confirm/)
      await dev.sees(/You have answered everything here/)
      await maya.sees('Dev has answered everything.')

      await maya.command('/coach mentor')
      await maya.press('Ask my mentor', 'in the dialog')
      await maya.fill('What would you like to look at?', 'I gave the answer before they had one')
      await maya.press('Next', 'in the dialog')
      await maya.dialog().getByText('This is what Tomas will read').waitFor()
      await fine(maya)
      await maya.press('Send to Tomas', 'in the dialog')
      await maya.leave()

      await tomas.openConversation(/Maya/)
      await tomas.sees('I gave the answer before they had one')
      await tomas.openThread()
      await tomas.reply('You noticed it yourself. What made you answer?')
      await tomas.page.getByRole('complementary', { name: 'Thread' }).getByText('You noticed it yourself. What made you answer?').waitFor()
      await fine(tomas)
      await maya.openConversation(/Tomas/)
      await maya.sees('Tomas has answered.')
      await maya.press('Close debrief')
      await maya.fill('What is one thing you will try next?', 'Ask one question and wait')
      await maya.dialog().locator('.dialog-foot button[type=submit]').click()
      await maya.settled()
      await maya.leave()
      await tomas.sees(/This debrief is closed/)

      await maya.openMessages()
      await maya.moveClock('One week later')
      await maya.sees(/To try, from your last debrief/)
      expect(await maya.page.getByRole('log').getByText('Ask one question and wait').count()).toBeGreaterThan(0)
      await maya.openHome()
      await maya.sees(/Next: Dev/)
      await fine(maya)
      expect(complaints).toEqual([])
    },
    120_000,
  )

  it('shows in one window what somebody did in another, without a reload', async () => {
    const look: Look = { width: 1280, height: 800, colours: 'light' }
    const maya = await sit('U0MAYA0001', look)
    const dev = await sit('U0DEV00001', look)
    await maya.openConversation('general')
    await dev.openConversation('general')
    const composer = maya.page.getByRole('textbox', { name: 'Message #general' })
    await composer.fill('Good morning, @Dev')
    await composer.press('Enter')
    await dev.page.getByRole('article', { name: /^Maya/ }).getByText('Good morning').waitFor()
    expect(await dev.page.getByRole('button', { name: '@Dev' }).count()).toBe(1)
    await dev.moveClock('One day later')
    await maya.page.getByRole('group', { name: 'Clock' }).getByText(/Tue/).waitFor()
  })

  it.each(['light', 'dark'] as const)(
    'has a gallery that axe has nothing serious against, in %s colours',
    async (colours) => {
      const at = await sit('U0MAYA0001', { width: 1280, height: 800, colours })
      await at.page.goto(`${workspace.slack.url}/gallery`)
      await at.page.getByRole('article').first().waitFor()
      expect(await at.page.getByRole('article').count()).toBeGreaterThan(200)
      expect(await seriousFindings(at.page)).toEqual([])
    },
    120_000,
  )

  it('paints within two seconds of being ready', async () => {
    const at = await sit('U0MAYA0001', { width: 1280, height: 800, colours: 'light' })
    const firstPaint = await at.page.evaluate<number>(`performance.getEntriesByName('first-contentful-paint')[0].startTime`)
    expect(firstPaint).toBeLessThan(2_000)
  })
})
