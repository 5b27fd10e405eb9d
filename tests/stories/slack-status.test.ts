import { afterEach, describe, expect, it } from 'vitest'
import { slackStatuses, triggers } from '../../src/db/tables.ts'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { startPair } from '../support/pair.ts'

let work: Workplace
afterEach(() => work.close())

const ofMaya = () => work.maya.im().filter(({ ephemeral, text }) => !ephemeral && /1:1 with Dev/.test(text))
const asked = () => work.slack.traffic.calls('users.profile.get').length
const vacation = { text: 'Vacationing', emoji: ':palm_tree:', until: '2026-03-06T22:59:00Z' }
const reasons = async () =>
  (await work.store.read.sql.select().from(triggers)).filter(({ state }) => state === 'held_back').map(({ reason }) => reason)

async function begin(optionalScopes: 'granted' | 'refused' = 'granted'): Promise<void> {
  work = await workplace({ optionalScopes })
  await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
}

describe('leave from the status in Slack', () => {
  it('sends the manager nothing while it lasts, says why on request, and goes on afterwards', async () => {
    await begin()
    await work.slack.setPerson('U0MAYA0001', { status: vacation })
    await work.at('2026-03-03T08:00:00Z')
    expect(ofMaya()).toEqual([])
    expect(await reasons()).toEqual(['away_in_slack'])
    await work.maya.command('/coach', 'why <@U0DEV00001|dev>')
    await work.settled()
    expect(work.maya.view().text).toMatch(/held back, for the 1:1 on Tue 3 March, 14:00\. Your Slack status said that you are away/)
    await work.at('2026-03-10T08:00:00Z')
    expect(ofMaya()).toHaveLength(1)
  })

  it('says in the manager’s message that the employee is away', async () => {
    await begin()
    await work.slack.setPerson('U0DEV00001', { status: vacation })
    await work.at('2026-03-03T08:00:00Z')
    expect(ofMaya()[0]?.text).toMatch(/Dev is away until Fri 6 March/)
  })

  it('is forgotten as soon as the status is gone', async () => {
    await begin()
    await work.slack.setPerson('U0MAYA0001', { status: vacation })
    await work.at('2026-03-02T08:00:00Z')
    await work.slack.setPerson('U0MAYA0001', { status: { text: '', emoji: '' } })
    await work.at('2026-03-03T08:00:00Z')
    expect(ofMaya()).toHaveLength(1)
  })

  it('keeps when it ends, and no word of it', async () => {
    await begin()
    await work.slack.setPerson('U0MAYA0001', { status: { ...vacation, text: 'Vacation in a clinic' } })
    await work.at('2026-03-03T08:00:00Z')
    const rows = await work.store.read.sql.select().from(slackStatuses)
    expect(rows.some(({ awayUntilAt }) => awayUntilAt === Temporal.Instant.from(vacation.until).epochMilliseconds)).toBe(true)
    expect(JSON.stringify(rows) + work.logged.join('')).not.toContain('clinic')
  })

  it('is not read where the scope was not granted: Slack is asked once an hour at most, and the message comes', async () => {
    await begin('refused')
    await work.slack.setPerson('U0MAYA0001', { status: vacation })
    await work.at('2026-03-03T07:58:00Z')
    await work.at('2026-03-03T08:00:00Z')
    expect(ofMaya()).toHaveLength(1)
    expect(asked()).toBe(1)
  })

  it('stands as it was read last while Slack does not answer, and holds nothing up', async () => {
    await begin()
    work.slack.faults.add({ kind: 'rate_limited', method: 'users.profile.get', times: 1 })
    await work.slack.setPerson('U0MAYA0001', { status: vacation })
    await work.at('2026-03-03T08:00:00Z')
    expect(ofMaya()).toHaveLength(1)
    expect(asked()).toBe(1)
  })
})
