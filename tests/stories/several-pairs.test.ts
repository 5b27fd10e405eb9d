import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { livingPairsOf } from '../../src/db/pairs.ts'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { known, startPair } from '../support/pair.ts'

let work: Workplace
beforeEach(async () => void (work = await workplace({ start: '2026-03-02T09:00:00Z' })))
afterEach(() => work.close())

describe('Add several', () => {
  it('adds a 1:1 for each, with a day and a time of its own and the rest shared, and asks each of them', async () => {
    const { maya, dev, chi } = work
    await openForm()
    await maya.view().pickUser('Who do you meet?', ['U0DEV00001', 'U0CHI00001'])
    await maya.view().choose('Rhythm', 'Every second week')
    await maya.view().choose('Length', '45 minutes')
    await maya.view().submit()
    await maya.view().pickDate('Dev: next 1:1 on', '2026-03-03')
    await maya.view().pickTime('Dev: at', '09:30')
    await maya.view().pickDate('Chi: next 1:1 on', '2026-03-05')
    await maya.view().pickTime('Chi: at', '15:00')
    await maya.view().submit()
    await work.settled()
    expect(maya.view().text).toContain('2 1:1s were added.')
    expect(dev.message(/would like to keep a coaching plan/).text).toContain('every second Tuesday at 09:30')
    expect(chi.message(/would like to keep a coaching plan/).text).toContain('45 minutes')
    const pairs = await livingPairsOf(work.store.read, (await known(work, 'U0MAYA0001')).id)
    expect(pairs.map(({ cadence }) => cadence.time).toSorted()).toEqual(['09:30', '15:00'])
  })

  it('says at once who cannot be added, and why, with nothing saved', async () => {
    const { maya } = work
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    await openForm()
    const form = maya.view()
    await form.pickUser('Who do you meet?', ['U0DEV00001', 'U0GUEST001', 'U0ROBOT001', 'U0MAYA0001', 'U0CHI00001'])
    await form.submit()
    const said = form.errors['Who do you meet?'] ?? ''
    for (const why of ['Gus is a guest', 'Robo is an app', 'this is you', 'You and Dev have a 1:1']) expect(said).toContain(why)
    expect(await livingPairsOf(work.store.read, (await known(work, 'U0MAYA0001')).id)).toHaveLength(1)
  })

  it('takes no date that is past, and keeps what was filled in', async () => {
    const { maya } = work
    await openForm()
    await maya.view().pickUser('Who do you meet?', ['U0DEV00001', 'U0CHI00001'])
    await maya.view().submit()
    const form = maya.view()
    await form.pickDate('Chi: next 1:1 on', '2026-03-01')
    await form.submit()
    expect(form.errors).toEqual({ 'Chi: next 1:1 on': expect.stringContaining('This date is past') })
    expect(await livingPairsOf(work.store.read, (await known(work, 'U0MAYA0001')).id)).toHaveLength(0)
  })

  it('adds each once when the form is sent twice', async () => {
    const { maya, dev } = work
    await openForm()
    await maya.view().pickUser('Who do you meet?', ['U0DEV00001'])
    await maya.view().submit()
    const form = maya.view()
    await Promise.all([form.submit(), form.submit()])
    await work.settled()
    expect(dev.im().filter(({ text }) => /would like to keep/.test(text))).toHaveLength(1)
  })
})

async function openForm(): Promise<void> {
  await work.maya.openHome()
  await work.settled()
  await work.maya.home().press('Add several')
  await work.settled()
}
