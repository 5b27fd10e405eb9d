import { eq } from 'drizzle-orm'
import { afterEach, describe, expect, it } from 'vitest'
import { invitations, triggers } from '../../src/db/tables.ts'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { startPair } from '../support/pair.ts'

let work: Workplace
afterEach(() => work.close())

const ofMaya = () => work.maya.im().filter(({ ephemeral, text }) => !ephemeral && /1:1 with Dev/.test(text))
const ofDev = () => work.dev.im().filter(({ text }) => /Would you like to say first/.test(text))
const reasons = async () =>
  (await work.store.read.sql.select().from(triggers)).filter(({ state }) => state === 'held_back').map(({ reason }) => reason)
const tuesday = { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' }

async function begin(start?: string): Promise<void> {
  work = await workplace(start === undefined ? {} : { start })
}

async function openAway(who: 'maya' | 'dev') {
  const home = await work[who].openHome()
  await work.settled()
  await home.press('I am away until …')
  await work.settled()
  return work[who].view()
}

/** Fills in the form from App Home. */
async function goAway(who: 'maya' | 'dev', until: string, from?: string): Promise<void> {
  const form = await openAway(who)
  await form.pickDate('I am away until', until)
  if (from !== undefined) await form.pickDate('First day', from)
  await form.submit()
  await work.settled()
}

describe('I am away until', () => {
  it('sends the manager nothing before the last day is over, says why on request, and goes on afterwards', async () => {
    await begin()
    await startPair(work, tuesday)
    await goAway('maya', '2026-03-06')
    expect(work.maya.view().text).toContain('away until Fri 6 March')
    await work.at('2026-03-03T08:00:00Z')
    await work.at('2026-03-03T12:00:00Z')
    expect(ofMaya()).toEqual([])
    expect(await reasons()).toEqual(['away'])
    await work.at('2026-03-10T08:00:00Z')
    expect(ofMaya()).toHaveLength(1)
    await work.maya.view().dismiss()
    await work.maya.command('/coach', 'why <@U0DEV00001|dev>')
    await work.settled()
    expect(work.maya.view().text).toMatch(/held back, for the 1:1 on Tue 3 March, 14:00\. You are marked as away/)
  })

  it('says in the manager’s message that the employee is away, and sends the employee nothing', async () => {
    await begin()
    await startPair(work, tuesday)
    await goAway('dev', '2026-03-03', '2026-03-03')
    await work.at('2026-03-02T08:00:00Z')
    await work.at('2026-03-03T08:00:00Z')
    expect(ofDev()).toEqual([])
    expect(ofMaya()[0]?.text).toContain('Dev is away until Tue 3 March.')
    const [first] = await work.store.read.sql.select().from(invitations).where(eq(invitations.state, 'held_back'))
    expect(first?.reason).toBe('away')
  })

  it('ends by a button, without catching up, and tells what it does not do', async () => {
    await begin()
    await startPair(work, tuesday)
    await goAway('maya', '2026-03-20')
    await work.at('2026-03-03T08:00:00Z')
    await work.maya.view().dismiss()
    const home = await work.maya.openHome()
    await work.settled()
    expect(home.text).toContain('You are away until Fri 20 March.')
    await home.press('I am back')
    await work.settled()
    await work.at('2026-03-03T12:00:00Z')
    expect(ofMaya()).toEqual([])
    await work.at('2026-03-10T08:00:00Z')
    expect(ofMaya()).toHaveLength(1)
  })

  it('is refused for days past, backwards or more than a year ahead, and stays open', async () => {
    await begin()
    await startPair(work, tuesday)
    const form = await openAway('maya')
    for (const [until, from, sentence] of [
      ['2026-02-20', '2026-02-20', 'past'],
      ['2027-06-01', '2026-03-05', 'year'],
      ['2026-03-02', '2026-03-05', 'before the first day'],
    ] as const) {
      await form.pickDate('I am away until', until)
      await form.pickDate('First day', from)
      await form.submit()
      expect(form.errors['I am away until']).toContain(sentence)
    }
  })

  it('can be set and taken back in Settings', async () => {
    await begin()
    await startPair(work, tuesday)
    await work.maya.command('/coach', 'settings')
    await work.settled()
    await work.maya.view().pickDate('I am away until', '2026-03-06')
    await work.maya.view().submit()
    await work.at('2026-03-03T08:00:00Z')
    expect(ofMaya()).toEqual([])
    const home = await work.maya.openHome()
    await work.settled()
    expect(home.text).toContain('You are away until Fri 6 March.')
  })
})

describe('holidays', () => {
  it('keeps silent on a public holiday of the manager’s country, and moves the evening before to the last working day', async () => {
    await begin('2026-03-29T18:00:00Z')
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-04-03', time: '14:00' })
    await startPair(work, { employee: 'U0CHI00001', firstOn: '2026-04-07', time: '09:30' })
    // The working day before Tuesday 7 April is Thursday 2 April: Good Friday and Easter Monday lie between.
    await work.at('2026-04-02T14:00:00Z')
    expect(work.maya.im().some(({ text }) => /1:1 with Chi, Tue 7 April, 09:30/.test(text))).toBe(true)
    await work.at('2026-04-03T07:00:00Z')
    expect(ofMaya()).toEqual([])
    expect(await reasons()).toEqual(['holiday'])
  })

  it('names the employee’s holiday in the manager’s message', async () => {
    await begin('2026-06-08T06:00:00Z')
    await startPair(work, { employee: 'U0CHI00001', firstOn: '2026-06-10', time: '14:00' })
    await work.at('2026-06-10T07:00:00Z')
    expect(work.maya.im().at(-1)?.text).toContain('That day is a holiday for Chi: Portugal Day')
  })

  it('keeps to closing days that a coordinator named, and to no others', async () => {
    await begin()
    await startPair(work, tuesday)
    const home = await work.lena.openHome()
    await work.settled()
    await home.press('Closing days')
    await work.settled()
    await work.lena.view().pickDate('Date', '2026-03-03')
    await work.lena.view().type('Name', 'Company day <!channel>')
    await work.lena.view().submit()
    await work.settled()
    expect(work.lena.view().text).toContain('Tue 3 March 2026: Company day <!channel>')
    await work.at('2026-03-03T08:00:00Z')
    expect(ofMaya()).toEqual([])
    expect(await reasons()).toEqual(['holiday'])
    await work.lena.view().press('Remove')
    await work.settled()
    expect(work.lena.view().text).toContain('No closing day is named yet.')
    await work.at('2026-03-10T08:00:00Z')
    expect(ofMaya()).toHaveLength(1)
  })

  it('takes a part of a country in Settings, and says which one it does not know', async () => {
    await begin()
    await startPair(work, tuesday)
    await work.maya.command('/coach', 'settings')
    await work.settled()
    const form = work.maya.view()
    await form.type('Country', 'DE-ZZ')
    await form.submit()
    expect(form.errors['Country']).toContain('ZZ')
    await form.type('Country', 'de-by')
    await form.submit()
    await work.settled()
    await work.maya.command('/coach', 'settings')
    await work.settled()
    expect(work.maya.view().value('Country')).toBe('DE-BY')
  })
})
