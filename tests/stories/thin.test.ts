import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { forge } from '../support/forge.ts'
import { startPair } from '../support/pair.ts'
import { holdSession } from '../support/session.ts'

let work: Workplace
beforeEach(async () => {
  work = await workplace({ start: '2026-03-03T13:05:00Z' })
  await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
})
afterEach(() => work.close())

const written = ['Renewals above 92%', 'Draft the letter', 'An hour about tenders', 'Clear the price exception']

describe('thin messages for the whole workspace', () => {
  it('are switched on by a coordinator, and then no word that anybody wrote stands in any Slack message', async () => {
    const { lena, maya, dev } = work
    await flip('Keep all messages thin')
    await holdSession(work, {
      goal: written[0] ?? '',
      step: written[1] ?? '',
      help: ['Training'],
      detail: written[2] ?? '',
      promise: written[3] ?? '',
    })
    await work.at('2026-03-09T08:00:00Z')
    await work.at('2026-03-10T08:00:00Z')
    const posted = JSON.stringify(work.slack.messagesOfApp())
    expect(work.slack.messagesOfApp().length).toBeGreaterThan(4)
    for (const words of written) expect(posted).not.toContain(words)
    await maya.click(/1:1 with Dev, today/, 'Open the plan')
    await work.settled()
    for (const words of [written[0], written[1], written[3]]) expect(maya.view().text).toContain(words)
    await dev.openHome()
    await lena.openHome()
    await work.settled()
    await flip('Let messages carry words')
    await work.at('2026-03-17T08:00:00Z')
    expect(maya.message(/1:1 with Dev, today/).text).toContain(written[0])
  })

  it('are not for anybody else to switch', async () => {
    const { dev, maya } = work
    await forge(work, dev, 'thin_workspace', { to: 'on' })
    expect(dev.view().text).toContain('Only a coordinator')
    await work.at('2026-03-10T08:00:00Z')
    expect(maya.message(/1:1 with Dev, today/).text).toContain('One question to try')
  })
})

async function flip(label: string): Promise<void> {
  await work.lena.openHome()
  await work.settled()
  await work.lena.home().press(label)
  await work.settled()
}
