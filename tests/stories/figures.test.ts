import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { receive } from '../../src/db/inbox.ts'
import type { Workplace } from '../support/app.ts'
import { cast, workplace } from '../support/app.ts'
import { known, startPair } from '../support/pair.ts'

describe('what is seen from outside', { timeout: 60_000 }, () => {
  let work: Workplace
  beforeEach(async () => void (work = await workplace()))
  afterEach(() => work.close())

  const get = (path: string) => fetch(`http://127.0.0.1:${work.app.port()}${path}`)
  async function figures(): Promise<Map<string, number>> {
    const text = await (await get('/metrics')).text()
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
    return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]))
  }

  it('counts messages by state, and says since when the oldest waits', async () => {
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    expect((await figures()).get('cuecard_outbox_rows{state="sent"}')).toBeGreaterThan(0)
    work.slack.faults.add({ kind: 'rate_limited', method: 'chat.postMessage', times: null, seconds: 30 })
    await work.at('2026-03-02T08:00:00Z')
    work.clock.set('2026-03-02T08:10:00Z')
    work.clock.pass(31_000)
    const now = await figures()
    // Dev's invitation, and the coordinator's note of every Monday.
    expect(now.get('cuecard_outbox_rows{state="pending"}')).toBe(2)
    expect(now.get('cuecard_outbox_oldest_due_seconds')).toBe(600)
    expect(now.get('cuecard_slack_calls_total{method="chat.postMessage",code="ratelimited"}')).toBeGreaterThan(0)
  })

  it('measures acknowledgements, and counts what was set aside', async () => {
    await work.maya.command('/coach', 'help')
    await work.settled()
    expect((await figures()).get('cuecard_acknowledgement_seconds_count{kind="command"}')).toBe(1)
    const workspaceId = (await known(work, 'U0MAYA0001')).workspaceId
    await work.store.write((tx) => receive(tx, { workspaceId, key: 'Ev1', body: 'no JSON', nowMs: work.clock.elapsedMs() }))
    for (let i = 0; i < 8; i++) {
      await work.app.idle()
      work.clock.pass(600_000)
    }
    expect((await figures()).get('cuecard_inbox_rows{state="set_aside"}')).toBe(1)
  })

  it('carries no person, conversation or word in any label', async () => {
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    await work.at('2026-03-03T08:00:00Z')
    const text = await (await get('/metrics')).text()
    for (const { id, name } of cast) {
      expect(text).not.toContain(id)
      expect(text).not.toMatch(new RegExp(`"[^"]*\\b${name}\\b`))
    }
    expect(text).not.toMatch(/"[DGC][A-Z0-9]{8,}"/)
  })

  it('tells living and being ready apart', async () => {
    expect((await get('/healthz/live')).status).toBe(200)
    expect((await get('/healthz/ready')).status).toBe(200)
    await work.slack.offline()
    await expect.poll(async () => (await get('/healthz/ready')).status).toBe(503)
    expect((await get('/healthz/live')).status).toBe(200)
    await work.slack.online()
    await expect.poll(async () => (await get('/healthz/ready')).status, { timeout: 20_000 }).toBe(200)
  })
})
