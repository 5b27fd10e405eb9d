import { describe, expect, it } from 'vitest'
import { checkView } from '../../../sandbox/slack/block-kit/check.ts'
import { input, modal, mrkdwn, of, plain, section } from './samples.ts'

const pointers = (view: unknown, surface: 'modal' | 'home' = 'modal') => checkView(view, surface).map(({ pointer }) => pointer)

describe('a modal', () => {
  it.each(['title', 'submit', 'close'])('has a %s of 24 characters of plain text at most', (field) => {
    expect(pointers(modal([], { [field]: plain(of(24)) }))).toEqual([])
    expect(checkView(modal([], { [field]: plain(of(25)) }), 'modal')).toEqual([
      {
        error: 'invalid_arguments',
        pointer: `/view/${field}/text`,
        message: `must be less than 25 characters [json-pointer:/view/${field}/text]`,
      },
    ])
    expect(pointers(modal([], { [field]: mrkdwn() }))).toEqual([`/view/${field}/type`])
    expect(pointers(modal([], { [field]: plain('') }))).toEqual([`/view/${field}/text`])
  })

  it.each([
    ['private_metadata', 3000],
    ['callback_id', 255],
    ['external_id', 255],
  ])('has a %s of %i characters at most', (field, most) => {
    expect(pointers(modal([], { [field]: of(most) }))).toEqual([])
    expect(pointers(modal([], { [field]: of(most + 1) }))).toEqual([`/view/${field}`])
  })

  it('needs a title, a type and blocks', () => {
    expect(checkView({}, 'modal').map(({ message }) => message)).toEqual([
      'missing required field: type [json-pointer:/view]',
      'missing required field: title [json-pointer:/view]',
      'missing required field: blocks [json-pointer:/view]',
    ])
    expect(pointers(null)).toEqual(['/view'])
  })

  it('needs a submit button when there is something to submit', () => {
    const without = { ...modal([]), submit: undefined }
    expect(pointers({ ...without, blocks: [section()] })).toEqual([])
    expect(checkView({ ...without, blocks: [input()] }, 'modal').map(({ message }) => message)).toEqual([
      'missing required field: submit [json-pointer:/view]',
    ])
  })

  it('refuses a field that Slack does not know', () => {
    expect(pointers(modal([], { footer: plain() }))).toEqual(['/view'])
  })

  it('is no Home tab, nor the other way round', () => {
    expect(pointers({ type: 'home', title: plain(), blocks: [] })).toEqual(['/view/type'])
    expect(pointers({ type: 'modal', blocks: [] }, 'home')).toEqual(['/view/type'])
  })
})

describe('a Home tab', () => {
  it('has blocks and no title', () => {
    expect(pointers({ type: 'home', blocks: [section()], private_metadata: 'm', callback_id: 'home' }, 'home')).toEqual([])
    expect(pointers({ type: 'home', blocks: [], title: plain() }, 'home')).toEqual(['/view'])
  })

  it('takes inputs without a submit button', () => {
    expect(pointers({ type: 'home', blocks: [input()] }, 'home')).toEqual([])
  })
})
