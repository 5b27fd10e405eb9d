import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { outboxDepth } from '../../src/db/outbox.ts'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { startPair } from '../support/pair.ts'

const morning = '2026-03-03T08:00:00Z'

describe('what comes and goes in Slack', { timeout: 60_000 }, () => {
  let work: Workplace
  beforeEach(async () => {
    work = await workplace()
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
  })
  afterEach(() => work.close())

  const triggers = () => work.maya.im().filter(({ text }) => text.includes('1:1 with Dev, today'))
  const posts = () => work.slack.traffic.calls('chat.postMessage').length
  async function aMinuteLater(): Promise<void> {
    work.clock.pass(61_000)
    await work.app.tick()
    await work.settled()
  }

  it.each(['revoked', 'uninstalled'] as const)(
    'a token that is %s without a word is noticed at the first call, said once, and what waited is sent when Slack takes it again',
    async (state) => {
      work.slack.world.tokens.state = state
      await work.at(morning)
      const calls = posts()
      await work.at('2026-03-03T08:05:00Z')
      expect(posts()).toBe(calls)
      expect(work.logged.filter((line) => line.includes('does not take our token'))).toHaveLength(1)
      await aMinuteLater()
      expect(posts()).toBe(calls)
      work.slack.world.tokens.state = 'live'
      await aMinuteLater()
      await aMinuteLater()
      expect(triggers()).toHaveLength(1)
      expect(await outboxDepth(work.store.read)).not.toHaveProperty('failed')
    },
  )

  it('an app that is removed and comes back goes on without a new start', async () => {
    await work.slack.uninstall()
    await work.settled()
    await work.at(morning)
    expect(triggers()).toHaveLength(0)
    work.slack.world.tokens.state = 'live'
    await aMinuteLater()
    await aMinuteLater()
    expect(triggers()).toHaveLength(1)
  })

  it('a conversation that Slack no longer has is opened anew, and the message comes once', async () => {
    await work.restart()
    work.slack.faults.add({ kind: 'error', method: 'chat.postMessage', times: 1, code: 'channel_not_found' })
    await work.at(morning)
    await aMinuteLater()
    expect(work.slack.traffic.calls('conversations.open').length).toBeGreaterThan(0)
    expect(triggers()).toHaveLength(1)
    expect(await outboxDepth(work.store.read)).not.toHaveProperty('failed')
  })

  it('a message whose fate is unknown in a conversation that is gone holds up nothing', async () => {
    await work.restart()
    work.slack.faults.add({ kind: 'reply_lost_before', method: 'chat.postMessage', times: 1 })
    work.slack.faults.add({ kind: 'error', method: 'conversations.history', times: 1, code: 'channel_not_found' })
    await work.at(morning)
    await aMinuteLater()
    await aMinuteLater()
    expect(triggers()).toHaveLength(1)
  })

  it('somebody who cannot be written to is counted for coordinators, without a name, until a message reaches them', async () => {
    await work.restart()
    await work.lena.openHome()
    await work.settled()
    await work.at('2026-03-02T08:00:00Z')
    work.slack.faults.add({ kind: 'error', method: 'chat.postMessage', times: 1, code: 'messages_tab_disabled' })
    await work.at(morning)
    expect(work.lena.home().text).toContain('Slack does not let Cuecard write to 1 person')
    expect(work.lena.home().text).not.toMatch(/Maya|Dev/)
    work.slack.faults.clear()
    await work.lena.home().press('Try again')
    await work.settled()
    expect(triggers()).toHaveLength(1)
    expect(work.lena.home().text).not.toContain('Out of reach')
  })
})
