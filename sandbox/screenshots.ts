import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { createLog } from '../src/log.ts'
import { launchBrowser } from './browser.ts'
import { buildPage, servePage } from './page/build.ts'
import { startPracticeWorkspace } from './practice-workspace.ts'

/** `npm run screenshots`: lives through the loop in the practice workspace and takes the pictures of the README. */
const folder = mkdtempSync(join(tmpdir(), 'cuecard-pictures-'))
const pictures = new URL('../docs/pictures/', import.meta.url).pathname
mkdirSync(pictures, { recursive: true })

await buildPage()
const serve = servePage()
const workspace = await startPracticeWorkspace({
  folder,
  port: 0,
  page: (request, response) => {
    if (!serve(request, response)) response.writeHead(404).end()
  },
  log: createLog('warn', process.stderr),
  startsAt: Temporal.Instant.from('2026-03-02T07:30:00Z'),
})
const browser = await launchBrowser()
const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' })
await context.addInitScript(() => localStorage.setItem('practice.tour', 'done'))
const page = await context.newPage()

try {
  await theLoop(page)
} catch (error) {
  await picture('went-wrong')
  throw error
} finally {
  await browser.close()
  await workspace.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function theLoop(on: Page): Promise<void> {
  await be('Maya')
  await picture('home')
  await press('Add a 1:1')
  await dialog().getByRole('combobox', { name: 'Who do you meet?' }).click()
  await on.getByRole('option', { name: /^Dev/ }).click()
  await picture('add')
  await press('Add', 'in the dialog')
  await settled()
  await picture('added')
  await press('Done', 'in the dialog')

  await be('Dev')
  await messages()
  await picture('proposal')
  await press('Yes, start')
  await be('Maya')
  await command('/coach mentor')
  await dialog().getByRole('combobox', { name: /mentor/ }).click()
  await on.getByRole('option', { name: /^Tomas/ }).click()
  await press('Ask them', 'in the dialog')
  await settled()
  await on.keyboard.press('Escape')
  await be('Tomas')
  await messages()
  await press('Yes, gladly')

  await moveClock('+1 hour')
  await be('Dev')
  await messages()
  await press('Answer before we meet')
  await picture('invitation')
  await dialog().getByLabel('What is most likely to get in the way').fill('Month-end close takes my Thursdays')
  await dialog().getByLabel('A next step you propose').fill('Draft the renewal letter for the two north accounts')
  await press('Share', 'in the dialog')
  await settled()
  await on.keyboard.press('Escape')

  await moveClock('Next trigger')
  await moveClock('+1 hour')
  await be('Maya')
  await messages()
  await picture('trigger')
  await press('Coach now')
  await settled()
  await dialog().getByLabel('Goal for this quarter').fill('Renewals in the north region above 92%')
  await dialog().getByLabel('How we will know').fill('The April report')
  await picture('session-goals')
  await press('Next', 'in the dialog')
  await settled()
  await picture('session-help')
  await press('Nothing right now', 'in the dialog')
  await settled()
  await picture('session-steps')
  await press('Nothing this time', 'in the dialog')
  await settled()
  await press('Close session', 'in the dialog')
  await settled()
  await picture('session-closed')
  await on.keyboard.press('Escape')

  await be('Dev')
  await messages()
  await picture('agreement')
  await press(/^Confirm/)
  await settled()
  await picture('agreed')

  await be('Maya')
  await command('/coach mentor')
  await press('Ask my mentor', 'in the dialog')
  await settled()
  await dialog().getByLabel('What would you like to look at?').fill('I gave the answer before they had one')
  await press('Next', 'in the dialog')
  await settled()
  await picture('debrief-review')
  await press('Send to Tomas', 'in the dialog')
  await settled()
  await on.keyboard.press('Escape')
  await be('Tomas')
  await on.getByRole('complementary', { name: 'Conversations' }).getByRole('button', { name: /Maya/ }).first().click()
  await settled()
  await picture('debrief')
}

async function be(name: string): Promise<void> {
  const id = workspace.slack.person(name).id
  await page.goto(`${workspace.slack.url}/?as=${id}`)
  await settled()
}

async function messages(): Promise<void> {
  await page.getByRole('tab', { name: 'Messages' }).click()
  await settled()
}

async function command(words: string): Promise<void> {
  await messages()
  const composer = page.getByRole('textbox', { name: /^Message/ })
  await composer.fill(words)
  await composer.press('Enter')
  await settled()
}

async function press(name: string | RegExp, where: 'anywhere' | 'in the dialog' = 'anywhere'): Promise<void> {
  const within = where === 'anywhere' ? page : dialog()
  await within.getByRole('button', { name, exact: typeof name === 'string' }).last().click()
  await settled()
}

async function moveClock(how: string): Promise<void> {
  await page.getByRole('button', { name: how, exact: true }).click()
  await settled()
}

function dialog() {
  return page.getByRole('dialog').last()
}

async function settled(): Promise<void> {
  await page.waitForTimeout(250)
  await workspace.slack.settled()
  await workspace.app.idle()
  await page.waitForTimeout(350)
}

async function picture(name: string): Promise<void> {
  await page.screenshot({ path: join(pictures, `${name}.png`) })
}
