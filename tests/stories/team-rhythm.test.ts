import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { teamEntries, teamReflections } from '../../src/db/tables.ts'
import type { Transport, Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { startPair } from '../support/pair.ts'

const north = 'C0NORTH001'
let work: Workplace
afterEach(() => work.close())

async function begin(given: { transport?: Transport; app?: 'invited' | 'not invited' } = {}): Promise<void> {
  work = await workplace({
    transport: given.transport ?? 'socket',
    channels: [
      {
        id: north,
        name: 'north',
        members: ['U0MAYA0001', 'U0DEV00001', 'U0CHI00001', 'U0TOMAS001'],
        withApp: given.app !== 'not invited',
      },
    ],
  })
  await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-12', time: '10:00' })
}
async function switchOn(time = '14:00'): Promise<void> {
  await work.maya.command('/coach', 'team')
  const form = await work.maya.sees('Team rhythm')
  await form.pickConversation('Channel', north)
  await form.pickDate('Next meeting on', '2026-03-03')
  await form.pickTime('Time', time)
  expect(await form.submit()).toMatchObject({ ok: true })
  await work.settled()
}
const posted = () => work.slack.messages(north).filter(({ user }) => user === work.slack.world.app.botUserId)
const shown = () => posted().map(({ text }) => text)
const ask = /A win or a miss/
const openForm = async (who = work.dev) => {
  await who.click(ask, 'Add mine')
  return who.sees('Add mine')
}

describe.each<Transport>(['socket', 'http'])('a team reflection over %s', (transport) => {
  beforeEach(() => begin({ transport }))

  it('comes at nine on the day of the meeting, and what people add stands in its thread under their names', async () => {
    await switchOn()
    expect(work.maya.view().text).toContain('every Tuesday at 14:00 (Europe/Berlin)')
    await work.at('2026-03-03T07:59:00Z')
    expect(posted()).toEqual([])
    await work.at('2026-03-03T08:00:00Z')
    await work.at('2026-03-03T08:01:00Z')
    expect(shown()).toEqual([expect.stringContaining('Our meeting is today 14:00 (Europe/Berlin). A win or a miss')])

    const form = await openForm()
    await form.choose('A win or a miss?', 'A miss')
    await form.type('What was it?', 'The tender went out without the price list')
    await form.type('What help would be good', 'Somebody with the price list')
    await form.submit()
    await work.settled()
    expect(posted()).toHaveLength(2)
    expect(posted()[1]?.threadTs).toBe(posted()[0]?.ts)
    expect(shown()[1]).toContain('Dev: a miss')
    expect(shown()[1]).toContain('The tender went out without the price list')
    expect(work.chi.message(ask).text).toContain('One has been added so far.')

    const kept = await work.store.read.sql.select().from(teamEntries)
    expect(kept).toMatchObject([{ wantsHelp: 1, wordsSealed: null }])
    expect(work.logged.join('\n')).not.toContain('price list')

    await work.chi.click(/Dev: a miss|Somebody with the price list/, 'I can help')
    await work.settled()
    expect(work.chi.ephemerals().at(-1)?.text).toBe('Dev is told that you can help. Nobody else is.')
    const offer = work.dev.im().at(-1)
    expect(offer?.text).toContain('Chi can help with what you added before the team’s meeting.')
    await work.dev.click(/Chi can help/, 'Make it a request')
    expect((await work.dev.sees('Ask for help')).text).toContain('Maya')

    await work.at('2026-03-03T13:00:00Z')
    expect(shown()[0]).toContain('one was added.')
    await work.at('2026-03-10T08:00:00Z')
    expect(shown().filter((text) => ask.test(text))).toHaveLength(1)
    expect(posted()).toHaveLength(3)
  })
})

describe('a team reflection', () => {
  it('comes the working day before a meeting that is early', async () => {
    await begin()
    await switchOn('09:30')
    await work.at('2026-03-02T15:00:00Z')
    expect(shown()).toEqual([expect.stringContaining('Our meeting is tomorrow 09:30')])
  })

  it('prompts the manager alone when nobody has added anything an hour before, and never the team', async () => {
    await begin()
    await switchOn()
    await work.at('2026-03-03T08:00:00Z')
    const before = work.maya.im().length
    await work.at('2026-03-03T12:00:00Z')
    await work.at('2026-03-03T12:05:00Z')
    expect(work.maya.im()).toHaveLength(before + 1)
    expect(work.maya.im().at(-1)?.text).toContain('Nobody has added anything yet before your team’s meeting at 14:00.')
    expect(posted()).toHaveLength(1)
    for (const other of [work.dev, work.chi, work.tomas])
      expect(other.im().filter(({ text }) => text.includes('Nobody has added'))).toEqual([])
    await work.at('2026-03-03T13:00:00Z')
    expect(work.maya.im().at(-1)?.text).toContain('has begun')
  })

  it('is quiet to the manager when somebody has added something', async () => {
    await begin()
    await switchOn()
    await work.at('2026-03-03T08:00:00Z')
    const form = await openForm(work.chi)
    await form.type('What was it?', 'Two accounts renewed early')
    await form.submit()
    await work.settled()
    await work.at('2026-03-03T12:00:00Z')
    expect(work.maya.im().filter(({ text }) => text.includes('Nobody has added'))).toEqual([])
  })

  it('takes nothing once the meeting has begun, and gives back what was typed', async () => {
    await begin()
    await switchOn()
    await work.at('2026-03-03T08:00:00Z')
    const form = await openForm()
    await form.type('What was it?', 'Too late')
    await work.at('2026-03-03T13:00:00Z')
    expect(JSON.stringify(await form.submit())).toContain('The meeting has begun')
    expect(await work.store.read.sql.select().from(teamEntries)).toEqual([])
  })

  it('offers help once, and not to oneself', async () => {
    await begin()
    await switchOn()
    await work.at('2026-03-03T08:00:00Z')
    const form = await openForm()
    await form.type('What was it?', 'A tender lost')
    await form.type('What help would be good', 'A second pair of eyes')
    await form.submit()
    await work.settled()
    await work.dev.click(/A second pair of eyes/, 'I can help')
    await work.settled()
    expect(work.dev.ephemerals().at(-1)?.text).toContain('This is your own.')
    for (let i = 0; i < 2; i++) {
      await work.chi.click(/A second pair of eyes/, 'I can help')
      await work.settled()
    }
    expect(work.chi.ephemerals().at(-1)?.text).toBe('You offered this already, and Dev was told.')
    expect(work.dev.im().filter(({ text }) => text.includes('Chi can help'))).toHaveLength(1)
  })

  it('is switched off where the app was not invited, and the manager is told how to go on', async () => {
    await begin({ app: 'not invited' })
    await switchOn()
    await work.at('2026-03-03T08:00:00Z')
    expect(work.maya.im().at(-1)?.text).toContain('/invite @Cuecard')
    await work.maya.view().dismiss()
    await work.maya.command('/coach', 'team')
    expect((await work.maya.sees('Team rhythm')).buttons).not.toContain('Switch off')
  })

  it('ends when the manager switches it off', async () => {
    await begin()
    await switchOn()
    await work.maya.view().press('Switch off')
    await work.settled()
    await work.at('2026-03-03T08:00:00Z')
    expect(posted()).toEqual([])
    expect((await work.store.read.sql.select().from(teamReflections)).map(({ state }) => state)).toEqual(['missed'])
  })

  it('is refused for a channel that has one, for a past day, and for somebody who coaches nobody', async () => {
    await begin()
    await switchOn()
    const again = work.maya.view()
    await again.pickConversation('Channel', north)
    expect(JSON.stringify(await again.submit())).toContain('This channel has a reflection already.')
    await work.tomas.command('/coach', 'team')
    const form = await work.tomas.sees('Team rhythm')
    await form.pickConversation('Channel', north)
    expect(JSON.stringify(await form.submit())).toContain('This is for managers who have 1:1s in Cuecard.')
    await form.pickDate('Next meeting on', '2026-02-27')
    expect(JSON.stringify(await form.submit())).toContain('This day is past.')
  })
})
