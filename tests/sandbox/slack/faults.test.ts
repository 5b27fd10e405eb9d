import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Fault } from '../../../sandbox/practice-api.ts'
import type { SlackStandIn } from '../../../sandbox/slack/index.ts'
import { bareSlack, clientOf, refusalOf } from './bare.ts'
import { ada } from './tiny-app.ts'

let slack: SlackStandIn
beforeEach(async () => {
  slack = await bareSlack()
})
afterEach(() => slack.stop())

const texts = () => slack.messagesOfApp().map((message) => message.text)
const send = (text: string, options = {}) => clientOf(slack, options).chat.postMessage({ channel: ada.id, text })

describe('faults', () => {
  it.each<Fault['kind']>([
    'rate_limited',
    'rate_limited_without_header',
    'http_500_before',
    'http_503_before',
    'reply_lost_before',
    'html_200',
    'error',
  ])('%s leaves nothing behind', async (kind) => {
    slack.faults.add({ kind, method: 'chat.postMessage', times: 1 })
    await expect(send('once')).rejects.toThrow()
    expect(texts()).toEqual([])
    await send('again')
    expect(texts()).toEqual(['again'])
  })

  it.each<Fault['kind']>(['http_500_after', 'http_503_after', 'reply_lost_after', 'internal_error_after', 'fatal_error_after', 'cut_json'])(
    '%s comes after the message was posted',
    async (kind) => {
      slack.faults.add({ kind, method: 'chat.postMessage', times: 1 })
      await expect(send('once')).rejects.toThrow()
      expect(texts()).toEqual(['once'])
    },
  )

  it('no_reply_after keeps the line open and silent until the caller gives up', async () => {
    slack.faults.add({ kind: 'no_reply_after', method: '*', times: 1 })
    await expect(send('once', { timeout: 60 })).rejects.toThrow()
    expect(texts()).toEqual(['once'])
    await slack.settled()
  })

  it('slow answers late but properly', async () => {
    slack.faults.add({ kind: 'slow', method: '*', times: 1, seconds: 0.15 })
    const startedMs = performance.now()
    expect((await send('late')).ok).toBe(true)
    expect(performance.now() - startedMs).toBeGreaterThan(140)
  })

  it('error gives the code that was asked for', async () => {
    slack.faults.add({ kind: 'error', method: 'chat.postMessage', times: 1, code: 'message_limit_exceeded' })
    expect((await refusalOf(send('x'))).error).toBe('message_limit_exceeded')
  })

  it('make the default client of the SDK post one message several times', { timeout: 10_000 }, async () => {
    slack.faults.add({ kind: 'http_500_after', method: 'chat.postMessage', times: 2 })
    await send('once', { retryConfig: { retries: 3, minTimeout: 10, maxTimeout: 20 } })
    expect(texts()).toEqual(['once', 'once', 'once'])
  })

  it('strike the named method only, and the number of times given', async () => {
    slack.faults.set([{ kind: 'http_500_before', method: 'chat.update', times: null }])
    await send('fine')
    slack.faults.set([{ kind: 'http_500_before', method: 'chat.postMessage', times: 2 }])
    for (const _time of [1, 2]) await expect(send('x')).rejects.toThrow()
    await send('fine too')
    expect(slack.faults.list()).toEqual([])
  })

  it('include a Slack that cannot be reached and comes back at the same address', async () => {
    const { url } = slack
    await slack.offline()
    await expect(send('x')).rejects.toThrow()
    await slack.online()
    expect(slack.url).toBe(url)
    expect((await send('back')).ok).toBe(true)
  })
})

describe('rate limits', () => {
  it('are off at first', async () => {
    for (let n = 0; n < 120; n += 1) await send(`n ${n}`)
    expect(texts()).toHaveLength(120)
  })

  it('hold one channel to a message a second, with a Retry-After that stays true', async () => {
    slack.limits.set({ channelGapMs: 400 })
    await send('one')
    await expect(send('two')).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 1 })
    await clientOf(slack).chat.postMessage({ channel: 'U0BO000001', text: 'elsewhere' })
    expect(texts()).toEqual(['one', 'elsewhere'])
    const refusedMs = performance.now()
    await expect.poll(() => performance.now() - refusedMs > 450).toBe(true)
    await expect(send('two, after the gap but before Retry-After')).rejects.toThrow()
  })

  it('follow the tiers, and the once a minute of unlisted apps', async () => {
    slack.limits.set({ tiers: 'on', history: 'non_marketplace' })
    const client = clientOf(slack)
    for (let n = 0; n < 20; n += 1) await client.users.list({})
    await expect(client.users.list({})).rejects.toMatchObject({ retryAfter: 60 })
    const channel = (await send('x')).channel ?? ''
    await client.conversations.history({ channel })
    await expect(client.conversations.history({ channel })).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error' })
  })

  it('count the whole workspace where asked to', async () => {
    slack.limits.set({ postsPerMinute: 5 })
    for (let n = 0; n < 5; n += 1) await send(`n ${n}`)
    await expect(send('one too many')).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error' })
  })
})
