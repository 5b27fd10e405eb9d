import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Person } from '../../sandbox/slack/index.ts'
import { endPair } from '../../src/flows/pairs.ts'
import type { Workplace } from '../support/app.ts'
import { workplace } from '../support/app.ts'
import { forge } from '../support/forge.ts'
import { known, startPair } from '../support/pair.ts'

let work: Workplace
beforeEach(async () => void (work = await workplace()))
afterEach(() => work.close())

describe('a 1:1 with somebody who cannot be coached', () => {
  const refusals: [who: string, id: string | undefined, sentence: string][] = [
    ['oneself', 'U0MAYA0001', 'A 1:1 needs two people, and this is you. Nothing was saved. Please choose somebody else.'],
    ['another app', 'U0ROBOT001', 'Robo is an app, and apps have no 1:1s. Nothing was saved. Please choose somebody else.'],
    [
      'a guest',
      'U0GUEST001',
      'Gus is a guest here, and Cuecard works with full members only. Nothing was saved. Please choose somebody else.',
    ],
    [
      'somebody of another company',
      'U0STRANGE1',
      "Stella belongs to another company's workspace, and Cuecard works inside yours only. Nothing was saved. Please choose somebody else.",
    ],
    ['a deactivated person', 'U0GONE0001', "Gone's Slack account is deactivated. Nothing was saved. Please choose somebody else."],
  ]
  it.each(refusals)('is refused for %s with a sentence under the field, and nobody is written to', async (_who, id, sentence) => {
    const form = await addForm(work.maya)
    await form.pickUser('Who do you meet?', id ?? '')
    await form.submit()
    expect(form.errors).toEqual({ 'Who do you meet?': sentence })
    await work.settled()
    expect(work.slack.messagesOfApp()).toEqual([])
  })

  it('is refused for the app itself', async () => {
    const form = await addForm(work.maya)
    await form.pickUser('Who do you meet?', work.slack.botUserId)
    await form.submit()
    expect(form.errors['Who do you meet?']).toContain('is an app, and apps have no 1:1s')
  })

  it('is refused for somebody whom Slack does not let the app see', async () => {
    const form = await addForm(work.maya)
    work.slack.faults.add({ kind: 'error', method: 'users.info', times: 1, code: 'user_not_visible' })
    await form.pickUser('Who do you meet?', 'U0CHI00001')
    await form.submit()
    expect(form.errors['Who do you meet?']).toContain(
      'Slack does not know this person, or does not let Cuecard see them. Nothing was saved.',
    )
  })

  it('is refused when nobody was picked', async () => {
    const form = await addForm(work.maya)
    await form.submit()
    expect(Object.keys(form.errors)).toEqual(['Who do you meet?'])
  })

  it('can be put right in the same form', async () => {
    const form = await addForm(work.maya)
    await form.pickUser('Who do you meet?', 'U0GUEST001')
    await form.submit()
    await form.pickUser('Who do you meet?', 'U0DEV00001')
    await form.submit()
    expect(work.maya.view().text).toContain('I have asked Dev')
  })
})

describe('people whom Cuecard is not for', () => {
  it.each([
    ['a guest', 'U0GUEST001'],
    ['somebody of another company', 'U0STRANGE1'],
  ])('%s who types /coach gets one kind sentence', async (_who, id) => {
    const outsider = work.slack.person(id)
    await outsider.command('/coach', 'add @Dev')
    await work.settled()
    expect(outsider.hasView).toBe(false)
    expect(outsider.ephemerals().at(-1)?.text).toBe(
      'Cuecard is for full members of this workspace, so it cannot do this for you. Nothing was changed. Please ask the person who runs Cuecard here.',
    )
  })

  it('a guest who opens App Home or writes to the app is told the same, with no button to press', async () => {
    const guest = work.slack.person('U0GUEST001')
    await guest.openHome()
    await guest.say('hello')
    await work.settled()
    expect(guest.home().text).toContain('Cuecard is for full members of this workspace')
    expect(guest.home().buttons).toEqual([])
    expect(guest.im().at(-1)?.text).toContain('Cuecard is for full members of this workspace')
    expect(guest.im().at(-1)?.buttons).toEqual([])
  })
})

describe('somebody else’s 1:1', () => {
  it('cannot be answered, changed, paused or ended by a third person who holds its buttons', async () => {
    const { maya, dev, tomas } = work
    const pair = await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    await maya.openHome()
    await work.settled()
    for (const [act, sentence] of [
      ['pair_start', 'Only the person who was asked can answer this.'],
      ['pair_not_right', 'Only the person who was asked can answer this.'],
      ['pair_edit', 'Only the manager of this 1:1 can change it.'],
      ['pair_pause', 'Only the manager of this 1:1 can change it.'],
      ['pair_resume', 'Only the manager of this 1:1 can change it.'],
      ['pair_end', 'Only the two people of a 1:1 can end it.'],
    ] as const) {
      await forge(work, tomas, act, { pairId: pair.id })
      expect(tomas.view().text).toContain(sentence)
      await tomas.view().close()
    }
    expect(dev.im()).toHaveLength(1)
    expect(maya.home().text).toContain('Next: Dev')
  })

  it('cannot be edited by its employee', async () => {
    const pair = await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    await forge(work, work.dev, 'pair_edit', { pairId: pair.id })
    expect(work.dev.view().text).toContain('Only the manager of this 1:1 can change it.')
  })
})

async function addForm(manager: Person) {
  await manager.command('/coach', 'add')
  const form = await manager.sees('Add a 1:1')
  await form.pickDate('Next 1:1 on', '2026-03-03')
  await form.pickTime('Time', '14:00')
  return form
}

describe('a 1:1 that ended while somebody looked at it', () => {
  it('is not offered for editing or ending any more by a button of before', async () => {
    const pair = await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    await endPair(work.store, pair.id, await known(work, 'U0DEV00001'), work.clock.now())
    for (const act of ['pair_edit', 'pair_end']) {
      await forge(work, work.maya, act, { pairId: pair.id })
      expect(work.maya.view().text).toBe('This 1:1 has ended already. Nothing was changed. You can add it again at any time.')
      await work.maya.view().close()
    }
  })

  it('leaves what the employee typed for it on their screen, to be copied', async () => {
    const pair = await startPair(work, { employee: 'U0DEV00001', firstOn: '2026-03-03', time: '14:00' })
    await work.at('2026-03-02T08:00:00Z')
    await work.dev.click(/Would you like to say first/, 'Answer before we meet')
    const form = await work.dev.sees()
    await form.type('A next step you propose', 'Draft the renewal letter')
    await endPair(work.store, pair.id, await known(work, 'U0MAYA0001'), work.clock.now())
    await form.submit()
    expect(Object.values(form.errors)).toEqual([
      'This 1:1 has ended in Cuecard, so nothing is shared any more. Please copy what you need of what you typed.',
    ])
    expect(form.value('A next step you propose')).toBe('Draft the renewal letter')
  })
})
