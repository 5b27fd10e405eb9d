import { afterEach, describe, expect, it } from 'vitest'
import type { Person } from '../../sandbox/slack/index.ts'
import { inbox, outbox, pulseAnswers, pulseHeld, pulseInvited } from '../../src/db/tables.ts'
import { answersOf, wavesOf } from '../../src/db/pulse.ts'
import { backend } from '../support/database.ts'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { pilotOfTwo } from '../support/pilot.ts'

let work: Workplace
afterEach(() => work.close())

/** The baseline opens on Tuesday 10 March and is closed on Friday 13 March. */
const opens = '2026-03-10T09:00:00Z'
const question = /Thinking about the last two weeks/
const pulses = (person: Person) => person.im().filter(({ ephemeral, text }) => !ephemeral && question.test(text))

async function begin() {
  work = await workplace()
  // Everybody says something to the app once, so that it knows them.
  for (const person of [work.maya, work.dev, work.chi, work.tomas, work.lena]) await person.say('hello')
  await work.settled()
  return pilotOfTwo(work)
}

async function answer(person: Person, choices: Record<string, string>) {
  const message = person.message(question)
  for (const [statement, choice] of Object.entries(choices)) await message.choose(new RegExp(statement), choice)
  await message.press('Send my answers')
  await work.settled()
}
const agreeable = {
  'goals or my learning': 'Agree',
  'good work looks like': 'Strongly agree',
  'heard my view': 'Does not apply',
  'they would do': 'Agree',
  'bring up a problem': 'Neither',
}

describe('the pulse', () => {
  it('asks the people of both groups on the same day, each at ten in their own morning', async () => {
    await begin()
    await work.at('2026-03-10T08:59:00Z')
    expect([work.dev, work.chi, work.lena].map((person) => pulses(person).length)).toEqual([0, 0, 0])
    await work.at(opens)
    // Chi is in Lisbon, an hour behind.
    expect([work.dev, work.chi, work.lena, work.maya].map((person) => pulses(person).length)).toEqual([1, 0, 1, 0])
    await work.at('2026-03-10T10:00:00Z')
    expect(pulses(work.chi)).toHaveLength(1)
    expect(work.dev.message(question).text).toContain('“My manager” is Maya.')
  })

  it('takes answers once, thanks in place, and writes them when the wave closes, without a name, an order or a time', async () => {
    const pilot = await begin()
    await work.at(opens)
    await answer(work.dev, agreeable)
    expect(work.dev.im().at(-1)?.text).toContain('Thank you. Your answers are in, without your name.')
    expect(pulses(work.dev)).toEqual([])
    expect(await work.store.read.sql.select().from(pulseAnswers)).toEqual([])
    await answer(work.lena, { ...agreeable, 'apply for': 'No' })
    await work.at('2026-03-14T13:00:00Z')
    const [baseline] = await wavesOf(work.store.read, pilot.id)
    const answers = await answersOf(work.store.read, baseline === undefined ? [] : [baseline.id])
    expect(answers.map(({ managerCode, ballot }) => [managerCode, ballot.items, ballot.applied]).toSorted()).toEqual([
      ['E1', [4, 5, null, 4, 3], null],
      ['E4', [4, 5, null, 4, 3], 'no'],
    ])
    expect(await work.store.read.sql.select().from(pulseHeld)).toEqual([])
    expect(Object.keys((await work.store.read.sql.select().from(pulseAnswers))[0] ?? {}).toSorted()).toEqual([
      'answers',
      'managerCode',
      'token',
      'waveId',
      'workspaceId',
    ])
  })

  it('keeps nothing of the click: no claim, no redraw, no line in the log, and no value in the open in the file', async () => {
    await begin()
    await work.at(opens)
    const before = {
      inbox: (await work.store.read.sql.select().from(inbox)).length,
      outbox: (await work.store.read.sql.select().from(outbox)).length,
    }
    const logged = work.logged.length
    await answer(work.dev, agreeable)
    // Slack tells that a message was changed; of that an id is kept that names nobody.
    const since = (await work.store.read.sql.select().from(inbox)).slice(before.inbox)
    expect(since.map(({ kind, bodySealed, key }) => [kind, bodySealed, key.includes('U0DEV')])).toEqual([['event', null, false]])
    expect(await work.store.read.sql.select().from(outbox)).toHaveLength(before.outbox)
    expect(work.logged.slice(logged).join('\n')).not.toMatch(/pulse_send|selected_option|follow_through/)
    // Of the five values only the sealed row holds anything.
    if (backend === 'sqlite') expect(await work.database.raw()).not.toContain('"items":[4')
    const invited = await work.store.read.sql.select().from(pulseInvited)
    expect(invited.filter(({ answered }) => answered === 1)).toHaveLength(1)
    expect(Object.keys(invited[0] ?? {}).some((name) => /At$|On$/.test(name))).toBe(false)
  })

  it('refuses a second answer, an empty one and a late one kindly, and loses and doubles nothing over a restart', async () => {
    const pilot = await begin()
    await work.at(opens)
    const stale = work.dev.message(question)
    await stale.press('Send my answers')
    await work.settled()
    expect(work.dev.ephemerals().at(-1)?.text).toContain('Nothing is chosen yet, so nothing was sent.')
    await answer(work.dev, agreeable)
    await work.restart()
    await work.at('2026-03-12T09:00:00Z')
    // The reminder goes to Lena alone.
    expect(work.lena.im().filter(({ text }) => /a reminder of five short statements/.test(text))).toHaveLength(0)
    expect(pulses(work.lena)).toHaveLength(2)
    expect(pulses(work.dev)).toHaveLength(0)
    await work.at('2026-03-13T23:30:00Z')
    await answer(work.lena, agreeable)
    expect(work.lena.ephemerals().at(-1)?.text).toContain('This round is closed, so these answers were not taken')
    await work.at('2026-03-14T13:00:00Z')
    const [baseline] = await wavesOf(work.store.read, pilot.id)
    expect(await answersOf(work.store.read, baseline === undefined ? [] : [baseline.id])).toHaveLength(1)
    expect(work.lena.im().at(-1)?.text).toContain('closed')
  })
})
