import { afterEach, describe, expect, it } from 'vitest'
import { openStore } from '../../src/db/store.ts'
import { databaseOf } from '../../src/config.ts'
import { outboxDepth } from '../../src/db/outbox.ts'
import type { CrashPointName } from '../support/crash-points.ts'
import type { Killable } from '../support/killable.ts'
import { killable } from '../support/killable.ts'

/** A process that dies at each place in the way of an event, a submission and a message. Whoever acted does it once more where Slack says that it failed. */
describe('a process that dies', { timeout: 90_000 }, () => {
  let work: Killable
  afterEach(() => work.close())

  const answers = () =>
    work.slack
      .person('U0DEV00001')
      .im()
      .filter(({ text }) => /I answer with buttons/.test(text))
  const proposals = () =>
    work.slack
      .person('U0DEV00001')
      .im()
      .filter(({ text }) => /would like to keep a coaching plan/.test(text))

  async function begin(point: CrashPointName): Promise<void> {
    work = await killable('2026-03-01T18:00:00Z', point)
    work.slack.set({ eventRetryMs: [500, 4_000, 15_000], ackDeadlineMs: 1_500 })
  }
  async function dieAndStart(): Promise<void> {
    await work.until('the process died', () => work.isGone())
    await work.start()
  }
  /** Nothing waits, is being sent or in doubt. */
  async function settled(): Promise<void> {
    const store = await openStore(databaseOf(work.database.url), [work.database.key], { create: 'never' })
    try {
      await work.until('everything has been said', async () => {
        const depth = await outboxDepth(store.read)
        return !depth['pending'] && !depth['sending'] && !depth['in_doubt']
      })
    } finally {
      await store.close()
    }
  }

  it.each<CrashPointName>([
    'before an event is stored',
    'after an event is stored, before it is acknowledged',
    'after an event had its effect, before it is marked as handled',
  ])('%s answers what somebody typed once', async (point) => {
    await begin(point)
    work.arm()
    await work.slack.person('U0DEV00001').say('Hello')
    await dieAndStart()
    await work.until('the answer came', () => answers().length > 0)
    await settled()
    expect(answers()).toHaveLength(1)
  })

  it.each<CrashPointName>([
    'after a submission had its effect, before it is acknowledged',
    'after a message is leased, before it is sent',
    'after a message is sent, before that is recorded',
    'after a message is recorded as sent, before anything that follows',
  ])('%s proposes a 1:1 once', async (point) => {
    await begin(point)
    const maya = work.slack.person('U0MAYA0001')
    await maya.command('/coach', 'add <@U0DEV00001|dev>')
    const form = await maya.sees('Add a 1:1', { timeoutMs: 10_000 })
    await form.pickDate('Next 1:1 on', '2026-03-03')
    work.arm()
    const submitted = await form.submit()
    await dieAndStart()
    if (!submitted.ok) await form.submit()
    await work.until('the question came', () => proposals().length > 0)
    await settled()
    expect(proposals()).toHaveLength(1)
  })
})
