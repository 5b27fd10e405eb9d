import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { App } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { buildPage, servePage } from '../../sandbox/page/build.ts'
import { startSlack, type SlackStandIn } from '../../sandbox/slack/index.ts'
import { browserForTests } from '../support/browser.ts'

const maya = 'U0MAYA0001'
const dev = 'U0DEV00001'
const plain = (text: string) => ({ type: 'plain_text' as const, text })
const option = (text: string) => ({ text: plain(text), value: text.toLowerCase() })

const form: ModalView = {
  type: 'modal',
  callback_id: 'form',
  title: plain('Add a 1:1'),
  submit: plain('Add'),
  close: plain('Not now'),
  blocks: [
    { type: 'input', block_id: 'who', label: plain('Who do you meet?'), element: { type: 'users_select', action_id: 'who' } },
    {
      type: 'input',
      block_id: 'rhythm',
      label: plain('Rhythm'),
      element: { type: 'static_select', action_id: 'rhythm', options: ['Weekly', 'Monthly'].map(option), initial_option: option('Weekly') },
    },
    {
      type: 'input',
      block_id: 'day',
      label: plain('First day'),
      element: { type: 'datepicker', action_id: 'day', initial_date: '2026-03-03' },
    },
    { type: 'input', block_id: 'time', label: plain('Time'), element: { type: 'timepicker', action_id: 'time', initial_time: '14:00' } },
    {
      type: 'input',
      block_id: 'goal',
      dispatch_action: true,
      label: plain('Goal'),
      element: {
        type: 'plain_text_input',
        action_id: 'goal',
        multiline: true,
        dispatch_action_config: { trigger_actions_on: ['on_character_entered'] },
      },
    },
  ],
}

const trigger = [
  { type: 'section', text: { type: 'mrkdwn', text: `*1:1 with* <@${dev}>, <!date^1772528400^{time}|soon>` } },
  {
    type: 'actions',
    block_id: 'todo',
    elements: [{ type: 'button', action_id: 'add', text: plain('Add a 1:1'), style: 'primary' as const }],
  },
]

const browser = await browserForTests()

describe.skipIf(browser === undefined)('the page in a browser', () => {
  let slack: SlackStandIn
  let app: App
  let page: Page
  /** What the app heard, in order. */
  const heard: string[] = []
  let submitted: unknown

  beforeAll(async () => {
    await buildPage()
    const serve = servePage({ startAs: maya })
    slack = await startSlack({
      people: [
        { id: maya, name: 'Maya', zone: 'Europe/Oslo' },
        { id: dev, name: 'Dev', zone: 'America/New_York' },
      ],
      app: {
        name: 'Cuecard',
        scopes: ['chat:write', 'commands', 'im:write'],
        events: ['app_home_opened'],
        commands: [{ command: '/coach', description: 'Coach', usageHint: 'help' }],
      },
      clock: { now: () => Date.parse('2026-03-03T08:00:00Z') },
      page: (req, res) => {
        if (!serve(req, res)) res.writeHead(404).end()
      },
    })
    app = new App({ token: slack.tokens.bot, appToken: slack.tokens.app, socketMode: true, clientOptions: { slackApiUrl: slack.apiUrl } })
    app.action('add', async ({ ack, body, client }) => {
      await ack()
      if ('trigger_id' in body) await client.views.open({ trigger_id: body.trigger_id, view: form })
    })
    app.action('goal', async ({ ack, action }) => {
      await ack()
      if ('value' in action) heard.push(`typed ${action.value}`)
    })
    app.view('form', async ({ ack, view }) => {
      const goal = view.state.values['goal']?.['goal']?.value
      heard.push(`sent ${goal}`)
      submitted = view.state.values
      if (goal === 'Grow') await ack({ response_action: 'errors', errors: { goal: 'Say how we will know.' } })
      else await ack()
    })
    app.command('/coach', async ({ ack }) => ack('Write /coach start.'))
    await app.start()
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    await app.stop()
    await slack.stop()
  })

  afterEach(async () => {
    await page.context().close()
    slack.reset()
    heard.length = 0
  })

  /** A browser window in which the tour was already left. */
  async function visit(path: string, window: { width: number; height: number } = { width: 1280, height: 800 }): Promise<Page> {
    if (browser === undefined) throw new Error('skipped without a browser')
    const context = await browser.newContext({ viewport: window })
    await context.addInitScript(`localStorage.setItem('practice.tour', 'done')`)
    page = await context.newPage()
    page.setDefaultTimeout(8_000)
    await page.goto(slack.url + path)
    return page
  }

  const post = (user: string) => app.client.chat.postMessage({ channel: user, text: '1:1 with Dev', blocks: trigger })

  it('shows a message as it comes, with names and the time of the reader', async () => {
    await visit('/')
    await page.getByRole('tab', { name: 'Messages' }).click()
    await post(maya)
    const message = page.getByRole('article', { name: /Cuecard/ })
    await message.getByText('1:1 with').waitFor()
    expect(await message.getByRole('button', { name: '@Dev' }).count()).toBe(1)
    expect(await message.getByText('10:00').count()).toBe(1)
  })

  it('holds a form back until it is complete, and shows under the field what the app objects to', async () => {
    await post(maya)
    await visit('/')
    await page.getByRole('button', { name: 'Add a 1:1' }).click()
    const modal = page.getByRole('dialog', { name: 'Add a 1:1' })
    const add = modal.getByRole('button', { name: 'Add', exact: true })
    await add.click()
    await modal.getByText('Please complete this required field.').first().waitFor()
    expect(heard).toEqual([])

    await modal.getByRole('combobox', { name: 'Who do you meet?' }).click()
    await page.getByRole('option', { name: 'Dev' }).click()
    await modal.getByRole('combobox', { name: 'Rhythm' }).fill('mon')
    await page.keyboard.press('Enter')
    await modal.getByRole('button', { name: /First day/ }).click()
    await page.getByRole('button', { name: 'Thu 5 March 2026' }).click()
    await modal.getByRole('combobox', { name: 'Time' }).fill('9.45')
    await modal.getByRole('textbox', { name: 'Goal' }).fill('Grow')
    await add.click()
    await modal.getByText('Say how we will know.').waitFor()

    await modal.getByRole('textbox', { name: 'Goal' }).fill('Grow by two accounts')
    await add.click()
    await modal.waitFor({ state: 'detached' })
    expect(submitted).toMatchObject({
      who: { who: { selected_user: dev } },
      rhythm: { rhythm: { selected_option: { value: 'monthly' } } },
      day: { day: { selected_date: '2026-03-05' } },
      time: { time: { selected_time: '09:45' } },
    })
    expect(heard).toEqual(['typed Grow', 'sent Grow', 'typed Grow by two accounts', 'sent Grow by two accounts'])
  })

  it('closes with Esc from the innermost thing outwards', async () => {
    await post(maya)
    await visit('/')
    await page.getByRole('button', { name: 'Add a 1:1' }).click()
    const modal = page.getByRole('dialog', { name: 'Add a 1:1' })
    await modal.getByRole('combobox', { name: 'Rhythm' }).click()
    await page.getByRole('listbox').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('listbox').waitFor({ state: 'detached' })
    expect(await modal.isVisible()).toBe(true)
    await page.keyboard.press('Escape')
    await modal.waitFor({ state: 'detached' })
  })

  it('runs a command and shows its answer to nobody else', async () => {
    await visit('/')
    await page.getByRole('tab', { name: 'Messages' }).click()
    await page.getByRole('textbox', { name: 'Message Cuecard' }).fill('/coach help')
    await page.keyboard.press('Enter')
    await page.getByText('Write /coach start.').waitFor()
    await page.getByText('Only visible to you').waitFor()
    await page.getByRole('group', { name: 'You are' }).getByRole('button', { name: /Dev/ }).click()
    await page.waitForURL(new RegExp(`as=${dev}`))
    expect(await page.getByText('Write /coach start.').count()).toBe(0)
  })

  it('says for each person how much waits unread', async () => {
    await visit('/')
    await post(dev)
    await page.getByRole('group', { name: 'You are' }).getByRole('button', { name: 'Dev 1 unread' }).waitFor()
  })

  it('gives axe nothing to object to, wide and narrow', async () => {
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
    await post(maya)
    for (const width of [1280, 390]) {
      await visit('/', { width, height: 800 })
      await page.getByRole('tab', { name: 'Messages' }).click()
      await page.getByRole('button', { name: 'Add a 1:1' }).click()
      await page.getByRole('dialog').waitFor()
      await page.evaluate(axe)
      const findings = await page.evaluate<{ id: string }[]>(
        `Promise.all(document.getAnimations().map((one) => one.finished)).then(() => axe.run()).then(({ violations }) => violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.target.join(' ')) })))`,
      )
      expect(findings).toEqual([])
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(width)
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      if (width === 1280) await page.context().close()
    }
  })
})
