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
  video,
} from './samples.ts'

const problems = (...blocks: unknown[]) =>
  checkMessage({ text: 'Hello.', blocks }, 'post').map(({ pointer, message }) => said(pointer, message))
const said = (pointer: string, message: string) => `${pointer}: ${message.replace(` [json-pointer:${pointer}]`, '')}`

describe('where an element may stand', () => {
  const date = { type: 'datepicker' }
  const dateTime = { type: 'datetimepicker' }
  const words = { type: 'plain_text_input' }
  const rich = { type: 'rich_text_input' }
  const menu = { type: 'static_select', options: options(1) }
  const overflow = { type: 'overflow', options: options(2) }
  const places = {
    actions: { make: (element: object) => actions(element), pointer: '/blocks/0/elements/0/type' },
    section: { make: (element: object) => section({ accessory: element }), pointer: '/blocks/0/accessory/type' },
    input: { make: (element: object) => input(element), pointer: '/blocks/0/element/type' },
    context: { make: (element: object) => ({ type: 'context', elements: [element] }), pointer: '/blocks/0/elements/0/type' },
    card: { make: (element: object) => card({ actions: [element] }), pointer: '/blocks/0/actions/0/type' },
  }

  it.each([
    [button(), ['actions', 'section', 'card']],
    [overflow, ['actions', 'section']],
    [menu, ['actions', 'section', 'input']],
    [date, ['actions', 'section', 'input']],
    [dateTime, ['actions', 'input']],
    [rich, ['actions', 'input']],
    [words, ['input']],
    [{ type: 'number_input', is_decimal_allowed: false }, ['input']],
    [{ type: 'email_text_input' }, ['input']],
    [{ type: 'url_text_input' }, ['input']],
    [{ type: 'file_input' }, ['input']],
    [picture(), ['section', 'context']],
    [mrkdwn(), ['context']],
  ])('lets %o stand in %j and nowhere else', (element, allowed) => {
    const type = 'type' in element ? element.type : ''
    for (const [place, { make, pointer }] of Object.entries(places)) {
      const expected = allowed.includes(place) ? [] : [`${pointer}: unsupported type: ${type}`]
      expect(problems(make(element)).filter((found) => found.startsWith(pointer))).toEqual(expected)
    }
  })

  it.each(['users', 'conversations', 'channels', 'external'])('knows the %s menus, single and multiple', (kind) => {
    expect(problems(actions({ type: `${kind}_select` }, { type: `multi_${kind}_select`, max_selected_items: 2 }))).toEqual([])
  })
})

describe('what a block is made of', () => {
  it('refuses a field that Slack does not know, wherever it stands', () => {
    expect(problems(section({ txt: 'x' }))).toEqual(['/blocks/0: invalid additional property: txt'])
    expect(problems(section({ text: { ...mrkdwn(), emoji: true } }))).toEqual(['/blocks/0/text: invalid additional property: emoji'])
    expect(problems(actions(button({ placeholder: plain() })))).toEqual(['/blocks/0/elements/0: invalid additional property: placeholder'])
    expect(problems(richText(richSection({ type: 'text', text: 'a', bold: true })))).toEqual([
      '/blocks/0/elements/0/elements/0: invalid additional property: bold',
    ])
  })

  it('names the field that is missing, at the object that lacks it', () => {
    expect(problems({ type: 'header' })).toEqual(['/blocks/0: missing required field: text'])
    expect(problems({ type: 'section' })).toEqual(['/blocks/0: missing required field: text'])
    expect(problems({ text: plain() })).toEqual(['/blocks/0: missing required field: type'])
    expect(problems({ type: 'input', label: plain() })).toEqual(['/blocks/0: missing required field: element'])
    expect(problems(actions({ type: 'static_select' }))).toEqual(['/blocks/0/elements/0: missing required field: options'])
    expect(problems(actions({ type: 'overflow', options: [{ text: plain() }] }))).toEqual([
      '/blocks/0/elements/0/options/0: missing required field: value',
    ])
  })

  it('refuses a value of the wrong kind', () => {
    expect(problems('section')).toEqual(['/blocks/0: must provide an object'])
    expect(problems({ type: 'header', text: 'Hello' })).toEqual(['/blocks/0/text: must provide an object'])
    expect(problems(section({ text: { type: 'mrkdwn', text: 5 } }))).toEqual(['/blocks/0/text/text: must provide a string'])
    expect(problems({ type: 'actions', elements: button() })).toEqual(['/blocks/0/elements: must provide an array'])
    expect(problems(actions(button({ style: 'default' })))).toEqual(['/blocks/0/elements/0/style: must be a valid enum value'])
  })

  it.each([
    ['a header', { type: 'header', text: mrkdwn() }, '/blocks/0/text/type'],
    ['a button', actions(button({ text: mrkdwn() })), '/blocks/0/elements/0/text/type'],
    ['a label', input({ type: 'plain_text_input' }, { label: mrkdwn() }), '/blocks/0/label/type'],
    ['a placeholder', actions({ type: 'users_select', placeholder: mrkdwn() }), '/blocks/0/elements/0/placeholder/type'],
    [
      'a menu option',
      actions({ type: 'static_select', options: [option('a', { text: mrkdwn() })] }),
      '/blocks/0/elements/0/options/0/text/type',
    ],
    ['a confirm title', actions(button({ confirm: confirm({ title: mrkdwn() }) })), '/blocks/0/elements/0/confirm/title/type'],
  ])('takes only plain text for %s', (_, block, pointer) => {
    expect(problems(block)).toEqual([`${pointer}: unsupported type: mrkdwn`])
  })

  it('lets radio buttons and checkboxes use mrkdwn', () => {
    const marked = [option('a', { text: mrkdwn(), description: mrkdwn() })]
    expect(problems(actions({ type: 'radio_buttons', options: marked }, { type: 'checkboxes', options: marked }))).toEqual([])
  })

  it('asks of a picture exactly one source', () => {
    const both = picture({ slack_file: { id: 'F1' } })
    const none = { type: 'image', alt_text: 'a chart' }
    expect(problems(both)).toEqual(['/blocks/0: cannot provide both image_url and slack_file'])
    expect(problems(none)).toEqual(['/blocks/0: missing required field: image_url'])
    expect(problems({ ...none, slack_file: { id: 'F1', url: 'https://a.io' } })).toEqual([
      '/blocks/0/slack_file: must provide exactly one of id or url',
    ])
    expect(problems({ ...none, slack_file: { id: 'F1' } })).toEqual([])
  })

  it('refuses an address that is none', () => {
    const wrong = ['example.com', '/home', 'javascript:alert(1)']
    for (const url of wrong) expect(problems(actions(button({ url })))).toEqual(['/blocks/0/elements/0/url: must be a valid url'])
    expect(problems(picture({ image_url: 'mailto:a@b.c' }))).toEqual(['/blocks/0/image_url: must be a valid url'])
    expect(problems(video({ video_url: 'http://example.com' }))).toEqual(['/blocks/0/video_url: must be a valid url'])
  })

  it('asks of a card something to show, and of a container a title', () => {
    expect(problems({ type: 'card', subtitle: plain() })).toEqual(['/blocks/0: missing required field: title'])
    expect(problems({ type: 'container', child_blocks: [section()] })).toEqual(['/blocks/0: missing required field: title'])
    expect(problems(container([section()], { default_collapsed: true }))).toEqual(['/blocks/0/default_collapsed: requires is_collapsible'])
  })

  it('lets a container hold neither a container nor a card', () => {
    expect(problems(container([container()]))).toEqual(['/blocks/0/child_blocks/0/type: unsupported type: container'])
    expect(problems(container([card()]))).toEqual(['/blocks/0/child_blocks/0/type: unsupported type: card'])
  })
})

describe('what an element starts with', () => {
  it.each(['2026-02-30', '2026-1-05', '05.01.2026', ''])('refuses %o as an initial date', (initial_date) => {
    expect(problems(actions({ type: 'datepicker', initial_date }))).toEqual([
      '/blocks/0/elements/0/initial_date: must be a date in the format YYYY-MM-DD',
    ])
  })

  it.each(['24:00', '9:30', '09:60', '09:30:00'])('refuses %o as an initial time', (initial_time) => {
    expect(problems(actions({ type: 'timepicker', initial_time }))).toEqual([
      '/blocks/0/elements/0/initial_time: must be a time in the format HH:mm',
    ])
  })

  it('takes a leap day, midnight and a zone', () => {
    const date = { type: 'datepicker', initial_date: '2028-02-29' }
    const time = { type: 'timepicker', initial_time: '00:00', timezone: 'Europe/Oslo' }
    expect(problems(actions(date, time, { type: 'datetimepicker', initial_date_time: 1_628_633_820 }))).toEqual([])
    expect(problems(actions({ ...time, timezone: 'Europe/Atlantis' }))).toEqual([
      '/blocks/0/elements/0/timezone: must be an IANA time zone',
    ])
  })

  it('takes an initial option only from among the options', () => {
    const other = option('z')
    const select = (more: object) => actions({ type: 'static_select', options: options(3), ...more })
    expect(problems(select({ initial_option: option(2) }))).toEqual([])
    expect(problems(select({ initial_option: other }))).toEqual([
      '/blocks/0/elements/0/initial_option: initial_option must be among the options',
    ])
    expect(problems(actions({ type: 'radio_buttons', options: options(2), initial_option: other }))).toHaveLength(1)
    expect(problems(actions({ type: 'checkboxes', options: options(2), initial_options: [option(0), other] }))).toHaveLength(1)
    expect(problems(actions({ type: 'multi_static_select', options: options(2), initial_options: [other] }))).toHaveLength(1)
  })

  it('takes an initial option only if its text is the same too', () => {
    const renamed = option(1, { text: plain('Another name') })
    expect(problems(actions({ type: 'static_select', options: options(3), initial_option: renamed }))).toHaveLength(1)
  })

  it('finds the initial option in a group', () => {
    const groups = [
      { label: plain(), options: options(1) },
      { label: plain(), options: [option('b')] },
    ]
    expect(problems(actions({ type: 'static_select', option_groups: groups, initial_option: option('b') }))).toEqual([])
  })

  it('refuses a menu with both options and groups', () => {
    const both = { type: 'static_select', options: options(1), option_groups: [{ label: plain(), options: options(1) }] }
    expect(problems(actions(both))).toEqual(['/blocks/0/elements/0: cannot provide both options and option_groups'])
  })

  it('preselects no more than may be selected', () => {
    const two = { type: 'multi_users_select', initial_users: ['U1', 'U2'] }
    expect(problems(actions({ ...two, max_selected_items: 2 }))).toEqual([])
    expect(problems(actions({ ...two, max_selected_items: 1 }))).toEqual([
      '/blocks/0/elements/0/initial_users: no more than 1 items allowed',
    ])
    expect(
      problems(actions({ type: 'multi_static_select', options: options(3), initial_options: options(2), max_selected_items: 1 })),
    ).toEqual(['/blocks/0/elements/0/initial_options: no more than 1 items allowed'])
  })

  it('keeps a number between its bounds, and whole where it must be', () => {
    const number = (more: object) => problems(input({ type: 'number_input', is_decimal_allowed: false, ...more }))
    expect(number({ initial_value: '5', min_value: '1', max_value: '5' })).toEqual([])
    expect(number({ initial_value: '6', max_value: '5' })).toEqual([
      '/blocks/0/element/initial_value: must be between min_value and max_value',
    ])
    expect(number({ min_value: '6', max_value: '5' })).toEqual(['/blocks/0/element/min_value: cannot be greater than max_value'])
    expect(number({ initial_value: '0.5' })).toEqual(['/blocks/0/element/initial_value: must be a whole number'])
    expect(number({ initial_value: 'five' })).toContain('/blocks/0/element/initial_value: must be a number')
    expect(number({ initial_value: '0.5', is_decimal_allowed: true })).toEqual([])
  })

  it('refuses a person that is none', () => {
    expect(problems(actions({ type: 'users_select', initial_user: '@maria' }))).toEqual([
      '/blocks/0/elements/0/initial_user: must be a valid user id',
    ])
  })

  it('offers a link in the options of an overflow menu only', () => {
    const linked = [option('a', { url: 'https://example.com' })]
    expect(problems(actions({ type: 'overflow', options: linked }))).toEqual([])
    expect(problems(actions({ type: 'static_select', options: linked }))).toEqual([
      '/blocks/0/elements/0/options/0: invalid additional property: url',
    ])
  })

  it('does not dispatch from a file input', () => {
    const view = modal([input({ type: 'file_input' }, { dispatch_action: true })])
    expect(checkView(view, 'modal').map(({ pointer }) => pointer)).toEqual(['/view/blocks/0/dispatch_action'])
  })
})

describe('rich text', () => {
  const leaves = [
    { type: 'text', text: 'a', style: { bold: true } },
    { type: 'link', url: 'https://example.com' },
    { type: 'user', user_id: 'U1' },
    { type: 'usergroup', usergroup_id: 'S1' },
    { type: 'team', team_id: 'T1' },
    { type: 'channel', channel_id: 'C1' },
    { type: 'emoji', name: 'wave' },
    { type: 'broadcast', range: 'here' },
    { type: 'color', value: '#439FE0' },
    { type: 'date', timestamp: 1_628_633_820, format: '{date_short}' },
  ]

  it('takes every leaf in a section, a list and a quote', () => {
    const list = { type: 'rich_text_list', style: 'bullet', elements: [richSection(...leaves)], indent: 1, border: 1 }
    expect(problems(richText(richSection(...leaves), list, { type: 'rich_text_quote', elements: leaves }))).toEqual([])
  })

  it('takes only words and links as preformatted text', () => {
    const preformatted = (leaf: unknown) => richText({ type: 'rich_text_preformatted', elements: [leaf] })
    expect(problems(preformatted(leaves[0]))).toEqual([])
    expect(problems(preformatted(leaves[2]))).toEqual(['/blocks/0/elements/0/elements/0/type: unsupported type: user'])
  })

  it('takes only sections in a list, and only parts in a block', () => {
    expect(problems(richText({ type: 'rich_text_list', style: 'bullet', elements: [leaves[0]] }))).toContain(
      '/blocks/0/elements/0/elements/0/type: unsupported type: text',
    )
    expect(problems(richText(leaves[0]))).toEqual(['/blocks/0/elements/0/type: unsupported type: text'])
  })

  it('may be empty', () => {
    expect(problems(richText())).toEqual([])
  })
})

describe('tables and charts', () => {
  it('takes text, numbers and rich text as cells', () => {
    const cells = [rawText(), { type: 'raw_number', value: 2, text: '2' }, richText(richSection({ type: 'text', text: 'a' }))]
    expect(problems(table([cells]))).toEqual([])
    expect(problems(dataTable([[rawText(), rawText(), rawText()], cells]))).toEqual([])
    expect(problems(table([[plain()]]))).toEqual(['/blocks/0/rows/0/0/type: unsupported type: plain_text'])
  })

  it('keeps rich text out of the header of a data table', () => {
    expect(problems(dataTable([[richText()], [rawText()]]))).toEqual(['/blocks/0/rows/0/0/type: unsupported type: rich_text'])
  })

  it('wants every row of a data table as wide as the header', () => {
    expect(problems(dataTable([[rawText(), rawText()], [rawText()]]))).toEqual(['/blocks/0/rows/1: must have 2 items'])
    expect(problems(table([[rawText(), rawText()], [rawText()]]))).toEqual([])
  })

  it('names rows by a column that exists', () => {
    const rows = [[rawText()], [rawText()]]
    expect(problems(dataTable(rows, { row_header_column_index: 0 }))).toEqual([])
    expect(problems(dataTable(rows, { row_header_column_index: 1 }))).toEqual(['/blocks/0/row_header_column_index: must be less than 1'])
  })

  it('takes negative numbers in bars but not in a pie', () => {
    expect(problems(bars())).toEqual([])
    expect(problems(pie([{ label: 'none', value: 0 }]))).toEqual(['/blocks/0/chart/segments/0/value: must be more than 0'])
  })

  it('wants one point for each category in every series', () => {
    const may = { label: 'May', value: 1 }
    const data = '/blocks/0/chart/series/0/data: must have one data point for each category'
    expect(problems(bars({ axis_config: { categories: ['May', 'June'] } }))).toEqual([data])
    expect(problems(bars({ series: [{ name: 'kept', data: [may, may] }] }))).toEqual([data])
    expect(
      problems(
        bars({
          series: [
            { name: 'kept', data: [may] },
            { name: 'kept', data: [may] },
          ],
        }),
      ),
    ).toEqual(['/blocks/0/chart/series/1/name: series name "kept" already exists'])
  })
})
