import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { inbox } from '../../src/db/tables.ts'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'

const form = 'application/x-www-form-urlencoded'

describe('requests to the address that Slack calls', () => {
  let work: Workplace
  beforeAll(async () => void (work = await workplace({ transport: 'http' })))
  afterAll(() => work.close())

  async function post(body: string, options: { type?: string; secret?: string; ageSeconds?: number } = {}): Promise<number> {
    const stamp = Math.floor(Date.now() / 1000) - (options.ageSeconds ?? 0)
    const signature = `v0=${createHmac('sha256', options.secret ?? work.slack.tokens.signingSecret)
      .update(`v0:${stamp}:${body}`)
      .digest('hex')}`
    const answer = await fetch(`http://127.0.0.1:${work.app.port()}/slack/events`, {
      method: 'POST',
      body,
      headers: {
        'content-type': options.type ?? 'application/json',
        'x-slack-request-timestamp': String(stamp),
        'x-slack-signature': signature,
      },
    })
    return answer.status
  }
  const rows = async () => Number((await work.store.read.sql.select({ n: sql<number>`count(*)` }).from(inbox))[0]?.n)

  it('answers Slack’s challenge', async () => {
    expect(await work.slack.verifyUrl(`http://127.0.0.1:${work.app.port()}/slack/events`)).toBe(true)
  })

  it('refuses what was signed with another secret, or long ago', async () => {
    expect(await post('{"type":"event_callback"}', { secret: 'another secret of some length' })).toBe(401)
    expect(await post('{"type":"event_callback"}', { ageSeconds: 400 })).toBe(401)
  })

  it('lives on after a signed null, a number, a list, broken JSON and an empty form', async () => {
    for (const body of ['null', '7', '[]', '{"a":', '', '"text"']) expect(await post(body)).toBeGreaterThanOrEqual(400)
    for (const payload of ['null', '[]', '{', '7'])
      expect(await post(`payload=${encodeURIComponent(payload)}`, { type: form })).toBeGreaterThanOrEqual(400)
    expect(await (await fetch(`http://127.0.0.1:${work.app.port()}/healthz`)).json()).toMatchObject({ live: true, ready: true })
  })

  it('answers every malformed payload within a second, keeps no row of it, and logs none of its words', async () => {
    const before = await rows()
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.constantFrom('type', 'user', 'actions', 'view', 'team', 'event', 'event_id', 'trigger_id', 'command'),
          fc.jsonValue({ maxDepth: 3 }),
        ),
        async (payload) => {
          const body = JSON.stringify({ ...payload, canary: 'heron-in-the-reeds' })
          const startedAt = performance.now()
          const status =
            payload['type'] === 'event_callback' ? await post(body) : await post(`payload=${encodeURIComponent(body)}`, { type: form })
          expect(status).toBeGreaterThanOrEqual(200)
          expect(performance.now() - startedAt).toBeLessThan(1_000)
        },
      ),
      { numRuns: 60 },
    )
    expect(await rows()).toBe(before)
    expect(work.logged.join('')).not.toContain('heron-in-the-reeds')
  })

  it('acknowledges a button that nobody knows, and notes it as a bug', async () => {
    const payload = {
      type: 'block_actions',
      team: { id: work.slack.world.workspace.id },
      user: { id: 'U0MAYA0001', team_id: work.slack.world.workspace.id },
      container: { type: 'message', message_ts: '1.000001', channel_id: 'D1' },
      actions: [{ type: 'button', action_id: 'launch_rockets', block_id: 'b', value: '{}', action_ts: '1.1' }],
      trigger_id: '1.2.3',
    }
    expect(await post(`payload=${encodeURIComponent(JSON.stringify(payload))}`, { type: form })).toBe(200)
    expect(work.logged.join('')).toContain('nobody handles this action')
  })

  it('knows no other addresses', async () => {
    expect((await fetch(`http://127.0.0.1:${work.app.port()}/admin`)).status).toBe(404)
  })
})

describe.each(['socket', 'http'] as const)('health over %s', (transport) => {
  let work: Workplace
  beforeEach(async () => void (work = await workplace({ transport })))
  afterEach(() => work.close())

  it('is told on the port in the settings', async () => {
    const answer = await fetch(`http://127.0.0.1:${work.app.port()}/healthz`)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ live: true, ready: true, slack: 'connected' })
  })
})

describe('Socket Mode', () => {
  let work: Workplace
  beforeEach(async () => void (work = await workplace()))
  afterEach(() => work.close())

  it('holds two connections, so that the refresh of one is not felt', async () => {
    await vi.waitFor(() => expect(work.slack.connections()).toBe(2))
    await work.slack.refreshConnections({ warningMs: 10, count: 1 })
    await work.maya.command('/coach', 'add')
    expect(work.maya.troubles).toEqual([])
  })

  it('has an effect once when Slack sends the same thing again', async () => {
    await work.maya.command('/coach', 'add')
    await work.settled()
    const modal = work.maya.view()
    await modal.pickUser('Who do you meet?', 'U0DEV00001')
    await modal.pickDate('Next 1:1 on', '2026-03-03')
    await modal.submit()
    await work.settled()
    const submission = work.slack.traffic.deliveries().findLast(({ name }) => name.includes('submission'))
    const first = submission?.answer
    const again = await Promise.all([1, 2, 3].map(() => work.slack.deliverAgain(submission?.n ?? 0)))
    await work.settled()
    for (const answer of again) expect(JSON.stringify(answer)).toContain('I have asked Dev')
    expect(JSON.stringify(first)).toContain('I have asked Dev')
    expect(work.dev.im().filter((message) => /coaching plan/.test(message.text))).toHaveLength(1)
  })
})
