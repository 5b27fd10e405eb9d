import { describe, expect, it } from 'vitest'
import { checkMessage, checkView } from '../../../sandbox/slack/block-kit/check.ts'
import { actions, bars, button, card, container, dataTable, input, modal, mrkdwn, of, rawText, section, table, times } from './samples.ts'

const check = (...blocks: unknown[]) => checkMessage({ text: 'Hello.', blocks }, 'post')
const brief = (found: { error: string; pointer: string }[]) => found.map(({ error, pointer }) => `${error} ${pointer}`)

describe('names in a message', () => {
  it('refuses a block_id used twice, at the second one', () => {
    expect(check(section({ block_id: 'a' }), section({ block_id: 'b' }), section({ block_id: 'a' }))).toEqual([
      {
        error: 'invalid_blocks',
        pointer: '/blocks/2/block_id',
        message: '`block_id` "a" already exists [json-pointer:/blocks/2/block_id]',
      },
    ])
  })

  it('counts blocks in a container and in a carousel too', () => {
    expect(brief(check(section({ block_id: 'a' }), container([section({ block_id: 'a' })])))).toEqual([
      'invalid_blocks /blocks/1/child_blocks/0/block_id',
    ])
    const cards = { type: 'carousel', elements: [card({ block_id: 'a' }), card({ block_id: 'a' })] }
    expect(brief(check(cards))).toEqual(['invalid_blocks /blocks/0/elements/1/block_id'])
  })

  it('refuses an action_id used twice in a block, and takes it in two blocks', () => {
    const twice = button({ action_id: 'go' })
    expect(brief(check(actions(twice, twice)))).toEqual(['invalid_blocks /blocks/0/elements/1/action_id'])
    expect(check(actions(twice), actions(twice), section({ accessory: twice }))).toEqual([])
    expect(brief(check(card({ actions: [twice, twice] })))).toEqual(['invalid_blocks /blocks/0/actions/1/action_id'])
  })
})

describe('a message as a whole', () => {
  it('takes 50 blocks and not 51', () => {
    expect(check(...times(50, () => ({ type: 'divider' })))).toEqual([])
    expect(brief(check(...times(51, () => ({ type: 'divider' }))))).toEqual(['invalid_blocks /blocks'])
  })

  it('takes 12,000 characters in all blocks together', () => {
    const full = times(4, () => section({ text: mrkdwn(of(3000)) }))
    expect(check(...full)).toEqual([])
    expect(brief(check(...full, section({ text: mrkdwn('x') })))).toEqual(['msg_blocks_too_long /blocks'])
  })

  it('counts an emoji as the two units JavaScript counts', () => {
    expect(check(section({ text: mrkdwn('😀'.repeat(1500)) }))).toEqual([])
    expect(brief(check(section({ text: mrkdwn('😀'.repeat(1501)) })))).toEqual(['invalid_blocks /blocks/0/text/text'])
  })

  it('takes 12,000 characters in all markdown blocks together', () => {
    const half = { type: 'markdown', text: of(6000) }
    expect(check(half, half)).toEqual([])
    expect(brief(check(half, half, { type: 'markdown', text: 'x' }))).toContain('invalid_blocks /blocks')
  })

  it('takes 10,000 characters in a table', () => {
    const cells = (last: number) => table([times(5, (index) => rawText(of(index === 4 ? last : 2000)))])
    expect(check(cells(2000))).toEqual([])
    expect(brief(check(cells(2001)))).toEqual(['invalid_blocks /blocks'])
  })

  it('takes one table of either kind', () => {
    expect(check(table(), dataTable())).toEqual([
      { error: 'invalid_attachments', pointer: '/blocks', message: 'only_one_table_allowed [json-pointer:/blocks]' },
    ])
  })

  it('takes two charts and not three', () => {
    expect(check(bars(), bars())).toEqual([])
    expect(check(bars(), bars(), bars())).toEqual([
      { error: 'invalid_blocks', pointer: '/blocks', message: 'too many data_visualization blocks [json-pointer:/blocks]' },
    ])
  })
})

describe('a view as a whole', () => {
  const focused = { type: 'plain_text_input', focus_on_load: true }
  const channel = { type: 'channels_select', response_url_enabled: true }

  it('focuses one element', () => {
    expect(checkView(modal([input(focused)]), 'modal')).toEqual([])
    expect(brief(checkView(modal([input(focused), input(focused)]), 'modal'))).toEqual([
      'invalid_arguments /view/blocks/1/element/focus_on_load',
    ])
  })

  it('gives a response_url from an input block of a modal only', () => {
    expect(checkView(modal([input(channel)]), 'modal')).toEqual([])
    expect(brief(checkView(modal([actions(channel)]), 'modal'))).toEqual([
      'invalid_arguments /view/blocks/0/elements/0/response_url_enabled',
    ])
    expect(brief(checkView({ type: 'home', blocks: [input(channel)] }, 'home'))).toEqual([
      'invalid_arguments /view/blocks/0/element/response_url_enabled',
    ])
  })

  it('takes 100 blocks and not 101', () => {
    expect(checkView(modal(times(100, () => ({ type: 'divider' }))), 'modal')).toEqual([])
    expect(brief(checkView(modal(times(101, () => ({ type: 'divider' }))), 'modal'))).toEqual(['invalid_arguments /view/blocks'])
  })

  it('has no limit on the sum of its texts but its size of 250,000 bytes', () => {
    const holding = (rest: number) => modal([...times(81, () => section({ text: mrkdwn(of(3000)) })), section({ text: mrkdwn(of(rest)) })])
    const room = 250_000 - JSON.stringify(holding(0)).length
    expect(checkView(holding(room), 'modal')).toEqual([])
    expect(brief(checkView(holding(room + 1), 'modal'))).toEqual(['view_too_large /view'])
  })
})
