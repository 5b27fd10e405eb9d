import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Person } from '../../sandbox/slack/index.ts'
import type { Transport, Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { startPair } from '../support/pair.ts'

let work: Workplace
afterEach(() => work.close())

describe.each<Transport>(['socket', 'http'])('choosing a mentor over %s', (transport) => {
  beforeEach(async () => void (work = await workplace({ transport })))

  it('asks the mentor, and begins with their *Yes, gladly*', async () => {
    const { maya, tomas } = work
    await ask(maya, 'U0TOMAS001')
    expect(maya.view().text).toContain('I have asked Tomas.')
    await work.settled()
    expect(tomas.im().at(-1)?.text).toContain('Maya would like you as their mentor in Cuecard.')
    await tomas.click(/would like you as their mentor/, 'Yes, gladly')
    await work.settled()
    expect(tomas.im().at(-1)?.text).toContain("You are Maya's mentor now.")
    expect(maya.im().at(-1)?.text).toContain('Tomas said yes and is your mentor now.')
    await maya.openHome()
    await tomas.openHome()
    await work.settled()
    expect(maya.home().text).toContain('Your mentor:* Tomas')
    expect(tomas.home().text).toContain("You are *Maya*'s mentor")
  })
})

describe('a mentorship', () => {
  beforeEach(async () => void (work = await workplace()))

  it('is declined with *Not now*, without a reason, and somebody else can be asked', async () => {
    const { maya, tomas, chi } = work
    await ask(maya, 'U0TOMAS001')
    await work.settled()
    await tomas.click(/would like you as their mentor/, 'Not now')
    await work.settled()
    expect(maya.im().at(-1)?.text).toContain('Tomas cannot be your mentor just now.')
    await maya.view().dismiss()
    await maya.click(/cannot be your mentor/, 'My mentor')
    const form = await maya.sees('My mentor')
    await form.pickUser('Who would you like as your mentor?', 'U0CHI00001')
    await form.submit()
    await work.settled()
    expect(chi.im().at(-1)?.text).toContain('Maya would like you as their mentor')
  })

  it('counts one answer, however often the buttons are pressed', async () => {
    const { maya, tomas } = work
    await ask(maya, 'U0TOMAS001')
    await work.settled()
    const asked = tomas.message(/would like you/)
    await Promise.all([tomas.click(asked, 'Yes, gladly'), tomas.click(asked, 'Yes, gladly')])
    await tomas.click(asked, 'Not now')
    await work.settled()
    expect(maya.im()).toHaveLength(1)
    expect(maya.im()[0]?.text).toContain('said yes')
    expect(tomas.ephemerals().at(-1)?.text).toBe('This was answered already. Nothing was changed.')
  })

  it('ends before another begins', async () => {
    const { maya, tomas } = work
    await ask(maya, 'U0TOMAS001')
    await work.settled()
    await tomas.click(/would like you/, 'Yes, gladly')
    await work.settled()
    await maya.view().dismiss()
    await maya.command('/coach', 'mentor')
    const mine = await maya.sees('My mentor')
    expect(mine.text).toContain('To change your mentor, end this first.')
    expect(mine.buttons).toEqual(['Set a monthly meeting', 'Ask my mentor', 'End this', 'Offer to mentor'])
    await mine.press('End this', { confirm: 'deny' })
    await work.settled()
    expect(tomas.im()).toHaveLength(1)
    await mine.press('End this')
    await work.settled()
    expect(maya.view().text).toContain('Tomas is not your mentor any more, and is told.')
    expect(tomas.im().at(-1)?.text).toContain("You are not Maya's mentor any more.")
    await maya.view().dismiss()
    await ask(maya, 'U0CHI00001')
    expect(maya.view().text).toContain('I have asked Chi.')
  })

  it('is taken back while nobody has answered', async () => {
    const { maya, tomas } = work
    await ask(maya, 'U0TOMAS001')
    await work.settled()
    const asked = tomas.message(/would like you/)
    await maya.view().close()
    await maya.command('/coach', 'mentor')
    const mine = await maya.sees('My mentor')
    expect(mine.text).toContain('You have asked *Tomas*. They have not answered yet.')
    await mine.press('Take it back')
    await work.settled()
    expect(tomas.im().at(-1)?.text).toBe('This question was taken back. There is nothing to do.')
    await tomas.click(asked, 'Yes, gladly')
    await work.settled()
    expect(tomas.ephemerals().at(-1)?.text).toContain('answered already')
  })

  it('can be ended by the mentor from App Home', async () => {
    const { maya, tomas } = work
    await ask(maya, 'U0TOMAS001')
    await work.settled()
    await tomas.click(/would like you/, 'Yes, gladly')
    await tomas.openHome()
    await work.settled()
    await tomas.home().press('End this')
    await work.settled()
    expect(maya.im().at(-1)?.text).toContain('Tomas is not your mentor any more.')
    expect(tomas.home().text).not.toContain("Maya*'s mentor")
  })

  it('can be answered on App Home', async () => {
    const { maya, tomas } = work
    await ask(maya, 'U0TOMAS001')
    await tomas.openHome()
    await work.settled()
    await tomas.home().press('Yes, gladly')
    await work.settled()
    expect(maya.im().at(-1)?.text).toContain('Tomas said yes')
  })

  it('is proposed by a coordinator for a manager; both are told the answer', async () => {
    const { maya, tomas, lena } = work
    await lena.openHome()
    await work.settled()
    await lena.home().press('Name a mentor')
    const form = await lena.sees('Name a mentor')
    await form.pickUser('For which manager?', 'U0MAYA0001')
    await form.pickUser('Who would be their mentor?', 'U0TOMAS001')
    await form.submit()
    await work.settled()
    expect(tomas.im().at(-1)?.text).toContain("Lena would like you to be Maya's mentor in Cuecard.")
    await tomas.click(/would like you/, 'Yes, gladly')
    await work.settled()
    expect(maya.im().at(-1)?.text).toContain('Tomas said yes and is your mentor now.')
    expect(lena.im().at(-1)?.text).toContain("Tomas said yes and is Maya's mentor now.")
  })

  const refusals: [who: string, id: string, sentence: string][] = [
    ['oneself', 'U0MAYA0001', 'This is you, and a mentor is somebody else.'],
    ['an app', 'U0ROBOT001', 'Robo is an app, and apps do not mentor.'],
    ['a guest', 'U0GUEST001', 'Gus is a guest here'],
    ['somebody of another company', 'U0STRANGE1', "Stella belongs to another company's workspace"],
    ['a deactivated person', 'U0GONE0001', "Gone's Slack account is deactivated"],
    ['the manager’s own employee', 'U0DEV00001', 'a mentor stands outside the reporting line'],
    ['the manager’s own manager', 'U0CHI00001', "Chi is Maya's own manager in Cuecard"],
  ]
  it.each(refusals)('is refused with %s, with a sentence under the field', async (_who, id, sentence) => {
    const { maya } = work
    await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    await startPair(work, { manager: 'U0CHI00001', employee: 'U0MAYA0001', firstOn: '2026-03-04', time: '10:00' })
    const messages = work.slack.messagesOfApp().length
    const form = await ask(maya, id)
    expect(form.errors['Who would you like as your mentor?']).toContain(sentence)
    await work.settled()
    expect(work.slack.messagesOfApp()).toHaveLength(messages)
  })

  it('is refused to a coordinator for a manager who has a mentor', async () => {
    const { maya, tomas, lena } = work
    await ask(maya, 'U0TOMAS001')
    await work.settled()
    await tomas.click(/would like you/, 'Yes, gladly')
    await lena.openHome()
    await work.settled()
    await lena.home().press('Name a mentor')
    const form = await lena.sees('Name a mentor')
    await form.pickUser('For which manager?', 'U0MAYA0001')
    await form.pickUser('Who would be their mentor?', 'U0CHI00001')
    await form.submit()
    expect(form.errors['For which manager?']).toBe('Maya has a mentor already: Tomas. End that first, and then name another.')
  })
})

async function ask(manager: Person, mentorId: string) {
  await manager.command('/coach', 'mentor')
  const form = await manager.sees('My mentor')
  await form.pickUser('Who would you like as your mentor?', mentorId)
  await form.submit()
  return form
}
