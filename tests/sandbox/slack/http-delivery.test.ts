import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SlackStandIn } from '../../../sandbox/slack/index.ts'
import { bareSlack } from './bare.ts'
import { ada, startTinyApp } from './tiny-app.ts'

type Heard = { headers: IncomingMessage['headers']; body: string; at: string }
type Reply = { status: number; headers?: Record<string, string>; body?: string }

let slack: SlackStandIn
let url: string
let heard: Heard[]
let reply: (request: Heard) => Reply
const server = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk) => (body += String(chunk)))
  request.on('end', () => {
    const seen = { headers: request.headers, body, at: request.url ?? '' }
    heard.push(seen)
    const { status, headers, body: answer } = reply(seen)
    response.writeHead(status, headers).end(answer)
  })
})

beforeEach(async () => {
  slack = await bareSlack({ settings: { eventRetryMs: [0, 10, 20] } })
  heard = []
  reply = () => ({ status: 200 })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`
  slack.deliverTo({ url })
})
afterEach(async () => {
  await slack.stop()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const quiet = async () => {
  await expect.poll(() => slack.traffic.activity().quietMs > 80, { timeout: 3_000 }).toBe(true)
}

describe('signed HTTP', () => {
  it('sends events as JSON and everything else as a form, without a charset, and signs the very bytes', async () => {
    await slack.person(ada.id).say('hé')
    await slack.person(ada.id).command('/tiny', 'a & b')
    await slack.person(ada.id).shortcut('do_it')
    expect(heard.map(({ headers }) => headers['content-type'])).toEqual([
      'application/json',
      'application/x-www-form-urlencoded',
      'application/x-www-form-urlencoded',
    ])
    for (const { headers, body } of heard) {
      const stamp = Number(headers['x-slack-request-timestamp'])
      expect(headers['x-slack-signature']).toBe(slack.signature(body, stamp)['x-slack-signature'])
      expect(Math.abs(stamp - Date.now() / 1_000)).toBeLessThan(5)
    }
    const [, command, shortcut] = heard.map(({ body }) => new URLSearchParams(body))
    expect(command?.get('text')).toBe('a & b')
    expect(JSON.parse(shortcut?.get('payload') ?? '')).toMatchObject({ type: 'shortcut', callback_id: 'do_it' })
  })

  it('tries an event again at most three times, saying why', async () => {
    reply = () => ({ status: 500 })
    await slack.person(ada.id).say('hello')
    await quiet()
    expect(heard.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']])).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
      ['3', 'http_error'],
    ])
  })

  it('stops when the app says x-slack-no-retry', async () => {
    reply = () => ({ status: 500, headers: { 'x-slack-no-retry': '1' } })
    await slack.person(ada.id).say('hello')
    await quiet()
    expect(heard).toHaveLength(1)
  })

  it('follows two redirects and no more', async () => {
    reply = ({ at }) => (at.endsWith('there') ? { status: 200 } : { status: 307, headers: { location: '/there' } })
    expect(await slack.person(ada.id).shortcut('do_it')).toEqual({ ok: true })
    reply = () => ({ status: 307, headers: { location: '/again' } })
    expect(await slack.person(ada.id).shortcut('do_it')).toMatchObject({ ok: false })
    expect(slack.traffic.deliveries('shortcut').at(-1)?.answer).toMatchObject({ failed: 'too_many_redirects' })
  })

  it('gives up on a command after the deadline, and when nobody listens', async () => {
    slack.deliverTo({ url: 'http://127.0.0.1:1/slack/events' })
    expect(await slack.person(ada.id).command('/tiny')).toEqual({ ok: false, trouble: '/tiny failed with the error "dispatch_failed"' })
  })
})

describe('a real Bolt app behind a request URL', () => {
  it('passes the challenge, and turns away what another secret or an old stamp has signed', async () => {
    const tiny = await startTinyApp((app) => app.shortcut('do_it', ({ ack }) => ack()), { transport: 'http' })
    const person = tiny.slack.person(ada.id)
    expect(await tiny.slack.verifyUrl(tiny.url)).toBe(true)
    expect(await tiny.slack.checkSsl(tiny.url)).toBe(true)
    expect(await person.shortcut('do_it')).toEqual({ ok: true })
    tiny.slack.set({ signatureSkewMs: -6 * 60_000 })
    expect(await person.shortcut('do_it')).toMatchObject({ ok: false })
    tiny.slack.set({ signatureSkewMs: 0 })
    tiny.slack.world.tokens.signingSecret = 'another'
    expect(await person.shortcut('do_it')).toMatchObject({ ok: false })
    expect(tiny.slack.traffic.deliveries('shortcut').map(({ status }) => status)).toEqual([200, 401, 401])
    await tiny.stop()
  })
})
