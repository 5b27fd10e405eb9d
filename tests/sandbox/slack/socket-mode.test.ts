import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { bareSlack, clientOf } from './bare.ts'
import { ada, bo, startTinyApp, saidIn, type TinyApp } from './tiny-app.ts'
import type { SlackStandIn } from '../../../sandbox/slack/index.ts'

let stopAll: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stopAll) await stop()
  stopAll = []
})

async function tinyApp(...args: Parameters<typeof startTinyApp>): Promise<TinyApp> {
  const tiny = await startTinyApp(...args)
  stopAll.push(tiny.stop)
  return tiny
}

type Frame = {
  type?: string
  envelope_id?: string
  reason?: string
  retry_attempt?: number
  retry_reason?: string
  payload?: { event_id?: string }
}

/** A connection without an SDK, which answers only when it is told to. */
async function rawLink(slack: SlackStandIn, answers: 'at once' | 'never') {
  const { url = '' } = await clientOf(slack).apps.connections.open({ token: slack.tokens.app })
  const socket = new WebSocket(String(url))
  const frames: Frame[] = []
  const closed = new Promise((resolve) => socket.on('close', resolve))
  await new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      // Slack's frames are JSON of this form.
      const frame = JSON.parse(String(data)) as Frame
      frames.push(frame)
      if (frame.type === 'hello' || frame.type === 'disconnect') resolve()
      else if (answers === 'at once') socket.send(JSON.stringify({ envelope_id: frame.envelope_id, payload: {} }))
    })
    socket.on('error', () => resolve())
  })
  return { socket, frames, closed }
}

async function bare(changes: Parameters<typeof bareSlack>[0] = {}): Promise<SlackStandIn> {
  const slack = await bareSlack(changes)
  stopAll.push(() => slack.stop())
  return slack
}

describe('Socket Mode', () => {
  it('tries an event again, with its number and reason, until somebody acknowledges', async () => {
    const slack = await bare({ settings: { ackDeadlineMs: 30, eventRetryMs: [0, 10, 20] } })
    const { frames, socket } = await rawLink(slack, 'never')
    await slack.person(ada.id).say('hello')
    const sent = () => frames.filter(({ type }) => type === 'events_api')
    await expect.poll(sent).toHaveLength(4)
    await slack.settled({ quietMs: 50 })
    const events = sent()
    expect(events.map(({ retry_attempt, retry_reason }) => [retry_attempt, retry_reason])).toEqual([
      [0, ''],
      [1, 'timeout'],
      [2, 'timeout'],
      [3, 'timeout'],
    ])
    expect(new Set(events.map(({ payload }) => payload?.event_id)).size).toBe(1)
    expect(new Set(events.map(({ envelope_id }) => envelope_id)).size).toBe(4)
    socket.send(JSON.stringify({ envelope_id: events[0]?.envelope_id, payload: {} }))
    await expect.poll(() => slack.strayAnswers).toHaveLength(1)
    expect(slack.traffic.deliveries('message.im')[0]?.lint).toContain('The acknowledgement came after the deadline; Slack had given up.')
  })

  it('never repeats a command or an interaction', async () => {
    const slack = await bare({ settings: { ackDeadlineMs: 20, eventRetryMs: [0, 0, 0] } })
    const { frames } = await rawLink(slack, 'never')
    expect(await slack.person(ada.id).command('/tiny')).toEqual({ ok: false, trouble: '/tiny failed with the error "operation_timeout"' })
    expect(await slack.person(ada.id).shortcut('do_it')).toEqual({ ok: false, trouble: 'We had some trouble connecting. Try again?' })
    await slack.settled()
    expect(frames.map(({ type }) => type)).toEqual(['hello', 'slash_commands', 'interactive'])
  })

  it('says at once that nobody is there', async () => {
    const slack = await bare()
    expect(await slack.person(ada.id).command('/tiny')).toEqual({ ok: false, trouble: '/tiny failed with the error "dispatch_failed"' })
  })

  it('spreads deliveries over its connections, ten at most, each through an address that works once', async () => {
    const slack = await bare()
    const links = []
    for (let n = 0; n < 10; n += 1) links.push(await rawLink(slack, 'at once'))
    const eleventh = await rawLink(slack, 'at once')
    expect(eleventh.frames[0]).toMatchObject({ type: 'disconnect', reason: 'too_many_websockets' })
    for (let n = 0; n < 20; n += 1) await slack.person(ada.id).say(`message ${n}`)
    expect(links.every(({ frames }) => frames.length === 3)).toBe(true)

    const { url = '' } = await clientOf(slack).apps.connections.open({ token: slack.tokens.app })
    links[0]?.socket.close()
    await links[0]?.closed
    const first = new WebSocket(String(url))
    await new Promise((resolve) => first.once('message', resolve))
    const second = new WebSocket(String(url))
    expect(await new Promise((resolve) => second.once('error', (error) => resolve(error.message)))).toContain('401')
  })

  it('warns before a refresh and then asks to reconnect', async () => {
    const slack = await bare()
    const { frames, closed } = await rawLink(slack, 'at once')
    await slack.refreshConnections({ warningMs: 20 })
    await closed
    expect(frames.map(({ type, reason }) => reason ?? type)).toEqual(['hello', 'warning', 'refresh_requested'])
    expect(slack.connections()).toBe(0)
  })

  it('hands an event to another connection when the first is lost before it answers', async () => {
    const texts: (string | undefined)[] = []
    const tiny = await tinyApp((app) => {
      app.message(async ({ message }) => {
        texts.push(saidIn(message))
      })
    })
    const raw = await rawLink(tiny.slack, 'never')
    tiny.slack.set({ eventRetryMs: [0, 0, 0] })
    raw.socket.on('message', () => raw.socket.terminate())
    await tiny.slack.person(ada.id).say('one')
    await tiny.slack.person(ada.id).say('two')
    await tiny.slack.settled()
    expect(texts.toSorted()).toEqual(['one', 'two'])
    expect(tiny.slack.connections()).toBe(1)
  })

  it('is joined again by the SDK after a connection is torn down', { timeout: 10_000 }, async () => {
    const texts: (string | undefined)[] = []
    const tiny = await tinyApp((app) => {
      app.message(async ({ message }) => {
        texts.push(saidIn(message))
      })
    })
    tiny.slack.set({ eventRetryMs: [0, 1_500, 1_500] })
    tiny.slack.dropConnections('terminate')
    await tiny.slack.person(bo.id).say('while away')
    expect(texts).toEqual([])
    await expect.poll(() => texts, { timeout: 4_000 }).toEqual(['while away'])
  })

  it('can fall silent, which the SDK notices by itself', { timeout: 12_000 }, async () => {
    const tiny = await tinyApp((app) => app.shortcut('do_it', ({ ack }) => ack()))
    tiny.slack.set({ ackDeadlineMs: 50 })
    tiny.slack.dropConnections('silent')
    expect(tiny.slack.connections()).toBe(0)
    expect(await tiny.slack.person(ada.id).shortcut('do_it')).toMatchObject({ ok: false })
    await expect.poll(() => tiny.slack.connections(), { timeout: 10_000 }).toBe(1)
    tiny.slack.set({ ackDeadlineMs: 3_000 })
    expect(await tiny.slack.person(ada.id).shortcut('do_it')).toEqual({ ok: true })
  })

  it('can lose a connection between a delivery and its acknowledgement', async () => {
    const slack = await bare({ settings: { eventRetryMs: [60_000, 60_000, 60_000] } })
    const { closed } = await rawLink(slack, 'never')
    slack.dropConnections('on_next_delivery')
    await slack.person(ada.id).say('hello')
    await closed
    expect(slack.traffic.deliveries('message.im')[0]?.answer).toMatchObject({ failed: 'connection_failed' })
  })

  it('can send an event twice and let two deliveries change places', async () => {
    const slack = await bare()
    const { frames } = await rawLink(slack, 'at once')
    slack.disturb({ duplicateEvents: true })
    await slack.person(ada.id).say('twice')
    await slack.settled()
    expect(frames.filter(({ type }) => type === 'events_api').map(({ retry_attempt }) => retry_attempt)).toEqual([0, 1])
    slack.disturb({ duplicateEvents: false, reorder: true })
    await Promise.all([slack.person(ada.id).command('/tiny'), slack.person(ada.id).shortcut('do_it')])
    expect(frames.slice(-2).map(({ type }) => type)).toEqual(['interactive', 'slash_commands'])
    const clicked = slack.traffic.deliveries('shortcut')[0]?.n ?? 0
    expect(await slack.deliverAgain(clicked)).toMatchObject({ state: 'acked' })
  })
})
