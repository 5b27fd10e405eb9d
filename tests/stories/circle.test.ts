import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Person } from '../../sandbox/slack/index.ts'
import { circleMeetings, debriefEntries, inbox } from '../../src/db/tables.ts'
import type { Transport, Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { startPair } from '../support/pair.ts'

let work: Workplace
afterEach(() => work.close())

/** Four managers: each has a 1:1 with Lena, and none with another of them. */
async function begin(transport: Transport = 'socket'): Promise<void> {
  work = await workplace({ transport })
  for (const [index, manager] of ['U0MAYA0001', 'U0DEV00001', 'U0CHI00001', 'U0TOMAS001'].entries())
    await startPair(work, { manager, employee: 'U0LENA0001', firstOn: '2026-04-0' + (index + 1), time: '10:00' })
}
async function askThem(): Promise<void> {
  await work.maya.command('/coach', 'circle')
  const form = await work.maya.sees('My circle')
  await form.pickUser('Who else?', ['U0DEV00001', 'U0CHI00001', 'U0TOMAS001'])
  await form.pickDate('First meeting on', '2026-03-10')
  await form.pickTime('Time', '15:00')
  expect(await form.submit()).toMatchObject({ ok: true })
  await work.settled()
}
const question = /would like you in a peer circle/
async function sayYes(...people: Person[]): Promise<void> {
  for (const person of people) await person.click(question, 'Yes, I am in')
  await work.settled()
}
const group = () => work.slack.messagesOfApp().filter(({ channel }) => channel.startsWith('G') || channel.startsWith('C'))
const shown = () => group().map(({ text }) => text)

describe.each<Transport>(['socket', 'http'])('a peer circle over %s', (transport) => {
  beforeEach(() => begin(transport))

  it('begins with four who said yes, and meets in a thread of their group DM, step by step', async () => {
    const { dev, chi, tomas, maya } = work
    await askThem()
    expect(maya.view().text).toContain('1 of 4 said yes so far. With 4 it begins.')
    expect(dev.im().at(-1)?.text).toContain('Maya would like you in a peer circle with')
    await sayYes(dev, chi, tomas)
    expect(dev.im().at(-1)?.text).toContain('You are in. The day before each meeting')

    await work.at('2026-03-09T07:59:00Z')
    expect(shown()).toEqual([])
    await work.at('2026-03-09T08:00:00Z')
    await work.at('2026-03-09T08:01:00Z')
    expect(shown()).toEqual([expect.stringContaining('Our circle meets on Tue 10 March, 15:00 (Europe/Berlin). Maya brings a case.')])

    const root = group()[0]
    await chi.click(/Our circle meets/, 'I bring the case instead')
    await work.settled()
    expect(shown()[0]).toContain('Chi brings a case.')

    for (const [time, words] of [
      ['2026-03-10T14:00:00Z', '1 of 4: The case in three sentences. Chi, please write'],
      ['2026-03-10T14:10:00Z', '2 of 4: Questions only. Everybody but Chi asks one open question'],
      ['2026-03-10T14:25:00Z', '3 of 4: What I would try.'],
      ['2026-03-10T14:40:00Z', '4 of 4: What I take away. Chi first'],
    ] as const) {
      await work.at(time)
      expect(shown().at(-1)).toContain(words)
      expect(group().at(-1)?.threadTs).toBe(root?.ts)
      await work.at(Temporal.Instant.from(time).add({ minutes: 2 }))
    }
    expect(group()).toHaveLength(5)
    expect(shown()[0]).toContain('Our circle is on: What I take away, until 15:50.')
    await work.at('2026-03-10T14:50:00Z')
    expect(shown()[0]).toContain('Our circle has met, with Chi’s case. Thank you. The next one is on Tue 14 April, 15:00')
    expect(group()).toHaveLength(5)

    await work.at('2026-04-13T07:00:00Z')
    expect(shown().at(-1)).toContain('Maya brings a case.')
  })
})

describe('a peer circle', () => {
  beforeEach(() => begin())

  it('reads nothing and keeps nothing of what is written in its thread', async () => {
    const { dev, chi, tomas } = work
    await askThem()
    await sayYes(dev, chi, tomas)
    await work.at('2026-03-09T08:00:00Z')
    await work.at('2026-03-10T14:00:00Z')
    const root = group()[0]
    await chi.say('Somebody in my team never speaks in the meeting, canary-word.', {
      channel: root?.channel ?? '',
      threadTs: root?.ts ?? '',
    })
    await work.settled()
    expect(await work.store.read.sql.select().from(debriefEntries)).toEqual([])
    const kept = await work.store.read.sql.select().from(inbox)
    expect(JSON.stringify(kept)).not.toContain('canary-word')
    expect(work.logged.join('\n')).not.toContain('canary-word')
  })

  it('is skipped by any of them until it begins, and the turn stays where it was', async () => {
    const { dev, chi, tomas } = work
    await askThem()
    await sayYes(dev, chi, tomas)
    await work.at('2026-03-09T08:00:00Z')
    await tomas.click(/Our circle meets/, 'Skip this time')
    await work.settled()
    expect(shown()[0]).toContain('was skipped by Tomas. The next one is on Tue 14 April, 15:00')
    expect(dev.message(/was skipped/).buttons).toEqual([])
    await work.at('2026-03-10T14:20:00Z')
    expect(group()).toHaveLength(1)
    await work.at('2026-04-13T07:00:00Z')
    expect(shown().at(-1)).toContain('Maya brings a case.')
  })

  it('lets somebody else bring the case when the one whose turn it is is away', async () => {
    const { dev, chi, tomas, maya } = work
    await askThem()
    await sayYes(dev, chi, tomas)
    await maya.view().dismiss()
    await maya.command('/coach', 'settings')
    const settings = await maya.sees('Settings')
    await settings.pickDate('I am away until', '2026-03-12')
    await settings.submit()
    await work.settled()
    await work.at('2026-03-09T08:00:00Z')
    expect(shown()[0]).toContain('Dev brings a case.')
  })

  it('does not take place with three, and is ready again when a fourth says yes', async () => {
    const { dev, chi, tomas, maya } = work
    await askThem()
    await sayYes(dev, chi)
    await work.at('2026-03-09T08:00:00Z')
    await work.at('2026-03-10T14:05:00Z')
    expect(group()).toEqual([])
    await sayYes(tomas)
    await maya.view().dismiss()
    await maya.command('/coach', 'circle')
    expect((await maya.sees('My circle')).text).toContain('Tue 14 April')
    await work.at('2026-04-13T07:00:00Z')
    expect(group()).toHaveLength(1)
  })

  it('posts after an outage only the step that it is at, and nothing when the meeting is over', async () => {
    const { dev, chi, tomas } = work
    await askThem()
    await sayYes(dev, chi, tomas)
    await work.at('2026-03-09T08:00:00Z')
    await work.at('2026-03-10T14:30:00Z')
    expect(group()).toHaveLength(2)
    expect(shown().at(-1)).toContain('3 of 4')
    await work.at('2026-04-13T07:00:00Z')
    await work.at('2026-04-14T15:00:00Z')
    expect(shown().filter((text) => text.includes('1 of 4'))).toEqual([])
    expect(shown().some((text) => text.includes('did not take place'))).toBe(true)
    const rows = await work.store.read.sql.select().from(circleMeetings)
    expect(rows.map(({ state }) => state).toSorted()).toEqual(['done', 'missed', 'planned'])
  })

  it('lets go of whoever leaves, and of everything when the last one does', async () => {
    const { dev, chi, tomas, maya } = work
    await askThem()
    await sayYes(dev, chi, tomas)
    await dev.click(/You are in/, 'My circle')
    await (await dev.sees('My circle')).press('Leave the circle')
    await work.settled()
    expect(dev.view().text).toContain('You left the circle.')
    expect(dev.im().at(-1)?.text).toContain('You left this circle.')
    await work.at('2026-03-09T08:00:00Z')
    expect(group()).toEqual([])
    await maya.view().dismiss()
    await maya.command('/coach', 'circle')
    expect((await maya.sees('My circle')).text).not.toContain('Dev')
  })

  it.each([
    ['too few', ['U0DEV00001'], 'A circle has 4 to 6 managers, you among them.'],
    ['somebody who coaches nobody', ['U0DEV00001', 'U0CHI00001', 'U0STRANGE1'], 'Stella is no full member of this workspace.'],
    ['somebody of one’s own reporting line', ['U0DEV00001', 'U0CHI00001', 'U0LENA0001'], 'Lena have 1:1s with each other'],
  ])('refuses %s, and nothing is sent', async (_what, members, words) => {
    await work.maya.command('/coach', 'circle')
    const form = await work.maya.sees('My circle')
    await form.pickUser('Who else?', members)
    await form.pickDate('First meeting on', '2026-03-10')
    const answer = await form.submit()
    expect(JSON.stringify(answer)).toContain(words)
    await work.settled()
    expect(work.dev.im().filter(({ text }) => question.test(text))).toEqual([])
  })

  it('refuses a stranger to the circle, and somebody who is in one already', async () => {
    const { dev, chi, tomas, lena } = work
    await askThem()
    await sayYes(dev, chi, tomas)
    await work.at('2026-03-09T08:00:00Z')
    const forged = group()[0]
    expect(forged).toBeDefined()
    await dev.command('/coach', 'circle')
    expect((await dev.sees('My circle')).text).toContain('Your circle')
    await lena.command('/coach', 'circle')
    const form = await lena.sees('My circle')
    await form.pickUser('Who else?', ['U0DEV00001', 'U0CHI00001', 'U0TOMAS001'])
    expect(JSON.stringify(await form.submit())).toContain('you have no 1:1s as a manager in Cuecard yet')
  })
})
