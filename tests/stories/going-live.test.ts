import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { forge } from '../support/forge.ts'

describe('before people begin', { timeout: 60_000 }, () => {
  let work: Workplace
  beforeEach(async () => {
    work = await workplace()
    await work.lena.openHome()
    await work.settled()
  })
  afterEach(() => work.close())

  it('App Home says step by step what is still to be set up', () => {
    expect(work.lena.home().text).toContain('1. *Name contacts for sensitive matters for everywhere: still to do*')
    expect(work.lena.home().text).toContain('2. *Bring in the roster, so that 1:1s start without asking: still to do*')
    expect(work.lena.home().text).toContain('3. *Name who answers each kind of request: still to do*')
  })

  it('a coordinator looks through every message, and nothing is sent', async () => {
    await work.lena.home().press('Preview messages')
    const list = await work.lena.sees('Preview of messages')
    const messages = list.options('Which message?')
    expect(messages.length).toBeGreaterThan(25)
    for (const label of messages) {
      await work.lena.view().choose('Which message?', label)
      expect(await work.lena.view().submit(), label).toEqual({ ok: true })
      expect(work.lena.view().text, label).toContain('In this case:')
    }
    await work.settled()
    expect([work.maya, work.dev, work.tomas, work.lena].flatMap((person) => person.im())).toEqual([])
  })

  it('is for coordinators alone', async () => {
    await forge(work, work.maya, 'preview', {})
    expect(work.maya.view().text).toContain('Only coordinators can look through the messages')
    expect(work.maya.home().text).not.toContain('Before people begin')
  })
})
