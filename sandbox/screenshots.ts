import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLog } from '../src/log.ts'
import { launchBrowser } from './browser.ts'
import { buildPage } from './page/build.ts'
import { practicePage } from './practice-page.ts'
import { startPracticeWorkspace } from './practice-workspace.ts'
import type { Window } from './window.ts'
import { openWindow } from './window.ts'

/** `npm run screenshots`: lives through the loop in the practice workspace and takes the pictures of the README, each in light and dark. */
const folder = mkdtempSync(join(tmpdir(), 'cuecard-pictures-'))
const pictures = new URL('../docs/pictures/', import.meta.url).pathname
mkdirSync(pictures, { recursive: true })

await buildPage()
const workspace = await startPracticeWorkspace({
  folder,
  port: 0,
  page: practicePage(),
  log: createLog('warn', process.stderr),
  startsAt: Temporal.Instant.from('2026-03-02T07:30:00Z'),
})
// A busy machine is to make pictures late, not other ones.
workspace.slack.set({ ackDeadlineMs: 30_000, triggerLifeMs: 30_000 })
const browser = await launchBrowser()

try {
  await theLoop()
} finally {
  await browser.close()
  await workspace.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function theLoop(): Promise<void> {
  const [maya, dev, tomas] = await Promise.all([sit('Maya'), sit('Dev'), sit('Tomas')])

  await maya.press('Add a 1:1')
  await maya.choose('Who do you meet?', /^Dev/)
  await picture(maya, '1-add', 'dialog')
  await maya.press('Add', 'in the dialog')
  await maya.press('Done', 'in the dialog')
  await dev.openMessages()
  await dev.press('Yes, start')
  await maya.command('/coach mentor')
  await maya.choose(/mentor/, /^Tomas/)
  await maya.press('Ask them', 'in the dialog')
  await maya.leave()
  await tomas.openMessages()
  await tomas.press('Yes, gladly')

  await maya.moveClock('One hour later')
  await dev.press('Answer before we meet')
  await dev.fill('What is most likely to get in the way', 'Month-end close takes my Thursdays')
  await dev.fill('A next step you propose', 'Draft the renewal letter for the two north accounts')
  await dev.press('Share', 'in the dialog')
  await dev.leave()

  await maya.moveClock(/^Next trigger/)
  await maya.openMessages()
  await picture(maya, 'practice-workspace', 'window')
  await picture(maya, '2-trigger', 'message')
  await maya.press('Coach now')
  await maya.fill('Goal for this quarter', 'Renewals in the north region above 92%')
  await maya.fill('How we will know', 'The April report')
  await picture(maya, '3-session', 'dialog')
  await maya.press('Next', 'in the dialog')
  await maya.press('Nothing right now', 'in the dialog')
  await maya.press('Nothing this time', 'in the dialog')
  await maya.press('Close session', 'in the dialog')
  await maya.leave()
  await picture(dev, '4-agreement', 'message')
  await dev.press(/^Confirm/)

  await maya.command('/coach mentor')
  await maya.press('Ask my mentor', 'in the dialog')
  await maya.fill('What would you like to look at?', 'I gave the answer before they had one')
  await maya.press('Next', 'in the dialog')
  await maya.press('Send to Tomas', 'in the dialog')
  await maya.leave()
  await tomas.openConversation(/Maya/)
  await tomas.openThread()
  await tomas.reply('You noticed it yourself. What made you answer?')
  await maya.openConversation(/Tomas/)
  await picture(maya, '5-debrief', 'message')
  await maya.press('Close debrief')
  await maya.fill('What is one thing you will try next?', 'Ask one question and wait')
  await maya.dialog().locator('button[type=submit]').click()
  await maya.settled()
  await maya.leave()
  await maya.openMessages()
  await maya.moveClock('One week later')
  await picture(maya, '6-next-week', 'message')
}

function sit(name: string): Promise<Window> {
  return openWindow(browser, workspace, workspace.slack.person(name).id, { width: 1100, height: 720, colours: 'light' })
}

/** The window, the dialog on top, or the newest message, in both colours. */
async function picture({ page, dialog, settled }: Window, name: string, of: 'window' | 'dialog' | 'message'): Promise<void> {
  const toast = page.getByRole('button', { name: 'Dismiss' })
  while ((await toast.count()) > 0) await toast.first().click()
  for (const colours of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: colours })
    await settled()
    const path = join(pictures, `${name}${colours === 'dark' ? '-dark' : ''}.png`)
    if (of === 'window') await page.screenshot({ path })
    else await (of === 'dialog' ? dialog() : page.getByRole('article').last()).screenshot({ path })
  }
  await page.emulateMedia({ colorScheme: 'light' })
}
