import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { forge } from '../support/forge.ts'

const waiting = { of: 'pair_proposal', state: 'waiting' }

describe('a coordinator sends themselves a sample', { timeout: 60_000 }, () => {
  let work: Workplace
  beforeEach(async () => {
    work = await workplace()
    await work.lena.openHome()
    await work.settled()
  })
  afterEach(() => work.close())

  const send = async (sample: { of: string; state: string }) => {
    await work.lena.view().press({ actionId: 'send_sample', value: JSON.stringify(sample) })
    await work.settled()
  }

  async function preview() {
    await work.lena.home().press('Preview messages')
    const list = await work.lena.sees('Preview of messages')
    await list.choose('Which message?', 'Question whether to start')
    await list.submit()
    await work.settled()
  }

  it('from the preview, marked as a sample, and nobody else gets anything', async () => {
    await preview()
    await send(waiting)
    expect(work.lena.view().text).toContain('Sent. The sample is in your messages with Cuecard')
    expect(work.lena.im()).toHaveLength(1)
    expect(work.lena.im()[0]?.text).toContain('This is a sample')
    expect(work.lena.im()[0]?.text).toContain('would like to keep a coaching plan')
    expect([work.maya, work.dev, work.chi, work.tomas].flatMap((person) => person.im())).toEqual([])
  })

  it('and its buttons say that nothing happened', async () => {
    await preview()
    await send(waiting)
    await work.lena.im()[0]?.press('Yes, start')
    await work.settled()
    expect(work.lena.ephemerals().at(-1)?.text).toContain('This is a sample, so nothing happened')
    expect(work.lena.im().length - work.lena.ephemerals().length).toBe(1)
    expect(work.lena.im()[0]?.text).toContain('would like to keep a coaching plan')
  })

  it('not while everything is paused', async () => {
    await work.lena.home().press('Pause everything')
    await (await work.lena.sees('Pause everything')).submit()
    await work.settled()
    await preview()
    await send(waiting)
    expect(work.lena.view().text).toContain('Everything is paused, so nothing was sent')
    await work.lena.home().press('Resume')
    await work.settled()
    expect(work.lena.im()).toEqual([])
  })

  it('and nobody but a coordinator does', async () => {
    await forge(work, work.maya, 'send_sample', waiting)
    expect(work.maya.view().text).toContain('Only coordinators can send themselves a sample')
    expect(work.maya.im()).toEqual([])
  })

  it('and one that is not there is answered plainly', async () => {
    for (const sample of [
      { ...waiting, state: 'toString' },
      { of: 'sample_message', state: 'with_buttons' },
      { of: 'home', state: 'waiting' },
    ]) {
      await forge(work, work.lena, 'send_sample', sample)
      expect(work.lena.view().text).toContain('There is no such sample any more')
    }
    expect(work.lena.im()).toEqual([])
  })
})
