import { readFileSync } from 'node:fs'
import { App, LogLevel } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { buildPage, servePage } from '../../sandbox/page/build.ts'
import type { CalendarEntry, Traffic, WorkspaceState } from '../../sandbox/practice-api.ts'
import { startSlack, type SlackStandIn } from '../../sandbox/slack/index.ts'
import { browserForTests, seriousFindings } from '../support/browser.ts'

const maya = 'U0MAYA0001'
const dev = 'U0DEV00001'
const now = Date.parse('2026-03-03T08:00:00Z')
const plain = (text: string) => ({ type: 'plain_text' as const, text })
const deep = (depth: number): ModalView => ({
  type: 'modal',
  callback_id: `deep_${depth}`,
  title: plain(`Level ${depth}`),
  submit: plain('Save'),
  close: plain('Back'),
  blocks: [
    { type: 'section', text: { type: 'mrkdwn', text: `This is level ${depth}.` } },
    ...(depth < 3
      ? [{ type: 'actions' as const, elements: [{ type: 'button' as const, action_id: 'deeper', text: plain('Deeper') }] }]
      : []),
  ],
})
const entries: CalendarEntry[] = [
  {
    kind: 'meeting',
    at: now + 4 * 3_600_000,
    until: now + 4.5 * 3_600_000,
    people: [maya, dev],
    became: 'planned',
    writesAt: now + 3_600_000,
  },
  { kind: 'meeting', at: now - 20 * 3_600_000, until: now - 19 * 3_600_000, people: [maya, dev], became: 'off' },
  { kind: 'away', at: now + 24 * 3_600_000, until: now + 72 * 3_600_000, people: [dev] },
]

const browser = await browserForTests()

describe.skipIf(browser === undefined)('the screens of the page', () => {
  let slack: SlackStandIn
  let app: App
  let page: Page
  let at = now

  beforeAll(async () => {
    await buildPage()
    const serve = servePage({ startAs: maya })
    slack = await startSlack({
      people: [
        { id: maya, name: 'Maya', zone: 'Europe/Oslo' },
        { id: dev, name: 'Dev', zone: 'America/New_York' },
      ],
      app: {
        name: 'Tiny',
        scopes: ['chat:write', 'commands', 'im:write', 'im:history', 'files:write', 'files:read'],
        events: [],
        commands: [{ command: '/tiny', description: 'Does little', usageHint: '' }],
        shortcuts: [
          { name: 'Do it', type: 'global', callbackId: 'do_it', description: 'Does it' },
          { name: 'Keep it', type: 'message', callbackId: 'keep_it', description: 'Keeps it' },
        ],
      },
      clock: { now: () => at },
      practiceClock: {
        state: () => ({ now, canMove: true }),
        move: () => ({ now, canMove: true }),
        entries: async (from, to) => entries.filter(({ at, until }) => at < to && until > from),
      },
      page: (request, response) => {
        if (!serve(request, response)) response.writeHead(404).end()
      },
    })
    app = new App({
      token: slack.tokens.bot,
      appToken: slack.tokens.app,
      socketMode: true,
      logLevel: LogLevel.ERROR,
      clientOptions: { slackApiUrl: slack.apiUrl },
    })
    app.shortcut('do_it', async ({ ack, body, client }) => {
      await ack()
      await client.views.open({ trigger_id: body.trigger_id, view: deep(1) })
    })
    app.action('deeper', async ({ ack, body, client }) => {
      await ack()
      if (!('view' in body) || body.view === undefined) return
      await client.views.push({ trigger_id: body.trigger_id, view: deep(Number(body.view.callback_id.at(-1)) + 1) })
    })
    // Never acknowledged: what Slack shows then is the point.
    app.view('deep_3', async () => undefined)
    app.shortcut('keep_it', async ({ ack, body, client }) => {
      await ack()
      if (body.type === 'message_action')
        await client.chat.postEphemeral({ channel: body.channel.id, user: body.user.id, text: `Kept: ${body.message.text}` })
    })
    app.command('/tiny', async ({ ack }) => ack('Small, but mine.'))
    await app.start()
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    await app.stop()
    await slack.stop()
  })

  afterEach(async () => {
    slack.set({ ackDeadlineMs: 3_000 })
    slack.faults.set([])
    at = now
    await page.context().close()
    slack.reset()
  })

  async function visit({ width = 1280, colours = 'light' as 'light' | 'dark', tour = 'done' } = {}): Promise<void> {
    if (browser === undefined) throw new Error('skipped without a browser')
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      colorScheme: colours,
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    if (tour === 'done') await context.addInitScript(`localStorage.setItem('practice.tour', 'done')`)
    page = await context.newPage()
    page.setDefaultTimeout(10_000)
    await page.goto(slack.url)
    await page.getByRole('tab', { name: 'Messages' }).click()
  }
  const upload = async (filename: string, file: Buffer) => {
    const { channel } = await app.client.conversations.open({ users: maya })
    await app.client.files.uploadV2({ channel_id: channel?.id ?? '', filename, file, initial_comment: `Here is ${filename}` })
  }
  const fine = async () => {
    expect(await seriousFindings(page)).toEqual([])
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
  }

  it('show what the app uploads: a picture, the beginning of a text, and a card for any other file, which gives back its very bytes', async () => {
    const picture = readFileSync(new URL('../../docs/pictures/1-add.png', import.meta.url))
    const pdf = Buffer.from('%PDF-1.7\n% a plan\n%%EOF\n')
    await upload('plan.png', picture)
    await upload('plan.md', Buffer.from('# Plan\nNorth region'))
    await upload('plan.pdf', pdf)
    await visit()
    await page.getByRole('img', { name: 'plan.png' }).waitFor()
    await expect.poll(() => page.evaluate<number>(`document.querySelector('img[alt="plan.png"]').naturalWidth`)).toBeGreaterThan(100)
    await page.getByText('North region').waitFor()
    const link = page.getByRole('link', { name: /plan\.pdf/ })
    expect(await link.textContent()).toContain('PDF')
    const url = new URL((await link.getAttribute('href')) ?? '', slack.url)
    const given = await fetch(url)
    expect(given.headers.get('content-type')).toBe('application/pdf')
    expect(Buffer.from(await given.arrayBuffer()).equals(pdf)).toBe(true)
    await fine()
  })

  it('say that a file was deleted', async () => {
    await upload('plan.pdf', Buffer.from('%PDF-1.7'))
    await visit()
    await page.getByRole('link', { name: /plan\.pdf/ }).waitFor()
    const [file] = [...slack.world.files.values()].filter(({ name, deleted }) => name === 'plan.pdf' && !deleted)
    await app.client.files.delete({ file: file?.id ?? '' })
    await page.getByText('This file was deleted.').waitFor()
    expect(await page.getByRole('link', { name: /plan\.pdf/ }).count()).toBe(0)
  })

  it('stack modals three deep, go back one at a time, and say so when the app does not answer', async () => {
    await visit()
    await page.getByRole('button', { name: 'Shortcuts' }).click()
    await page.getByRole('menuitem', { name: /Do it/ }).click()
    const dialog = (depth: number) => page.getByRole('dialog', { name: `Level ${depth}` })
    await dialog(1).getByRole('button', { name: 'Deeper' }).click()
    await dialog(2).getByRole('button', { name: 'Deeper' }).click()
    await dialog(3).getByText('This is level 3.').waitFor()
    await fine()

    slack.set({ ackDeadlineMs: 400 })
    const save = dialog(3).getByRole('button', { name: 'Save' })
    await save.click()
    await dialog(3).locator('button[type=submit][aria-busy=true]').waitFor()
    await dialog(3).getByRole('alert').getByText('We had some trouble connecting. Try again?').waitFor()
    expect(await save.getAttribute('aria-busy')).toBe('false')

    await dialog(3).getByRole('button', { name: 'Back' }).first().click()
    await dialog(2).getByText('This is level 2.').waitFor()
    await dialog(2).getByRole('button', { name: 'Back' }).first().click()
    await dialog(1).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('mark what was edited, and keep what only one person sees out of sight of others', async () => {
    const { channel } = await app.client.conversations.open({ users: maya })
    const { ts = '' } = await app.client.chat.postMessage({ channel: channel?.id ?? '', text: 'First words' })
    await visit()
    const message = page.getByRole('article').filter({ hasText: 'First words' })
    await message.hover()
    await message.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: /Keep it/ }).click()
    await page.getByText('Kept: First words').waitFor()
    await page.getByText('Only visible to you').waitFor()
    await app.client.chat.update({ channel: channel?.id ?? '', ts, text: 'Better words' })
    await page.getByText('Better words').waitFor()
    await page.getByText('(edited)').waitFor()
    at += 60_000
    await page.reload()
    await page.getByText('Better words').waitFor()
    expect(await page.getByText('Kept: First words').count()).toBe(0)
  })

  it('show a block that nobody here knows as a labelled placeholder with all that it holds', async () => {
    await app.client.chat.postMessage({ channel: maya, text: 'Something new', blocks: [{ type: 'divider' }] })
    if (browser === undefined) throw new Error('skipped without a browser')
    await visit()
    await page.route('**/practice/state?*', async (route) => {
      const answer = await route.fetch()
      const state: WorkspaceState = await answer.json()
      for (const { messages } of state.conversations)
        for (const message of messages) message.blocks = [{ type: 'hologram', block_id: 'h', depth: 'seven' } as never]
      await route.fulfill({ response: answer, json: state })
    })
    await page.reload()
    await page.getByText('A hologram that this page does not draw').click()
    await page.getByText('"depth": "seven"').waitFor()
  })

  it('can be worked with the keyboard alone: a command, a menu, a message, and back', async () => {
    await app.client.chat.postMessage({ channel: maya, text: 'Read me' })
    await visit()
    await page.getByText('Read me').waitFor()
    await page.getByRole('textbox', { name: 'Message Tiny' }).focus()
    await page.keyboard.type('/ti')
    await page.getByRole('option', { name: /\/tiny/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await page.getByText('Small, but mine.').waitFor()
    await page.getByRole('button', { name: 'Shortcuts' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menu', { name: 'Shortcuts' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    const focused = () => page.evaluate<string>('document.activeElement.getAttribute("aria-label") ?? ""')
    expect(await focused()).toBe('Shortcuts')
    const reached: string[] = []
    for (let i = 0; i < 40 && !reached.includes('Reply in thread'); i++) {
      await page.keyboard.press('Shift+Tab')
      reached.push(await focused())
    }
    expect(reached).toContain('Reply in thread')
    await page.keyboard.press('Enter')
    await page.getByRole('complementary', { name: 'Thread' }).waitFor()
  })

  it.each([
    [1280, 'light'],
    [390, 'dark'],
  ] as const)('have the week of the cast at a glance, %i pixels wide, %s', async (width, colours) => {
    await visit({ width, colours })
    await page.getByRole('button', { name: 'Calendar of the cast' }).click()
    const calendar = page.getByRole('dialog', { name: 'Calendar of the cast' })
    await calendar.getByText('Mon 2 March to Sun 8 March').waitFor()
    const day = (name: string) => calendar.getByRole('region', { name })
    await day('Tue 3 March 2026').getByText('13:00').waitFor()
    expect(await day('Tue 3 March 2026').textContent()).toContain('Maya and Dev')
    expect(await day('Tue 3 March 2026').textContent()).toContain('Tiny writes 10:00')
    expect(await day('Mon 2 March 2026').textContent()).toContain('off')
    for (const away of ['Wed 4 March 2026', 'Thu 5 March 2026', 'Fri 6 March 2026'])
      expect(await day(away).textContent()).toContain('Dev is away')
    await fine()
    await calendar.getByRole('button', { name: 'The week after' }).click()
    await calendar.getByText('Nobody meets in this week.').waitFor()
    await page.keyboard.press('Escape')
    await calendar.waitFor({ state: 'detached' })
  })

  it('show in the drawer what was said, with remarks, and copy it as JSON', async () => {
    await app.client.chat.postMessage({
      channel: maya,
      text: '',
      blocks: [{ type: 'section', text: plain('No words for a screen reader') }],
    })
    await visit()
    await page.getByRole('button', { name: 'Traffic' }).first().click()
    const drawer = page.getByRole('region', { name: 'For developers' })
    await drawer.getByRole('button', { name: 'With remarks' }).click()
    const line = drawer.getByRole('listitem').filter({ hasText: 'chat.postMessage' }).first()
    await line.locator('summary').click()
    await line.locator('.traffic-remarks li').first().waitFor()
    await line.getByRole('button', { name: 'Copy JSON' }).first().click()
    await page.getByText('Payload copied.').waitFor()
    const copied: Traffic['payload'] = JSON.parse(await page.evaluate<string>('navigator.clipboard.readText()'))
    expect(JSON.stringify(copied)).toContain('No words for a screen reader')
    await fine()
  })

  it('switch faults on, which the app then meets, and cut its connections, from which it comes back', async () => {
    await visit()
    await page.getByRole('button', { name: 'Traffic' }).first().click()
    const drawer = page.getByRole('region', { name: 'For developers' })
    await drawer.getByRole('tab', { name: 'Faults' }).click()
    await drawer.getByRole('combobox', { name: 'What goes wrong' }).selectOption({ label: 'Answer an error of Slack' })
    await drawer.getByRole('button', { name: 'Switch on' }).click()
    await drawer.getByText('Answer an error of Slack for *, once').waitFor()
    await expect(app.client.chat.postMessage({ channel: maya, text: 'Hello' })).rejects.toThrow('channel_not_found')
    await drawer.getByRole('button', { name: 'Cut the line' }).click()
    await page.getByText('Cut the line: 1 connection. The app connects again by itself.').waitFor()
    await drawer.getByRole('button', { name: 'Close drawer' }).click()
    await expect
      .poll(
        async () => {
          const composer = page.getByRole('textbox', { name: 'Message Tiny' })
          await composer.fill('/tiny')
          await composer.press('Enter')
          await page.waitForTimeout(200)
          return page.getByText('Small, but mine.').count()
        },
        { timeout: 15_000, interval: 1_000 },
      )
      .toBeGreaterThan(0)
  }, 30_000)

  it('lead through the loop in six steps, which can be left at any time', async () => {
    await visit({ tour: 'wanted' })
    const tour = page.getByRole('region', { name: 'Tour' })
    for (let step = 1; step < 6; step++) {
      await tour.getByText(`Step ${step} of 6`).waitFor()
      await tour.getByRole('button', { name: 'Next' }).click()
    }
    await tour.getByText('Step 6 of 6').waitFor()
    await fine()
    await tour.getByRole('button', { name: 'Back' }).click()
    await tour.getByRole('button', { name: 'Leave the tour' }).click()
    await tour.waitFor({ state: 'detached' })
    await page.reload()
    await page.getByRole('tab', { name: 'Messages' }).waitFor()
    expect(await tour.count()).toBe(0)
  })
})
