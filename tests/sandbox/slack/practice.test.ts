import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Act, ActResult, Fault, Traffic, WorkspaceState } from '../../../sandbox/practice-api.ts'
import type { SlackStandIn } from '../../../sandbox/slack/index.ts'
import { clientOf } from './bare.ts'
import { ada, bo, button, dan, modal, startTinyApp, textInput, type TinyApp } from './tiny-app.ts'

let tiny: TinyApp
let slack: SlackStandIn
let now: number

beforeEach(async () => {
  now = Date.UTC(2026, 2, 3, 9)
  const clock = { now: () => now }
  tiny = await startTinyApp(
    (app) => {
      app.action('go', async ({ ack, body, client }) => {
        await ack()
        if (body.type === 'block_actions')
          await client.views.open({
            trigger_id: body.trigger_id,
            view: modal('Form', [textInput('Name', 'name')], { callback_id: 'form' }),
          })
      })
      app.view('form', ({ ack, view }) =>
        ack({ response_action: 'errors', errors: { name: `Not ${view.state.values['name']?.['name_input']?.value}` } }),
      )
      app.options('pick', ({ ack, payload }) =>
        ack({ options: [{ text: { type: 'plain_text', text: `For ${payload.value}` }, value: 'x' }] }),
      )
    },
    {
      clock,
      practiceClock: {
        state: () => ({ now, canMove: true }),
        move: (to) => {
          now = to
          return { now, canMove: true }
        },
      },
      workspace: { channels: [{ name: 'team', members: [ada.id], withApp: true }] },
      page: (_request, response) => response.end('the page'),
    },
  )
  slack = tiny.slack
})
afterEach(() => tiny.stop())

// The routes answer what practice-api.ts says; these tests check the values.
const get = async <Body>(path: string): Promise<Body> => (await (await fetch(`${slack.url}${path}`)).json()) as Body
const send = async <Body>(path: string, body: unknown): Promise<Body> =>
  (await (await fetch(`${slack.url}${path}`, { method: 'POST', body: JSON.stringify(body) })).json()) as Body
const act = (body: Act) => send<ActResult>('/practice/act', body)
const state = (as: string) => get<WorkspaceState>(`/practice/state?as=${as}`)

describe('the practice routes', () => {
  it('show each person what that person may see', async () => {
    const client = clientOf(slack)
    await client.chat.postMessage({ channel: ada.id, text: 'for Ada', blocks: [button('Go', 'go')] })
    await client.chat.postMessage({ channel: bo.id, text: 'for Bo' })
    const [forAda, forBo] = [await state(ada.id), await state(bo.id)]
    expect(forAda.conversations.map(({ name, kind, app, unread }) => [name, kind, app, unread])).toEqual([
      ['Tiny', 'im', true, 1],
      ['team', 'channel', false, 0],
    ])
    expect(forBo.conversations.map(({ messages }) => messages.map((message) => message.text))).toEqual([['for Bo']])
    expect(forAda.people.find((person) => person.id === dan.id)?.kind).toBe('deactivated')
    expect(forAda).toMatchObject({ now, me: { id: ada.id, zone: 'Europe/Oslo' }, app: { name: 'Tiny', commands: [{ command: '/tiny' }] } })
    expect((await fetch(`${slack.url}/practice/state?as=U0NOBODY01`)).status).toBe(404)
  })

  it('let a page press, type and submit, and show the errors that the app gave', async () => {
    await clientOf(slack).chat.postMessage({ channel: ada.id, text: 'x', blocks: [{ ...button('Go', 'go'), block_id: 'b1' }] })
    const [dm] = (await state(ada.id)).conversations
    const where = { channel: dm?.id ?? '', ts: dm?.messages[0]?.ts ?? '' }
    expect(
      await act({ as: ada.id, do: 'interact', in: where, blockId: 'b1', actionId: 'go', element: { type: 'button', value: 'v' } }),
    ).toEqual({ ok: true })
    expect(
      await act({ as: ada.id, do: 'interact', in: where, blockId: 'b1', actionId: 'gone', element: { type: 'button' } }),
    ).toMatchObject({ ok: false })
    await slack.settled()
    const [open] = (await state(ada.id)).views
    expect(open?.view).toMatchObject({ type: 'modal', title: { text: 'Form' }, submit: { text: 'Save' } })
    const values = { name: { name_input: { type: 'plain_text_input', value: 'Bad' } } }
    expect(await act({ as: ada.id, do: 'submit', viewId: open?.id ?? '', values })).toEqual({ ok: false, fields: { name: 'Not Bad' } })
    await act({ as: ada.id, do: 'close', viewId: open?.id ?? '', how: 'cancel' })
    expect((await state(ada.id)).views).toEqual([])
  })

  it('let people write to each other and read', async () => {
    const opened = await act({ as: ada.id, do: 'openIm', user: bo.id })
    const channel = opened.ok ? (opened.channel ?? '') : ''
    const said = await act({ as: ada.id, do: 'say', channel, text: 'Hi <@U0BO000001>' })
    const forBo = (await state(bo.id)).conversations.find(({ id }) => id === channel)
    expect(forBo).toMatchObject({ name: 'Ada Berg', kind: 'im', app: false, unread: 1 })
    await act({ as: bo.id, do: 'read', channel, ts: said.ok ? (said.ts ?? '') : '' })
    expect((await state(bo.id)).conversations.find(({ id }) => id === channel)?.unread).toBe(0)
    expect(await act({ as: bo.id, do: 'edit', channel, ts: said.ok ? (said.ts ?? '') : '', text: 'x' })).toMatchObject({ ok: false })
    expect(slack.traffic.deliveries('message.im')).toEqual([])
  })

  it('say live that something changed, and when the clock was moved', async () => {
    const stopping = new AbortController()
    const response = await fetch(`${slack.url}/practice/live?as=${ada.id}`, { signal: stopping.signal })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let heard = ''
    const hears = async (part: string) => {
      while (!heard.includes(part)) heard += (await reader?.read())?.value ?? ''
    }
    await hears(`{"type":"clock","now":${now}}`)
    await clientOf(slack).chat.postMessage({ channel: ada.id, text: 'x' })
    await hears('{"type":"changed"}')
    expect(await send('/practice/clock', { byMinutes: 60 })).toEqual({ now: Date.UTC(2026, 2, 3, 10), canMove: true, written: 0 })
    await hears(`{"type":"clock","now":${Date.UTC(2026, 2, 3, 10)}}`)
    stopping.abort()
    expect((await clientOf(slack).chat.postMessage({ channel: ada.id, text: 'y' })).ts).toMatch(/^1772532000\./)
  })

  it('hand over options of external selects, the traffic and the faults', async () => {
    const element = { type: 'external_select' as const, action_id: 'pick', placeholder: { type: 'plain_text' as const, text: 'Pick' } }
    const { ts } = await clientOf(slack).chat.postMessage({
      channel: ada.id,
      text: 'x',
      blocks: [{ type: 'actions', block_id: 'b', elements: [element] }],
    })
    const query = new URLSearchParams({
      as: ada.id,
      channel: slack.person(ada.id).appDm,
      ts: ts ?? '',
      blockId: 'b',
      actionId: 'pick',
      value: 'me',
    })
    expect(await get(`/practice/options?${query.toString()}`)).toMatchObject({ options: [{ text: { text: 'For me' } }] })
    await clientOf(slack).views.publish({
      user_id: ada.id,
      view: { type: 'home', blocks: [{ type: 'actions', block_id: 'h', elements: [element] }] },
    })
    const onHome = new URLSearchParams({ as: ada.id, home: 'true', blockId: 'h', actionId: 'pick', value: 'me' })
    expect(await get(`/practice/options?${onHome.toString()}`)).toMatchObject({ options: [{ text: { text: 'For me' } }] })
    const traffic = await get<Traffic[]>('/practice/traffic')
    expect(traffic.map(({ kind, name }) => `${kind} ${name}`)).toEqual(
      expect.arrayContaining(['call chat.postMessage', 'delivery block_suggestion']),
    )
    expect(await get<Traffic[]>(`/practice/traffic?after=${traffic.at(-1)?.n}`)).toEqual([])
    const fault: Fault = { kind: 'slow', method: '*', times: 1, seconds: 0 }
    expect(await send('/practice/faults', fault)).toEqual([fault])
    expect(await send('/practice/faults', [])).toEqual([])
  })

  it('leave every other address to the page', async () => {
    expect(await (await fetch(`${slack.url}/anything`)).text()).toBe('the page')
    expect((await fetch(`${slack.url}/practice/nothing`)).status).toBe(404)
  })
})
