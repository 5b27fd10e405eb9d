import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { forge } from '../support/forge.ts'
import { startPair } from '../support/pair.ts'

describe('Pause everything', { timeout: 60_000 }, () => {
  let work: Workplace
  beforeEach(async () => {
    work = await workplace()
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    await work.lena.openHome()
    await work.settled()
  })
  afterEach(() => work.close())

  async function pause() {
    await work.lena.home().press('Pause everything')
    await (await work.lena.sees('Pause everything')).submit()
    await work.settled()
  }
  const posts = () => [work.maya, work.dev, work.chi, work.tomas, work.lena].reduce((count, person) => count + person.im().length, 0)

  it('stops every message at once, says so on App Home, and goes on without a burst', async () => {
    await pause()
    expect(work.lena.home().text).toContain('*Everything is paused* since Sun 1 March')
    const before = posts()
    await work.at('2026-03-02T08:00:00Z')
    await work.at('2026-03-03T08:00:00Z')
    await work.at('2026-03-03T13:45:00Z')
    expect(posts()).toBe(before)

    await work.at('2026-03-06T10:00:00Z')
    await work.lena.home().press('Resume')
    await work.settled()
    await work.at('2026-03-06T10:05:00Z')
    expect(work.lena.home().text).not.toContain('Everything is paused')
    expect(posts()).toBe(before)
    await work.at('2026-03-10T08:00:00Z')
    expect(work.maya.im().at(-1)?.text).toContain('1:1 with Dev')
    expect(posts()).toBeGreaterThan(before)
  })

  it('keeps what people do meanwhile, and tells the others once it goes on', async () => {
    await pause()
    await work.maya.command('/coach', 'add @Chi')
    const form = await work.maya.sees('Add a 1:1')
    await form.pickDate('Next 1:1 on', '2026-03-12')
    await form.pickTime('Time', '10:00')
    await form.submit()
    await work.settled()
    expect(work.chi.im()).toEqual([])
    await work.restart()
    await work.settled()
    expect(work.chi.im()).toEqual([])
    await work.lena.home().press('Resume')
    await work.settled()
    expect(work.chi.im().filter(({ text }) => /would like to keep a coaching plan/.test(text))).toHaveLength(1)
  })

  it('sends a message whose 1:1 is still to come when it goes on in time', async () => {
    await pause()
    await work.at('2026-03-03T08:00:00Z')
    await work.at('2026-03-03T11:00:00Z')
    await work.lena.home().press('Resume')
    await work.settled()
    await work.at('2026-03-03T11:00:30Z')
    expect(work.maya.im().filter(({ text }) => /1:1 with Dev/.test(text))).toHaveLength(1)
  })

  it('is for coordinators alone, and is not done twice', async () => {
    await forge(work, work.maya, 'pause_everything', {})
    expect(work.maya.view().text).toContain('Only a coordinator can pause Cuecard')
    await forge(work, work.maya, 'resume_everything', {})
    expect(work.maya.view().text).toContain('Only a coordinator can pause Cuecard or let it go on')
    await forge(work, work.lena, 'resume_everything', {})
    expect(work.lena.view().text).toContain('Nothing is paused')
  })
})
