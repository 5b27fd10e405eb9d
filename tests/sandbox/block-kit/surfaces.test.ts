import { describe, expect, it } from 'vitest'
import { checkMessage, checkView } from '../../../sandbox/slack/block-kit/check.ts'
import {
  actions,
  bars,
  button,
  card,
  container,
  dataTable,
  input,
  modal,
  picture,
  plain,
  richText,
  section,
  table,
  video,
} from './samples.ts'

const task = { type: 'task_card', task_id: 't', title: 'Read', status: 'pending' }
const icon = { type: 'icon_button', icon: 'trash', text: plain() }

describe('which block may stand on which surface', () => {
  it.each([
    ['message modal home', section()],
    ['message modal home', actions(button())],
    ['message modal home', { type: 'context', elements: [plain()] }],
    ['message modal home', { type: 'divider' }],
    ['message modal home', { type: 'header', text: plain() }],
    ['message modal home', picture()],
    ['message modal home', richText()],
    ['message modal home', input()],
    ['message modal home', video()],
    ['modal', { type: 'alert', text: plain(), level: 'info' }],
    ['message home', card()],
    ['message home', { type: 'carousel', elements: [card()] }],
    ['message', container()],
    ['message', { type: 'context_actions', elements: [icon] }],
    ['message', { type: 'markdown', text: '**bold**' }],
    ['message', { type: 'plan', title: 'Plan', tasks: [task] }],
    ['message', task],
    ['message', table()],
    ['message', dataTable()],
    ['message', bars()],
    ['', { type: 'file', source: 'remote', external_id: 'f' }],
    ['', { type: 'poll' }],
  ])('on %o: %o', (surfaces, block) => {
    const refused = (pointer: string) => [
      expect.objectContaining({ pointer, message: expect.stringContaining(`unsupported type: ${block.type}`) }),
    ]
    expect(checkMessage({ text: 'Hello.', blocks: [block] }, 'post')).toEqual(surfaces.includes('message') ? [] : refused('/blocks/0/type'))
    expect(checkView(modal([block]), 'modal')).toEqual(surfaces.includes('modal') ? [] : refused('/view/blocks/0/type'))
    expect(checkView({ type: 'home', blocks: [block] }, 'home')).toEqual(surfaces.includes('home') ? [] : refused('/view/blocks/0/type'))
  })
})
