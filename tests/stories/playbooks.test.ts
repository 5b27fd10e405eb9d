import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Pair } from '../../src/db/pairs.ts'
import { getPair } from '../../src/db/pairs.ts'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { forge } from '../support/forge.ts'
import { startPair } from '../support/pair.ts'

let work: Workplace
let pair: Pair
beforeEach(async () => {
  work = await workplace({ start: '2026-03-02T09:00:00Z' })
  pair = await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
})
afterEach(() => work.close())

describe('a playbook', () => {
  it('is set by the manager under its neutral name, and both read the same card', async () => {
    const { maya, dev } = work
    await setIt('Getting back on track')
    expect(maya.view().text).toContain('Name the gap with two facts')
    expect(maya.view().text).not.toMatch(/underperform/i)
    await dev.command('/coach', 'plan')
    await work.settled()
    expect(dev.view().text).toContain('*Working on:* Getting back on track, until')
    expect(dev.view().buttons).not.toContain('Set a playbook')
    await dev.view().press('See the card')
    await work.settled()
    expect(dev.view().text).toContain('Maya set this for your 1:1s')
    expect(dev.view().text).toContain('Name the gap with two facts')
    expect(dev.view().buttons).not.toContain('Choose another')
    await dev.view().press('Back to the plan')
    await work.settled()
    expect(dev.view().text).toContain('Working on')
  })

  it('chooses from its questions first', async () => {
    await setIt('Making room')
    await work.maya.view().dismiss()
    await work.at('2026-03-03T08:00:00Z')
    expect((await getPair(work.store.read, pair.id)).scenario).toBe('overloaded')
    expect(work.maya.message(/One question to try/).text).toMatch(/Why this one: (it belongs to "Making room"|there is no goal)/)
  })

  it('asks once whether it goes on, and ends by itself after eight weeks', async () => {
    const { maya } = work
    await setIt('Making room')
    await maya.view().dismiss()
    await work.at('2026-04-21T07:30:00Z')
    await work.at('2026-04-22T07:30:00Z')
    expect(maya.im().filter(({ text }) => /ends on/.test(text))).toHaveLength(1)
    await work.at('2026-04-27T09:00:00Z')
    expect((await getPair(work.store.read, pair.id)).scenario).toBeUndefined()
    expect(maya.message(/Making room/).text).toContain('has ended')
    expect(maya.message(/Making room/).buttons).toEqual([])
  })

  it('goes on for eight weeks more when the manager says so, and is asked about once more then', async () => {
    const { maya } = work
    await setIt('Making room')
    await maya.view().dismiss()
    await work.at('2026-04-21T07:30:00Z')
    await maya.click(/ends on/, 'Eight weeks more')
    await work.settled()
    expect(maya.message(/goes on until/).text).toContain('16 June')
    await work.at('2026-04-28T09:00:00Z')
    expect((await getPair(work.store.read, pair.id)).scenario).toBe('overloaded')
    await work.at('2026-06-09T08:30:00Z')
    expect(maya.im().filter(({ text }) => /ends on/.test(text))).toHaveLength(1)
  })

  it('is not the employee’s or a stranger’s to set or to see', async () => {
    const { dev, chi } = work
    await setIt('Making room')
    await forge(work, dev, 'set_playbook', { pairId: pair.id })
    expect(dev.view().text).toContain('The manager of a 1:1 sets its playbook')
    await dev.view().dismiss()
    await forge(work, dev, 'renew_playbook', { pairId: pair.id, scenario: 'overloaded' })
    await forge(work, chi, 'open_playbook', { pairId: pair.id })
    expect(chi.view().text).not.toContain('Making room')
  })
})

async function setIt(name: string): Promise<void> {
  const { maya } = work
  await maya.command('/coach', 'plan')
  await work.settled()
  await maya.view().press('Set a playbook')
  await work.settled()
  await maya.view().choose('What are you working on?', name)
  await maya.view().submit()
  await work.settled()
}
