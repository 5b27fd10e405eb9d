import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { questionBank } from '../../src/coaching/question-bank.ts'
import { bankOf } from '../../src/flows/question-bank.ts'
import type { Pair } from '../../src/db/pairs.ts'
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

describe('the question bank', () => {
  it('is edited by a coordinator under the rules for wording, and asked from', async () => {
    const { lena } = work
    await openBank()
    await lena.view().press('Add a question')
    await work.settled()
    const form = lena.view()
    await form.type('The question', 'Do you like your goals?')
    await form.type('What to listen for', 'What they would show first')
    await form.type('If there is more', 'What else?')
    await form.choose('When in the quarter', ['First session', 'During the quarter'])
    await form.submit()
    expect(form.errors['The question']).toContain('yes or no')
    expect((await bankOf(work.store.read, pair.workspaceId)).bank.questions).toHaveLength(questionBank.questions.length)
    await lena.view().type('The question', 'What would make the next three weeks worth remembering?')
    await lena.view().submit()
    expect(lena.view().text).toContain('worth remembering? · yours')
    const { bank } = await bankOf(work.store.read, pair.workspaceId)
    expect(bank.questions.at(-1)).toMatchObject({ id: 'x01', category: 'goals' })
  })

  it('does not ask what was switched off, and asks it again when it is on', async () => {
    const { lena, maya } = work
    await work.at('2026-03-03T08:00:00Z')
    const asked = questionBank.questions.find(({ text }) => maya.message(/One question to try/).text.includes(text))
    expect(asked).toBeDefined()
    await openBank()
    for (const question of questionBank.questions.filter(({ category }) => category === 'goals').slice(0, 2)) {
      await lena.view().overflow('Switch off', { nth: 0 })
      await work.settled()
      expect((await bankOf(work.store.read, pair.workspaceId)).off).toContain(question.id)
    }
    await lena.view().overflow('Switch on', { nth: 0 })
    await work.settled()
    expect((await bankOf(work.store.read, pair.workspaceId)).off).toHaveLength(1)
  })

  it('is for coordinators alone', async () => {
    const { dev } = work
    await forge(work, dev, 'open_questions', { category: 'goals', from: 0 })
    expect(dev.view().text).toContain('Only a coordinator')
    await dev.view().dismiss()
    await forge(work, dev, 'question_switch', { id: 'g01', to: 'off', category: 'goals', from: 0 })
    expect((await bankOf(work.store.read, pair.workspaceId)).off).toEqual([])
  })
})

describe('Use my own', () => {
  it('puts the manager’s own question into the message and the session, and the bank’s back on another click', async () => {
    const { maya, dev } = work
    await work.at('2026-03-03T08:00:00Z')
    await maya.click(/1:1 with Dev, today/, 'Use my own')
    await work.settled()
    await maya.view().type('Your question', 'What did the clinic say on Friday?')
    await maya.view().submit()
    await work.settled()
    expect(maya.message(/1:1 with Dev, today/).text).toContain('*Your question:* What did the clinic say on Friday?')
    expect(maya.message(/1:1 with Dev, today/).text).not.toContain('One question to try')
    await maya.click(/1:1 with Dev, today/, 'Coach now')
    await work.settled()
    expect(maya.view().text).toContain('What did the clinic say on Friday?')
    await maya.view().dismiss()
    await maya.click(/1:1 with Dev, today/, 'Another question')
    await work.settled()
    expect(maya.message(/1:1 with Dev, today/).text).toContain('One question to try')
    expect(
      dev
        .im()
        .map(({ text }) => text)
        .join(),
    ).not.toContain('clinic')
    expect(work.logged.join('\n')).not.toContain('clinic')
  })
})

async function openBank(): Promise<void> {
  const { lena } = work
  await lena.openHome()
  await work.settled()
  await lena.home().press('Questions')
  await work.settled()
}
