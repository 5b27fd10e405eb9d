import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mentorships } from '../../src/db/tables.ts'
import { offerToMentor, pairingsFor } from '../../src/flows/pairings.ts'
import { isRefusal } from '../../src/coaching/refusal.ts'
import { proposeMentor } from '../../src/flows/mentorships.ts'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { known, startPair } from '../support/pair.ts'

let work: Workplace
beforeEach(async () => {
  work = await workplace()
  await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
})
afterEach(() => work.close())

/** Tomas says for how many managers he has time. */
async function tomasOffers(managers: string): Promise<void> {
  await work.tomas.command('/coach', 'mentor')
  await work.settled()
  await work.tomas.view().press('Offer to mentor')
  const form = await work.tomas.sees('Mentor others')
  await form.choose('For how many managers do you have time?', managers)
  await form.choose('Which kinds of work do you know?', ['Sales'])
  await form.submit()
  await work.settled()
  await work.tomas.view().dismiss()
}

async function openPairings() {
  const home = await work.lena.openHome()
  await work.settled()
  await home.press('Pair managers and mentors')
  await work.settled()
  return work.lena.view()
}

describe('pairing managers and mentors', () => {
  it('proposes with reasons, shows every message, asks only then, and introduces the two with their agreement', async () => {
    await tomasOffers('2 managers')
    const form = await openPairings()
    expect(form.text).toContain('Tomas: both speak English; plenty of working hours in common')
    expect(form.value('Maya')).toBe('Tomas')
    await form.submit()
    await work.settled()
    expect(work.lena.view().text).toContain("Lena would like you to be Maya's mentor in Cuecard.")
    expect(work.lena.view().text).toContain('stays between the two of you')
    expect(work.tomas.im()).toEqual([])
    await work.lena.view().submit()
    await work.settled()
    expect(work.lena.view().text).toContain('One mentor was asked.')
    await work.tomas.click(/to be Maya's mentor/, 'Yes, gladly')
    await work.settled()
    expect(work.maya.message('Tomas said yes').text).toContain('stays between the two of you')
    expect(work.tomas.im().at(-1)?.text).toContain('stays between the two of you')
  })

  it('asks nobody whom the coordinator left out', async () => {
    await tomasOffers('One manager')
    const form = await openPairings()
    await form.choose('Maya', 'Nobody for now')
    await form.submit()
    await work.settled()
    expect(work.lena.view().text).toContain('You have left everybody out')
    expect(await work.store.read.sql.select().from(mentorships)).toEqual([])
  })

  it('never proposes somebody in the reporting line, nor the two who were together before', async () => {
    const proposed = async () => {
      const all = await pairingsFor(work.store.read, await known(work, 'U0LENA0001'), work.clock.now())
      if (isRefusal(all)) throw new Error(all.sentence)
      return all.map(({ managerName, mentor }) => `${managerName}: ${mentor?.mentorName}`)
    }
    await startPair(work, { manager: 'U0TOMAS001', employee: 'U0CHI00001', firstOn: '2026-03-04', time: '10:00' })
    await startPair(work, { manager: 'U0CHI00001', employee: 'U0MAYA0001', firstOn: '2026-03-05', time: '10:00' })
    await offerToMentor(work.store, await known(work, 'U0TOMAS001'), { capacity: 5, contexts: [], languages: ['en'] }, work.clock.now())
    expect((await proposed()).toSorted()).toEqual(['Chi: undefined', 'Maya: undefined', 'Tomas: undefined'])
  })

  it('does not ask a mentor who has no room left', async () => {
    await tomasOffers('One manager')
    const lena = await known(work, 'U0LENA0001')
    const mentor = await known(work, 'U0TOMAS001')
    const ask = async (manager: string) =>
      proposeMentor(work.store, { manager: await known(work, manager), mentor, by: lena }, work.clock.now())
    expect(isRefusal(await ask('U0CHI00001'))).toBe(false)
    expect(await ask('U0MAYA0001')).toMatchObject({ refused: 'no_room', about: 'mentor' })
  })

  it('is for coordinators', async () => {
    expect(await pairingsFor(work.store.read, await known(work, 'U0MAYA0001'), work.clock.now())).toMatchObject({ refused: 'not_yours' })
  })
})
