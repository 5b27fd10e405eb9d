import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { outboxDepth } from '../../src/db/outbox.ts'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'

type Fault = Parameters<Workplace['slack']['faults']['add']>[0]
const proposal = /would like to keep a coaching plan/

/** Maya proposes a 1:1 to Dev, which posts one message to him. */
async function propose({ maya, settled }: Workplace): Promise<void> {
  await maya.command('/coach', 'add')
  await settled()
  const form = maya.view()
  await form.pickUser('Who do you meet?', 'U0DEV00001')
  await form.pickDate('Next 1:1 on', '2026-03-03')
  await form.submit()
}

describe('a message', () => {
  let work: Workplace
  beforeEach(async () => void (work = await workplace()))
  afterEach(() => work.close())

  /** Steps real time until nothing waits any more, as quarantine and back-off would let it pass. */
  async function untilDelivered(): Promise<void> {
    for (let i = 0; i < 20; i++) {
      await work.settled()
      const depth = await outboxDepth(work.store.read)
      if (!depth['pending'] && !depth['sending'] && !depth['in_doubt']) return
      work.clock.pass(61_000)
      await work.app.tick()
    }
    throw new Error(`still waiting: ${JSON.stringify(await outboxDepth(work.store.read))}`)
  }
  const received = () => work.dev.im().filter((message) => proposal.test(message.text)).length

  const faults: [string, Fault][] = [
    ['Slack says to slow down', { kind: 'rate_limited', method: 'chat.postMessage', times: 2, seconds: 3 }],
    ['Slack fails before it took it', { kind: 'http_500_before', method: 'chat.postMessage', times: 1 }],
    ['Slack fails after it took it', { kind: 'http_500_after', method: 'chat.postMessage', times: 1 }],
    ['the call never arrives', { kind: 'reply_lost_before', method: 'chat.postMessage', times: 1 }],
    ['the reply is lost after Slack took it', { kind: 'reply_lost_after', method: 'chat.postMessage', times: 1 }],
    ['Slack reports an internal error after it took it', { kind: 'internal_error_after', method: 'chat.postMessage', times: 1 }],
    ['the reply is cut short', { kind: 'cut_json', method: 'chat.postMessage', times: 1 }],
    ['a proxy answers with a web page', { kind: 'html_200', method: 'chat.postMessage', times: 1 }],
    ['opening the conversation fails', { kind: 'http_500_after', method: 'conversations.open', times: 1 }],
  ]
  it.each(faults)('comes exactly once although %s', async (_, fault) => {
    work.slack.faults.add(fault)
    await propose(work)
    await untilDelivered()
    expect(received()).toBe(1)
  })

  it('comes exactly once although history shows it late', async () => {
    work.slack.set({ historyDelayMs: 300 })
    work.slack.faults.add({ kind: 'reply_lost_after', method: 'chat.postMessage', times: 1 })
    await propose(work)
    await work.settled()
    await new Promise((done) => setTimeout(done, 350))
    await untilDelivered()
    expect(received()).toBe(1)
  })

  it('stays in doubt, and is not sent twice, while history cannot be read', async () => {
    work.slack.faults.add({ kind: 'reply_lost_after', method: 'chat.postMessage', times: 1 })
    work.slack.faults.add({ kind: 'error', method: 'conversations.history', times: 3, code: 'missing_scope' })
    await propose(work)
    for (let i = 0; i < 3; i++) {
      await work.settled()
      work.clock.pass(61_000)
      await work.app.tick()
    }
    expect((await outboxDepth(work.store.read))['in_doubt']).toBe(1)
    await untilDelivered()
    expect(received()).toBe(1)
  })

  it('that Slack will never take is given up at once and is visible', async () => {
    work.slack.faults.add({ kind: 'error', method: 'chat.postMessage', times: null, code: 'restricted_action' })
    await propose(work)
    await work.settled()
    expect((await outboxDepth(work.store.read))['failed']).toBe(1)
    expect(work.logged.join('')).toContain('restricted_action')
  })

  it('that waits is sent after a restart', async () => {
    work.slack.faults.add({ kind: 'rate_limited', method: 'chat.postMessage', times: 1, seconds: 30 })
    await propose(work)
    await work.settled()
    expect(received()).toBe(0)
    work.clock.pass(31_000)
    await work.restart()
    await untilDelivered()
    expect(received()).toBe(1)
  })
})
