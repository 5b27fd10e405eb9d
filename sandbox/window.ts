import type { Browser, Locator, Page } from 'playwright-core'
import type { PracticeWorkspace } from './practice-workspace.ts'

/** How a window looks; a narrow one is a phone. */
export type Look = { width: number; height: number; colours: 'light' | 'dark' }

/** A browser window in which one person sits: what they press and type in the page of the practice workspace. */
export type Window = {
  page: Page
  /** The modal on top. */
  dialog(): Locator
  openHome(): Promise<void>
  openMessages(): Promise<void>
  /** Opens a conversation from the list, the newest whose name fits. */
  openConversation(name: string | RegExp): Promise<void>
  command(words: string): Promise<void>
  press(name: string | RegExp, where?: 'anywhere' | 'in the dialog'): Promise<void>
  /** Chooses from a select of the dialog. */
  choose(field: string | RegExp, option: string | RegExp): Promise<void>
  fill(field: string | RegExp, words: string): Promise<void>
  /** Opens the thread of the conversation's newest message. */
  openThread(): Promise<void>
  /** Replies in the thread that is open. */
  reply(words: string): Promise<void>
  /** Leaves every modal. */
  leave(): Promise<void>
  /** Moves the calendar by the words of the clock's menu, such as `One hour later`. */
  moveClock(how: string | RegExp): Promise<void>
  /** Resolves once these words can be read in the window. */
  sees(words: string | RegExp): Promise<void>
  /** Resolves when the app, the stand-in and the page have nothing under way. */
  settled(): Promise<void>
}

/** Opens a window as a person; the tour counts as taken. */
export async function openWindow(browser: Browser, workspace: PracticeWorkspace, personId: string, look: Look): Promise<Window> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    colorScheme: look.colours,
    reducedMotion: 'reduce',
  })
  await context.addInitScript(`localStorage.setItem('practice.tour', 'done')`)
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  await page.goto(`${workspace.slack.url}/?as=${personId}`)
  await page.getByRole('tab', { name: 'Home' }).waitFor()

  const dialog = () => page.getByRole('dialog').last()
  async function settled(): Promise<void> {
    await page.waitForTimeout(120)
    await workspace.slack.settled()
    await workspace.app.idle()
    await workspace.slack.settled()
    await page.waitForTimeout(120)
  }
  async function openTab(name: string): Promise<void> {
    if ((await page.getByRole('tab', { name }).count()) === 0) await openConversation('Cuecard')
    await page.getByRole('tab', { name }).click()
    await settled()
  }
  async function openConversation(name: string | RegExp): Promise<void> {
    const menu = page.getByRole('button', { name: 'Conversations', exact: true })
    if (await menu.isVisible()) await menu.click()
    await page.getByRole('complementary', { name: 'Conversations' }).getByRole('button', { name }).first().click()
    await settled()
  }

  return {
    page,
    dialog,
    settled,
    openConversation,
    openHome: () => openTab('Home'),
    openMessages: () => openTab('Messages'),
    async command(words) {
      await openTab('Messages')
      const composer = page.getByRole('textbox', { name: /^Message/ })
      await composer.fill(words)
      await composer.press('Enter')
      await settled()
    },
    async press(name, where = 'anywhere') {
      await (where === 'anywhere' ? page : dialog())
        .getByRole('button', { name, exact: typeof name === 'string' })
        .last()
        .click()
      await settled()
    },
    async choose(field, option) {
      await dialog().getByRole('combobox', { name: field }).click()
      await page.getByRole('option', { name: option }).click()
    },
    async fill(field, words) {
      await dialog().getByLabel(field).fill(words)
    },
    async openThread() {
      const message = page.getByRole('article').last()
      // What can be done with a message shows when it is pointed at.
      await message.hover()
      await message.getByRole('button', { name: 'Reply in thread' }).click()
      await settled()
    },
    async reply(words) {
      const composer = page.getByRole('textbox', { name: 'Reply…' })
      await composer.fill(words)
      await composer.press('Enter')
      await settled()
    },
    async leave() {
      while ((await page.getByRole('dialog').count()) > 0) {
        await page.keyboard.press('Escape')
        await settled()
      }
    },
    async moveClock(how) {
      await page
        .getByRole('group', { name: 'Clock' })
        .getByRole('button', { name: /^It is/ })
        .click()
      await page.getByRole('menuitem', { name: how }).click()
      await page.getByRole('group', { name: 'Clock' }).and(page.locator('[aria-busy=false]')).waitFor()
      await settled()
    },
    sees: (words) => page.getByText(words).filter({ visible: true }).last().waitFor(),
  }
}
