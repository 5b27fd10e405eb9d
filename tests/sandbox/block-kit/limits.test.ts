import { describe, expect, it } from 'vitest'
import { checkMessage, checkView } from '../../../sandbox/slack/block-kit/check.ts'
import {
  actions,
  bars,
  button,
  card,
  confirm,
  container,
  dataTable,
  input,
  modal,
  mrkdwn,
  of,
  option,
  options,
  picture,
  pie,
  plain,
  rawText,
  richSection,
  richText,
  section,
  table,
  times,
  video,
} from './samples.ts'

type Limit = {
  what: string
  most: number
  make: (size: number) => unknown
  pointer: string
}

const characters = (most: number) => `must be less than ${most + 1} characters`
const items = (most: number) => `no more than ${most} items allowed`

function itHoldsEach(limits: Limit[], check: (made: unknown) => { pointer: string; message: string }[], words: (most: number) => string) {
  it.each(limits)('lets $what have $most, and refuses one more at $pointer', ({ most, make, pointer }) => {
    expect(check(make(most))).toEqual([])
    expect(check(make(most + 1))).toContainEqual(expect.objectContaining({ pointer, message: `${words(most)} [json-pointer:${pointer}]` }))
  })
}

const inMessage = (block: unknown) => checkMessage({ text: 'Hello.', blocks: [block] }, 'post')
const inModal = (element: unknown) => checkView(modal([element]), 'modal')
const menu = (type: string, more: object) => actions({ type, ...more })
const chosen = (count: number) => ({ type: 'checkboxes', options: options(count) })

describe('the length of a text in a block', () => {
  itHoldsEach(
    [
      { what: 'a section text', most: 3000, make: (size) => section({ text: mrkdwn(of(size)) }), pointer: '/blocks/0/text/text' },
      { what: 'a section field', most: 2000, make: (size) => section({ fields: [plain(of(size))] }), pointer: '/blocks/0/fields/0/text' },
      { what: 'a header', most: 150, make: (size) => ({ type: 'header', text: plain(of(size)) }), pointer: '/blocks/0/text/text' },
      {
        what: 'a context text',
        most: 3000,
        make: (size) => ({ type: 'context', elements: [mrkdwn(of(size))] }),
        pointer: '/blocks/0/elements/0/text',
      },
      {
        what: 'a label',
        most: 2000,
        make: (size) => input({ type: 'plain_text_input' }, { label: plain(of(size)) }),
        pointer: '/blocks/0/label/text',
      },
      {
        what: 'a hint',
        most: 2000,
        make: (size) => input({ type: 'plain_text_input' }, { hint: plain(of(size)) }),
        pointer: '/blocks/0/hint/text',
      },
      { what: 'an alternative text', most: 2000, make: (size) => picture({ alt_text: of(size) }), pointer: '/blocks/0/alt_text' },
      { what: 'a picture title', most: 2000, make: (size) => picture({ title: plain(of(size)) }), pointer: '/blocks/0/title/text' },
      {
        what: 'a picture address',
        most: 3000,
        make: (size) => picture({ image_url: `https://a.io/${of(size - 13)}` }),
        pointer: '/blocks/0/image_url',
      },
      { what: 'a markdown text', most: 12_000, make: (size) => ({ type: 'markdown', text: of(size) }), pointer: '/blocks/0/text' },
      { what: 'a block_id', most: 255, make: (size) => section({ block_id: of(size) }), pointer: '/blocks/0/block_id' },
      { what: 'a chart title', most: 50, make: (size) => ({ ...pie(), title: of(size) }), pointer: '/blocks/0/title' },
      {
        what: 'a segment label',
        most: 20,
        make: (size) => pie([{ label: of(size), value: 1 }]),
        pointer: '/blocks/0/chart/segments/0/label',
      },
      {
        what: 'an axis title',
        most: 50,
        make: (size) => bars({ axis_config: { categories: ['May'], x_label: of(size) } }),
        pointer: '/blocks/0/chart/axis_config/x_label',
      },
      {
        what: 'a series name',
        most: 20,
        make: (size) => bars({ series: [{ name: of(size), data: [{ label: 'May', value: 1 }] }] }),
        pointer: '/blocks/0/chart/series/0/name',
      },
      { what: 'a card title', most: 150, make: (size) => card({ title: mrkdwn(of(size)) }), pointer: '/blocks/0/title/text' },
      { what: 'a card subtitle', most: 150, make: (size) => card({ subtitle: mrkdwn(of(size)) }), pointer: '/blocks/0/subtitle/text' },
      { what: 'a card body', most: 200, make: (size) => card({ body: mrkdwn(of(size)) }), pointer: '/blocks/0/body/text' },
      {
        what: 'a container title',
        most: 150,
        make: (size) => container([section()], { title: plain(of(size)) }),
        pointer: '/blocks/0/title/text',
      },
      { what: 'a video title', most: 199, make: (size) => video({ title: plain(of(size)) }), pointer: '/blocks/0/title/text' },
      { what: 'a video author', most: 49, make: (size) => video({ author_name: of(size) }), pointer: '/blocks/0/author_name' },
    ],
    inMessage,
    characters,
  )
})

describe('the length of a text in an element', () => {
  const at = (field: string) => `/blocks/0/elements/0/${field}`
  itHoldsEach(
    [
      { what: 'a button text', most: 75, make: (size) => actions(button({ text: plain(of(size)) })), pointer: at('text/text') },
      { what: 'a button value', most: 2000, make: (size) => actions(button({ value: of(size) })), pointer: at('value') },
      {
        what: 'a button address',
        most: 3000,
        make: (size) => actions(button({ url: `https://a.io/${of(size - 13)}` })),
        pointer: at('url'),
      },
      {
        what: 'an accessibility label',
        most: 75,
        make: (size) => actions(button({ accessibility_label: of(size) })),
        pointer: at('accessibility_label'),
      },
      { what: 'an action_id', most: 255, make: (size) => actions(button({ action_id: of(size) })), pointer: at('action_id') },
      {
        what: 'a confirm title',
        most: 100,
        make: (size) => actions(button({ confirm: confirm({ title: plain(of(size)) }) })),
        pointer: at('confirm/title/text'),
      },
      {
        what: 'a confirm text',
        most: 300,
        make: (size) => actions(button({ confirm: confirm({ text: mrkdwn(of(size)) }) })),
        pointer: at('confirm/text/text'),
      },
      {
        what: 'a confirm button',
        most: 30,
        make: (size) => actions(button({ confirm: confirm({ confirm: plain(of(size)) }) })),
        pointer: at('confirm/confirm/text'),
      },
      {
        what: 'a deny button',
        most: 30,
        make: (size) => actions(button({ confirm: confirm({ deny: plain(of(size)) }) })),
        pointer: at('confirm/deny/text'),
      },
      {
        what: 'a placeholder',
        most: 150,
        make: (size) => menu('users_select', { placeholder: plain(of(size)) }),
        pointer: at('placeholder/text'),
      },
      {
        what: 'an option text',
        most: 75,
        make: (size) => menu('static_select', { options: [option('a', { text: plain(of(size)) })] }),
        pointer: at('options/0/text/text'),
      },
      {
        what: 'an option description',
        most: 75,
        make: (size) => menu('static_select', { options: [option('a', { description: plain(of(size)) })] }),
        pointer: at('options/0/description/text'),
      },
      {
        what: 'an option value',
        most: 150,
        make: (size) => menu('static_select', { options: [option(of(size), { text: plain() })] }),
        pointer: at('options/0/value'),
      },
      {
        what: 'an option address',
        most: 3000,
        make: (size) => menu('overflow', { options: [option('a', { url: `https://a.io/${of(size - 13)}` })] }),
        pointer: at('options/0/url'),
      },
      {
        what: 'a listed option text',
        most: 75,
        make: (size) => menu('radio_buttons', { options: [option('a', { text: mrkdwn(of(size)) })] }),
        pointer: at('options/0/text/text'),
      },
      {
        what: 'a group label',
        most: 75,
        make: (size) => menu('static_select', { option_groups: [{ label: plain(of(size)), options: options(1) }] }),
        pointer: at('option_groups/0/label/text'),
      },
      {
        what: 'a feedback button text',
        most: 75,
        make: (size) => ({ type: 'context_actions', elements: [feedback(of(size))] }),
        pointer: at('positive_button/text/text'),
      },
      {
        what: 'an icon button value',
        most: 2000,
        make: (size) => ({ type: 'context_actions', elements: [icon({ value: of(size) })] }),
        pointer: at('value'),
      },
    ],
    inMessage,
    characters,
  )
})

describe('the number of parts', () => {
  const at = (field: string) => `/blocks/0/elements/0/${field}`
  itHoldsEach(
    [
      { what: 'section fields', most: 10, make: (size) => section({ fields: times(size, () => plain()) }), pointer: '/blocks/0/fields' },
      {
        what: 'context elements',
        most: 10,
        make: (size) => ({ type: 'context', elements: times(size, () => plain()) }),
        pointer: '/blocks/0/elements',
      },
      { what: 'actions', most: 25, make: (size) => actions(...times(size, () => button())), pointer: '/blocks/0/elements' },
      {
        what: 'context actions',
        most: 5,
        make: (size) => ({ type: 'context_actions', elements: times(size, () => icon({})) }),
        pointer: '/blocks/0/elements',
      },
      { what: 'menu options', most: 100, make: (size) => menu('static_select', { options: options(size) }), pointer: at('options') },
      {
        what: 'menu groups',
        most: 100,
        make: (size) => menu('static_select', { option_groups: times(size, () => ({ label: plain(), options: options(1) })) }),
        pointer: at('option_groups'),
      },
      {
        what: 'options of a group',
        most: 100,
        make: (size) => menu('multi_static_select', { option_groups: [{ label: plain(), options: options(size) }] }),
        pointer: at('option_groups/0/options'),
      },
      { what: 'radio buttons', most: 10, make: (size) => menu('radio_buttons', { options: options(size) }), pointer: at('options') },
      { what: 'checkboxes', most: 10, make: (size) => actions(chosen(size)), pointer: at('options') },
      { what: 'overflow options', most: 5, make: (size) => menu('overflow', { options: options(size) }), pointer: at('options') },
      {
        what: 'users an icon button is for',
        most: 10,
        make: (size) => ({ type: 'context_actions', elements: [icon({ visible_to_user_ids: times(size, (index) => `U${index}`) })] }),
        pointer: at('visible_to_user_ids'),
      },
      { what: 'table rows', most: 100, make: (size) => table(times(size, () => [rawText()])), pointer: '/blocks/0/rows' },
      { what: 'table cells in a row', most: 20, make: (size) => table([times(size, () => rawText())]), pointer: '/blocks/0/rows/0' },
      {
        what: 'column settings',
        most: 20,
        make: (size) => table([[rawText()]], { column_settings: times(size, () => null) }),
        pointer: '/blocks/0/column_settings',
      },
      { what: 'data table rows', most: 101, make: (size) => dataTable(times(size, () => [rawText()])), pointer: '/blocks/0/rows' },
      {
        what: 'pie segments',
        most: 6,
        make: (size) => pie(times(size, (index) => ({ label: `${index}`, value: 1 }))),
        pointer: '/blocks/0/chart/segments',
      },
      {
        what: 'series',
        most: 6,
        make: (size) => bars({ series: times(size, (index) => ({ name: `${index}`, data: [{ label: 'May', value: 1 }] })) }),
        pointer: '/blocks/0/chart/series',
      },
      { what: 'points', most: 20, make: (size) => points(size), pointer: '/blocks/0/chart/series/0/data' },
      { what: 'card buttons', most: 2, make: (size) => card({ actions: times(size, () => button()) }), pointer: '/blocks/0/actions' },
      {
        what: 'cards in a carousel',
        most: 10,
        make: (size) => ({ type: 'carousel', elements: times(size, () => card()) }),
        pointer: '/blocks/0/elements',
      },
      {
        what: 'blocks in a container',
        most: 10,
        make: (size) => container(times(size, () => section())),
        pointer: '/blocks/0/child_blocks',
      },
    ],
    inMessage,
    items,
  )
})

describe('the numbers of an element', () => {
  const at = (field: string) => `/view/blocks/0/element/${field}`
  itHoldsEach(
    [
      { what: 'max_length', most: 3000, make: (size) => input({ type: 'plain_text_input', max_length: size }), pointer: at('max_length') },
      { what: 'min_length', most: 3000, make: (size) => input({ type: 'plain_text_input', min_length: size }), pointer: at('min_length') },
      {
        what: 'min_length below max_length',
        most: 20,
        make: (size) => input({ type: 'plain_text_input', min_length: size, max_length: 20 }),
        pointer: at('min_length'),
      },
      { what: 'max_lines', most: 100, make: (size) => input({ type: 'rich_text_input', max_lines: size }), pointer: at('max_lines') },
      { what: 'max_files', most: 10, make: (size) => input({ type: 'file_input', max_files: size }), pointer: at('max_files') },
    ],
    inModal,
    (most) => `must be less than ${most + 1}`,
  )

  itHoldsEach(
    [
      {
        what: 'page_size',
        most: 100,
        make: (size) => dataTable([[rawText()], [rawText()]], { page_size: size }),
        pointer: '/blocks/0/page_size',
      },
    ],
    inMessage,
    (most) => `must be less than ${most + 1}`,
  )

  it.each([
    ['max_length', { type: 'plain_text_input', max_length: 0 }],
    ['min_length', { type: 'plain_text_input', min_length: -1 }],
    ['max_files', { type: 'file_input', max_files: 0 }],
    ['min_lines', { type: 'rich_text_input', min_lines: 0 }],
    ['max_selected_items', { type: 'multi_users_select', max_selected_items: 0 }],
    ['initial_date_time', { type: 'datetimepicker', initial_date_time: 999_999_999 }],
    ['initial_date_time', { type: 'datetimepicker', initial_date_time: 10_000_000_000 }],
  ])('refuses a %s out of its range', (field, element) => {
    expect(inModal(input(element)).map(({ pointer }) => pointer)).toEqual([at(field)])
  })

  itHoldsEach(
    [
      {
        what: 'an initial value',
        most: 3000,
        make: (size) => input({ type: 'plain_text_input', initial_value: of(size) }),
        pointer: at('initial_value'),
      },
      {
        what: 'an initial value within max_length',
        most: 5,
        make: (size) => input({ type: 'plain_text_input', max_length: 5, initial_value: of(size) }),
        pointer: at('initial_value'),
      },
    ],
    inModal,
    characters,
  )
})

describe('what must not be empty', () => {
  it.each([
    ['a text', section({ text: mrkdwn('') }), '/blocks/0/text/text'],
    ['a header', { type: 'header', text: plain('') }, '/blocks/0/text/text'],
    ['a button', actions(button({ text: plain('') })), '/blocks/0/elements/0/text/text'],
    ['an option value', actions({ type: 'overflow', options: [option('', { text: plain() })] }), '/blocks/0/elements/0/options/0/value'],
    ['a text of rich text', richText(richSection({ type: 'text', text: '' })), '/blocks/0/elements/0/elements/0/text'],
    ['a table cell', table([[rawText('')]]), '/blocks/0/rows/0/0/text'],
    ['a caption', dataTable([[rawText()], [rawText()]], { caption: '' }), '/blocks/0/caption'],
  ])('refuses %s of no characters', (_, block, pointer) => {
    expect(inMessage(block)).toEqual([
      { error: 'invalid_blocks', pointer, message: `must be more than 0 characters [json-pointer:${pointer}]` },
    ])
  })

  it.each([
    ['actions', { type: 'actions', elements: [] }, '/blocks/0/elements'],
    ['context', { type: 'context', elements: [] }, '/blocks/0/elements'],
    ['fields', section({ fields: [] }), '/blocks/0/fields'],
    ['options', actions({ type: 'static_select', options: [] }), '/blocks/0/elements/0/options'],
    ['overflow options', actions({ type: 'overflow', options: [] }), '/blocks/0/elements/0/options'],
    ['cards', { type: 'carousel', elements: [] }, '/blocks/0/elements'],
    ['table rows', table([]), '/blocks/0/rows'],
  ])('refuses a list of no %s', (_, block, pointer) => {
    expect(inMessage(block)).toEqual([
      { error: 'invalid_blocks', pointer, message: `no less than 1 items allowed [json-pointer:${pointer}]` },
    ])
  })

  it('lets an overflow menu have a single option', () => {
    expect(inMessage(actions({ type: 'overflow', options: options(1) }))).toEqual([])
  })

  it('asks of a data table a header and one row', () => {
    expect(inMessage(dataTable([[rawText()]])).map(({ pointer }) => pointer)).toEqual(['/blocks/0/rows'])
  })
})

function feedback(text: string) {
  const one = { text: plain(text), value: 'up' }
  return { type: 'feedback_buttons', positive_button: one, negative_button: { text: plain(), value: 'down' } }
}

function icon(more: object) {
  return { type: 'icon_button', icon: 'trash', text: plain(), ...more }
}

function points(count: number) {
  const labels = times(count, (index) => `${index}`)
  return bars({
    series: [{ name: 'kept', data: labels.map((label) => ({ label, value: 1 })) }],
    axis_config: { categories: labels },
  })
}
