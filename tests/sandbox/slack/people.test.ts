import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SlackStandIn } from '../../../sandbox/slack/index.ts'
import { clientOf } from './bare.ts'
import { ada, bo, button, modal, startTinyApp, type TinyApp } from './tiny-app.ts'

let tiny: TinyApp
let slack: SlackStandIn
let actions: Record<string, unknown>[]

beforeEach(async () => {
  actions = []
  tiny = await startTinyApp((app) => {
    app.action(/.*/, async ({ ack, action }) => {
      actions.push({ ...action })
      await ack()
    })
    app.options('search', ({ ack, payload }) =>
      ack({ options: [`${payload.value} one`, `${payload.value} two`].map((text) => ({ text: plain(text), value: text })) }),
    )
    app.shortcut('do_it', async ({ ack, shortcut, client }) => {
      await ack()
      await client.views.open({ trigger_id: shortcut.trigger_id, view: modal('Form', form, { callback_id: 'form' }) })
    })
    app.view('form', ({ ack }) => ack())
  })
  slack = tiny.slack
})
afterEach(() => tiny.stop())

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const options = (...labels: string[]) => labels.map((label) => ({ text: plain(label), value: label.toLowerCase() }))
const input = (label: string, element: Record<string, unknown>, more = {}) => ({
  type: 'input',
  block_id: label.toLowerCase(),
  label: plain(label),
  element: { action_id: label.toLowerCase(), ...element },
  optional: true,
  ...more,
})

const form = [
  input('Kind', { type: 'static_select', options: options('Goal', 'Help') }),
  input('Topics', {
    type: 'multi_static_select',
    option_groups: [{ label: plain('All'), options: options('One', 'Two', 'Three') }],
    max_selected_items: 2,
  }),
  input('Tone', { type: 'radio_buttons', options: options('Soft', 'Firm') }),
  input('Days', { type: 'checkboxes', options: options('Mon', 'Tue') }),
  input('Date', { type: 'datepicker' }),
  input('Time', { type: 'timepicker' }),
  input('Who', { type: 'users_select' }),
  input('Everyone', { type: 'multi_users_select' }),
  input('Search', { type: 'external_select', action_id: 'search', min_query_length: 1 }),
  input('Note', { type: 'plain_text_input', max_length: 10 }),
  input('Count', { type: 'number_input', is_decimal_allowed: false, max_value: '9' }),
  input('Story', { type: 'rich_text_input' }),
]

const row = (text: string, value: string) => ({
  type: 'section' as const,
  text: { type: 'mrkdwn' as const, text },
  accessory: { type: 'button' as const, text: plain('Coach now'), action_id: 'coach', value },
})

describe('a person at a message', () => {
  it('finds a button by its words, tells two of the same by what stands near, and otherwise hears what there is', async () => {
    const blocks = [row('*Ada* at 9', 'a'), row('*Bo* at 10', 'b'), button('Skip', 'skip')]
    await clientOf(slack).chat.postMessage({ channel: ada.id, text: 'Today', blocks })
    const person = slack.person(ada.id)
    expect(person.message('Today').buttons).toEqual(['Coach now', 'Coach now', 'Skip'])
    await person.click('Today', 'Coach now', { near: 'Bo' })
    await person.click('Today', 'Coach now', { nth: 0 })
    expect(actions.map((action) => action['value'])).toEqual(['b', 'a'])
    await expect(person.click('Today', 'Coach now')).rejects.toThrow('has 2 "Coach now", say which with { near } or { nth }')
    await expect(person.click('Today', 'Start')).rejects.toThrow('"Skip" (button, action skip')
    expect(() => person.message('Tomorrow')).toThrow('sees no message with Tomorrow')
  })

  it('presses a button that was redrawn meanwhile, as on a screen that is a moment behind', async () => {
    const client = clientOf(slack)
    const { channel = '', ts = '' } = await client.chat.postMessage({
      channel: ada.id,
      text: 'Sign?',
      blocks: [button('Confirm', 'confirm', 'v1')],
    })
    const old = slack.person(ada.id).message('Sign?')
    await client.chat.update({ channel, ts, text: 'Signed', blocks: [row('Signed', 'x')] })
    expect(await slack.person(ada.id).click(old, 'Confirm')).toEqual({ ok: true })
    expect(actions).toMatchObject([{ action_id: 'confirm', value: 'v1' }])
    expect(slack.person(ada.id).message('Signed').buttons).toEqual(['Coach now'])
  })

  it('takes a choice of an overflow menu and answers dialogs', async () => {
    const confirm = { title: plain('Sure?'), text: plain('It goes away.'), confirm: plain('Yes'), deny: plain('No') }
    const overflow = { type: 'overflow' as const, action_id: 'more', options: options('Later', 'Never'), confirm }
    await clientOf(slack).chat.postMessage({ channel: ada.id, text: 'Menu', blocks: [{ type: 'actions', elements: [overflow] }] })
    const person = slack.person(ada.id)
    await person.overflow('Menu', 'Never', { confirm: 'deny' })
    expect(actions).toEqual([])
    await person.overflow('Menu', 'Later')
    expect(actions).toMatchObject([{ type: 'overflow', selected_option: { value: 'later' } }])
    expect(person.confirms.map(({ title, answered }) => [title, answered])).toEqual([
      ['Sure?', 'deny'],
      ['Sure?', 'confirm'],
    ])
    await expect(person.overflow('Menu', 'Soon')).rejects.toThrow('of these')
  })

  it('fills inputs that stand in a message, whose values come with the click', async () => {
    const element = { type: 'plain_text_input' as const, action_id: 'why' }
    const blocks = [{ type: 'input' as const, block_id: 'why', label: plain('Why'), element }, button('Send', 'send')]
    await clientOf(slack).chat.postMessage({ channel: ada.id, text: 'Tell', blocks })
    const message = slack.person(ada.id).message('Tell')
    await message.type('Why', 'Because')
    await message.press('Send')
    const payload = slack.traffic.deliveries('block_actions')[0]?.payload
    expect(payload).toMatchObject({ state: { values: { why: { why: { type: 'plain_text_input', value: 'Because' } } } } })
  })
})

describe('a person at a modal', () => {
  it('fills every kind of field by its label', async () => {
    const person = slack.person(ada.id)
    await person.shortcut('do_it')
    const view = await person.sees('Form')
    await view.choose('Kind', 'Help')
    await view.choose('Topics', ['One', 'Three'])
    await view.choose('Tone', 'Firm')
    await view.check('Days', ['Mon', 'Tue'])
    await view.pickDate('Date', '2026-03-03')
    await view.pickTime('Time', '14:05')
    await view.pickUser('Who', bo.id)
    await view.pickUser('Everyone', [ada.id, bo.id])
    await view.choose('Search', 'abc two', { search: 'abc' })
    await view.type('Note', 'Short')
    await view.type('Count', '7')
    await view.type('Story', 'Once')
    expect(view.fields.map((field) => view.value(field))).toEqual([
      'Help',
      ['One', 'Three'],
      'Firm',
      ['Mon', 'Tue'],
      '2026-03-03',
      '14:05',
      bo.id,
      [ada.id, bo.id],
      'abc two',
      'Short',
      '7',
      'Once',
    ])
    expect(await view.submit()).toEqual({ ok: true })
    expect(slack.traffic.deliveries('view_submission')[0]?.payload).toMatchObject({
      view: {
        state: {
          values: {
            topics: { topics: { selected_options: [{ value: 'one' }, { value: 'three' }] } },
            who: { who: { selected_user: bo.id } },
          },
        },
      },
    })
  })

  it('cannot do what the client would not let anybody do', async () => {
    const person = slack.person(ada.id)
    await person.shortcut('do_it')
    const view = await person.sees('Form')
    await expect(view.type('Note', 'x'.repeat(11))).rejects.toThrow('takes 10 characters')
    await expect(view.choose('Topics', ['One', 'Two', 'Three'])).rejects.toThrow('takes 2 options at most')
    await expect(view.choose('Kind', 'Other')).rejects.toThrow('There is: "Goal", "Help"')
    await expect(view.pickDate('Time', '2026-03-03')).rejects.toThrow('is a timepicker')
    await expect(view.type('Name', 'x')).rejects.toThrow('has no "Name"')
    await view.type('Count', '10')
    expect(await view.submit()).toEqual({ ok: false, fields: { count: 'Please enter a number of at most 9.' } })
    await view.clear('Count')
    expect(await view.submit()).toEqual({ ok: true })
    expect(() => view.title).toThrow('That modal was closed. Ada Berg has no modal open.')
  })
})

describe('people who change', () => {
  it('are announced with user_change, and can do nothing once deactivated', async () => {
    await slack.setPerson(bo.id, { zone: 'Asia/Tokyo' })
    expect(slack.traffic.deliveries('user_change')[0]?.payload).toMatchObject({ event: { user: { id: bo.id, tz: 'Asia/Tokyo' } } })
    await slack.setPerson(bo.id, { kind: 'deactivated' })
    expect(await slack.person(bo.id).say('hello')).toEqual({ ok: false, trouble: 'This account is deactivated.' })
  })
})
