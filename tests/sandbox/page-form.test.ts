import type { AnyBlock } from '@slack/types'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Values } from '../../sandbox/practice-api.ts'
import {
  carryOver,
  fieldsOf,
  isEmpty,
  problemsIn,
  richTextAsText,
  tellsTheApp,
  textAsRichText,
  valuesNow,
} from '../../sandbox/page/form.ts'

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const option = (value: string) => ({ text: plain(value), value })

function textInput(blockId: string, element: object = {}, block: object = {}): AnyBlock {
  return {
    type: 'input',
    block_id: blockId,
    label: plain(blockId),
    element: { type: 'plain_text_input', action_id: 'text', ...element },
    ...block,
  } as AnyBlock
}

function weekday(...values: string[]): AnyBlock {
  return {
    type: 'actions',
    block_id: 'when',
    elements: [{ type: 'static_select', action_id: 'day', options: values.map(option) }],
  } as AnyBlock
}

const typed = (blockId: string, value: string): Values => ({ [blockId]: { text: { type: 'plain_text_input', value } } })

function firstField(block: AnyBlock) {
  const [field] = fieldsOf([block])
  if (field === undefined) throw new Error('The block has no field')
  return field
}

describe('the values of a surface', () => {
  it('begin with what the app put into the fields', () => {
    expect(valuesNow([textInput('goal', { initial_value: 'Grow' })], {})).toEqual({
      goal: { text: { type: 'plain_text_input', value: 'Grow' } },
    })
  })

  it('name every field that holds something, and no button', () => {
    const actions = {
      type: 'actions',
      block_id: 'a',
      elements: [
        { type: 'button', action_id: 'go', text: plain('Go') },
        { type: 'datepicker', action_id: 'due' },
      ],
    } as AnyBlock
    expect(valuesNow([actions], {})).toEqual({ a: { due: { type: 'datepicker', selected_date: null } } })
  })

  it('say null for an empty text and an empty list for no choices', () => {
    const several = {
      type: 'input',
      block_id: 'who',
      label: plain('Who'),
      element: { type: 'multi_users_select', action_id: 'who' },
    } as AnyBlock
    expect(valuesNow([textInput('goal'), several], {})).toEqual({
      goal: { text: { type: 'plain_text_input', value: null } },
      who: { who: { type: 'multi_users_select', selected_users: [] } },
    })
  })
})

describe('a redrawn surface', () => {
  it('keeps what was typed where block and action have the same ids, even when the app sends another beginning', () => {
    const kept = carryOver([textInput('goal')], typed('goal', 'Mine'), [textInput('goal', { initial_value: 'Yours' })])
    expect(valuesNow([textInput('goal', { initial_value: 'Yours' })], kept)).toEqual(typed('goal', 'Mine'))
  })

  it('keeps what a field showed although nobody touched it', () => {
    const before = [textInput('goal', { initial_value: 'First' })]
    const after = [textInput('goal', { initial_value: 'Second' })]
    expect(valuesNow(after, carryOver(before, {}, after))).toEqual(typed('goal', 'First'))
  })

  it('starts again under a new block id', () => {
    const after = [textInput('goal-2', { initial_value: 'Yours' })]
    expect(valuesNow(after, carryOver([textInput('goal')], typed('goal', 'Mine'), after))).toEqual(typed('goal-2', 'Yours'))
  })

  it('forgets a choice that is not offered any more', () => {
    const held: Values = { when: { day: { type: 'static_select', selected_option: option('Friday') } } }
    expect(carryOver([weekday('Monday', 'Friday')], held, [weekday('Monday')])).toEqual({})
    expect(carryOver([weekday('Monday', 'Friday')], held, [weekday('Friday')])).toEqual(held)
  })

  it('loses nothing when it is redrawn as it was', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.string({ minLength: 1 })), (texts) => {
        const blocks = Object.keys(texts).map((blockId) => textInput(blockId))
        const held = Object.entries(texts).reduce<Values>((all, [blockId, text]) => ({ ...all, ...typed(blockId, text) }), {})
        expect(valuesNow(blocks, carryOver(blocks, held, blocks))).toEqual(valuesNow(blocks, held))
      }),
    )
  })
})

describe('what Slack checks before it sends a form', () => {
  it('asks for a required field and not for an optional one', () => {
    const blocks = [textInput('goal'), textInput('more', {}, { optional: true })]
    expect(problemsIn(blocks, typed('goal', '   '))).toEqual({ goal: 'Please complete this required field.' })
  })

  it.each([
    [{ min_length: 5 }, 'abc', 'Please write at least 5 characters.'],
    [{ max_length: 2 }, 'abc', 'Please keep it under 2 characters.'],
    [{ type: 'email_text_input' }, 'maya at example', 'Please enter a valid email address.'],
    [{ type: 'url_text_input' }, 'not a link', 'Please enter a valid URL.'],
    [{ type: 'number_input', is_decimal_allowed: false }, '1.5', 'Please enter a whole number.'],
    [{ type: 'number_input', is_decimal_allowed: true, max_value: '90' }, '91', 'Please enter 90 or less.'],
  ])('refuses what does not fit %o', (element, value, problem) => {
    const block = textInput('field', element)
    const held: Values = { field: { text: { type: firstField(block).element.type, value } } }
    expect(problemsIn([block], held)).toEqual({ field: problem })
  })
})

describe('when a field tells the app', () => {
  it('is on every change in a row of actions, and never in an input that was not asked to', () => {
    expect(tellsTheApp(firstField(weekday('Monday')))).toBe('on change')
    expect(tellsTheApp(firstField(textInput('goal')))).toBe('never')
  })

  it('is Enter for a text with dispatch_action, unless it asks for characters', () => {
    expect(tellsTheApp(firstField(textInput('goal', {}, { dispatch_action: true })))).toBe('on enter')
    const config = { dispatch_action_config: { trigger_actions_on: ['on_character_entered'] } }
    expect(tellsTheApp(firstField(textInput('goal', config, { dispatch_action: true })))).toBe('on character')
  })
})

describe('rich text in a plain text area', () => {
  it('comes back as the text that was typed', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(richTextAsText(textAsRichText(text))).toBe(text.trim() === '' ? '' : text)
      }),
    )
  })

  it('is empty when there is only space in it', () => {
    expect(isEmpty({ type: 'rich_text_input', rich_text_value: textAsRichText('  \n ') })).toBe(true)
  })
})
