import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkMessage, checkView } from '../../../sandbox/slack/block-kit/check.ts'
import { countWords, mostWords, mostWordsALine } from '../../../src/coaching/trigger.ts'
import type { TriggerItem } from '../../../src/coaching/trigger.ts'
import { questionBank } from '../../../src/coaching/question-bank.ts'
import type { Message } from '../../../src/slack/views/kit.ts'
import { drawInvitation } from '../../../src/slack/views/invitation.ts'
import { invitationMessages, invitationModals } from '../../../src/slack/views/samples/invitation.ts'
import { sampleNow } from '../../../src/slack/views/samples/at.ts'
import { triggerMessages, triggerModals } from '../../../src/slack/views/samples/trigger.ts'
import { drawTrigger } from '../../../src/slack/views/trigger.ts'

const full = { zone: 'Europe/Berlin', locale: 'en-GB', thin: false, now: sampleNow }
const thin = { ...full, thin: true }

/** The words of all text in a message but the line on who can read it and the labels of buttons. */
function wordsIn({ blocks }: Message): number {
  const texts = blocks.flatMap((block) =>
    block.type === 'section'
      ? [block.text?.text ?? '']
      : block.type === 'context'
        ? block.elements.map((one) => ('text' in one ? one.text : ''))
        : [],
  )
  return countWords(texts.filter((text) => !text.includes('can read this')).join(' '))
}

const anyText = fc.oneof(
  fc.string({ maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.lorem({ maxCount: 60 }),
  fc.constantFrom('<!channel> now', '北部地区'.repeat(40), 'x'.repeat(400)),
)
const [sample] = triggerMessages.trigger.full.items
if (sample === undefined) throw new Error('the sample has no 1:1')
const anyItem: fc.Arbitrary<TriggerItem> = fc
  .record({
    name: fc.constantFrom('Dev', 'Maria-Luisa von und zu Hohenstein', '李娜', '<!here>'),
    goal: fc.option(anyText, { nil: undefined }),
    promises: fc.array(anyText, { maxLength: 3 }),
    steps: fc.array(anyText, { maxLength: 3 }),
    more: fc.nat(12),
    topics: fc.option(anyText, { nil: undefined }),
    step: fc.option(anyText, { nil: undefined }),
    question: fc.option(fc.constantFrom(...questionBank.questions), { nil: undefined }),
  })
  .map(({ name, goal, promises, steps, more, topics, step, question }) => ({
    ...sample,
    employeeName: name,
    plan: {
      goal: goal === undefined ? undefined : { text: goal, state: 'at_risk' as const },
      overduePromises: promises.map((text) => ({ text, dueOn: '2026-02-20' })),
      openPromises: more,
      openSteps: steps.length + more,
      overdueSteps: steps.map((text) => ({ text, dueOn: '2026-02-21' })),
      unsigned: more,
      requestsWaiting: more,
    },
    shared:
      topics === undefined && step === undefined
        ? undefined
        : { topics, helpKinds: ['introduction' as const, 'tool_budget' as const], step: step === undefined ? undefined : { text: step } },
    question: question && {
      text: question.text,
      why: 'help that was asked for has been open for a week or more',
      listenFor: question.listenFor,
      followUp: question.followUp,
    },
  }))

describe('the trigger message', () => {
  it('has at most 120 words about one 1:1, whatever people wrote', () => {
    fc.assert(
      fc.property(anyItem, fc.option(anyText, { nil: undefined }), (item, nextTry) => {
        expect(wordsIn(drawTrigger({ items: [item], nextTry }, full))).toBeLessThanOrEqual(mostWords)
      }),
    )
  })

  it('keeps its question, the goal, the promise and the shared answers on the longest day', () => {
    const said = drawTrigger(triggerMessages.trigger.full, full).text
    for (const part of [
      'Goal',
      'Your promise',
      'past its date',
      'request',
      'shared answers',
      'One question to try',
      'Why this one',
      'Listen for',
      'If there is more',
      'To try, from your last debrief',
    ])
      expect(said).toContain(part)
  })

  it('names the manager’s own promise before the steps of the employee', () => {
    const said = drawTrigger(triggerMessages.trigger.full, full).text
    expect(said.indexOf('Your promise')).toBeLessThan(said.indexOf('steps'))
  })

  it('gives each of several 1:1s one line of at most 25 words', () => {
    fc.assert(
      fc.property(fc.array(anyItem, { minLength: 2, maxLength: 6 }), (items) => {
        const lines = drawTrigger({ items, nextTry: undefined }, full).text.split('\n').slice(1)
        for (const line of lines) expect(countWords(line)).toBeLessThanOrEqual(mostWordsALine)
      }),
    )
  })

  it('pings nobody, whatever people wrote', () => {
    fc.assert(
      fc.property(anyItem, (item) => {
        const said = JSON.stringify(drawTrigger({ items: [item], nextTry: '<@U0DEV00001> <!here>' }, full))
        expect(said).not.toMatch(/<[!@]/)
      }),
    )
  })

  it('carries names, counts and buttons only when messages are thin', () => {
    for (const data of [triggerMessages.trigger.full, triggerMessages.trigger.several]) {
      const said = JSON.stringify(drawTrigger(data, thin))
      for (const written of ['Renewals', 'price exception', 'stalled', 'handover', 'part ways', 'idea']) expect(said).not.toContain(written)
      expect(said).toContain('Coach now')
    }
  })

  it('begins its text with the app, the person and the time, and nothing else', () => {
    expect(drawTrigger(triggerMessages.trigger.full, full).text).toMatch(/^Cuecard: 1:1 with Dev, today 14:00\.\n/)
    expect(drawTrigger(triggerMessages.trigger.several, full).text).toMatch(/^Cuecard: 1:1s today with Dev 14:00, Chi 15:00\.\n/)
  })

  it.each([full, thin])('fits Slack in every state', (reader) => {
    for (const data of [...Object.values(triggerMessages.trigger), ...Object.values(triggerMessages.trigger_again)]) {
      for (const method of ['post', 'update'] as const) expect(checkMessage(drawTrigger(data, reader), method)).toEqual([])
    }
    for (const data of Object.values(invitationMessages.invitation)) expect(checkMessage(drawInvitation(data, reader), 'post')).toEqual([])
    for (const views of [...Object.values(triggerModals(reader)), ...Object.values(invitationModals(reader))]) {
      for (const view of Object.values(views)) expect(checkView(view, 'modal')).toEqual([])
    }
  })
})
