import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { drafts, inbox, outbox, topics, triggers } from '../../src/db/tables.ts'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { holdSession } from '../support/session.ts'
import { startPair } from '../support/pair.ts'

let work: Workplace
beforeEach(async () => {
  work = await workplace({ start: '2026-03-02T09:00:00Z' })
  await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
})
afterEach(() => work.close())

describe('Add to my next 1:1', () => {
  it('keeps a link and what the person types, and nothing of what somebody else wrote', async () => {
    const { dev, maya, chi } = work
    const channel = await channelOf(work)
    await chi.say('The clinic lead resigned QUOTEDCANARY', { channel })
    await dev.messageShortcut('add_to_next', dev.message(/QUOTEDCANARY/))
    await work.settled()
    expect(dev.view().text).toContain('What stands in the message is not')
    await dev.view().type('What about it?', 'Who takes the clinic over')
    await dev.view().submit()
    expect(dev.view().text).toContain('Added.')
    await work.settled()

    await work.at('2026-03-03T08:00:00Z')
    expect(maya.message(/1:1 with Dev, today/).text).toContain('Who takes the clinic over')
    await maya.command('/coach', 'start')
    await work.settled()
    expect(maya.view().text).toContain('Who takes the clinic over')
    expect(JSON.stringify(maya.view().blocks)).toMatch(new RegExp(`https://[a-z-]+\\.slack\\.com/archives/${channel}/p\\d+`))
    expect(await everythingIn(work)).not.toContain('QUOTEDCANARY')
    expect(work.logged.join('\n')).not.toContain('QUOTEDCANARY')
    expect(work.logged.join('\n')).not.toContain('Who takes the clinic over')
  })

  it('asks for which 1:1 where there are several, and says so where there is none', async () => {
    const { maya, tomas } = work
    await startPair(work, { employee: 'U0CHI00001', firstOn: '2026-03-04', time: '10:00' })
    const channel = await channelOf(work)
    await maya.say('About the price list', { channel })
    await maya.messageShortcut('add_to_next', maya.message(/About the price list/))
    await work.settled()
    await maya.view().choose('Which 1:1?', 'Chi')
    await maya.view().submit()
    expect(maya.view().text).toContain('your next 1:1 with Chi')
    await tomas.messageShortcut('add_to_next', tomas.message(/About the price list/))
    await work.settled()
    expect(tomas.view().text).toContain('You are in no 1:1 in Cuecard')
  })

  it('waits until the 1:1 took place, and not longer', async () => {
    const { dev, maya } = work
    await dev.command('/coach', 'plan')
    await work.settled()
    await dev.view().press('Add a topic')
    await work.settled()
    await dev.view().type('What would you like to talk about?', 'Thursdays')
    await dev.view().submit()
    expect(dev.view().text).toContain('*You:* Thursdays')
    await work.at('2026-03-03T13:05:00Z')
    await holdSession(work, { goal: 'Renewals', step: 'Call' })
    await work.at('2026-03-10T08:00:00Z')
    expect(maya.message(/1:1 with Dev, today/).text).not.toContain('Thursdays')
  })

  it('can be taken back by whoever added it', async () => {
    const { dev, maya } = work
    await dev.command('/coach', 'plan')
    await work.settled()
    await dev.view().press('Add a topic')
    await work.settled()
    await dev.view().type('What would you like to talk about?', '<!channel> *now*')
    await dev.view().submit()
    await maya.command('/coach', 'plan')
    await work.settled()
    expect(maya.view().text).toContain('<!channel>')
    expect(maya.view().buttons).not.toContain('Take it back')
    await dev.view().press('Take it back')
    await work.settled()
    expect(dev.view().text).not.toContain('To talk about next time')
  })
})

/** A conversation of everybody, in which people write to each other. */
async function channelOf({ slack }: Workplace): Promise<string> {
  const found = slack.conversations().find(({ kind }) => kind === 'channel')
  if (found === undefined) throw new Error('nobody has a channel')
  return found.id
}

/** Every row that what somebody wrote could have reached, as text. */
async function everythingIn({ store }: Workplace): Promise<string> {
  const rows = []
  for (const table of [topics, outbox, inbox, drafts, triggers]) rows.push(await store.read.sql.select().from(table as typeof topics))
  return JSON.stringify(rows)
}
