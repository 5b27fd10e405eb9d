import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Transport, Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'

describe.each<Transport>(['socket', 'http'])('setting up a 1:1 over %s', (transport) => {
  let work: Workplace
  beforeEach(async () => void (work = await workplace({ transport })))
  afterEach(() => work.close())

  it('asks the employee, and starts when they say yes', async () => {
    const { maya, dev } = work
    await maya.command('/coach', 'add')
    await work.settled()
    const form = maya.view()
    await form.pickUser('Who do you meet?', 'U0DEV00001')
    await form.pickDate('Next 1:1 on', '2026-03-03')
    await form.pickTime('Time', '14:00')
    expect(await form.submit()).toEqual({ ok: true })
    expect(maya.view().text).toContain('Tue 3 March, 09:00')
    await work.settled()
    await dev.click(/would like to keep a coaching plan/, 'Yes, start')
    await work.settled()
    expect(dev.im().at(-1)?.text).toContain('Your plan with Maya has started.')
    expect(maya.im().at(-1)?.text).toContain('*Dev said yes.* I will write to you on Tue 3 March, 09:00, ahead of your 1:1 on Tue 3 March, 14:00.')
  })
})
