import fc from 'fast-check'
import { option } from './samples.ts'

/** Well-formed blocks of every kind that may stand in a message, with random words, options, styles and optional fields. */
export const messageBlocks = () =>
  fc.array(fc.oneof(section, header, divider, image, context, actions, input, richText, card), { minLength: 1, maxLength: 8 }).map(named)

const words = (most: number) => fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((text) => text.length <= most)
const plain = (most: number) =>
  fc.record({ type: fc.constant('plain_text'), text: words(most), emoji: fc.boolean() }, { requiredKeys: ['type', 'text'] })
const mrkdwn = (most: number) =>
  fc.record({ type: fc.constant('mrkdwn'), text: words(most), verbatim: fc.boolean() }, { requiredKeys: ['type', 'text'] })
const anyText = (most: number) => fc.oneof(plain(most), mrkdwn(most))
const url = fc.webUrl()

const confirm = fc.record({ title: plain(100), text: anyText(300), confirm: plain(30), deny: plain(30) })
const button = fc.record(
  { type: fc.constant('button'), text: plain(75), value: words(2000), url, style: fc.constantFrom('primary', 'danger'), confirm },
  { requiredKeys: ['type', 'text'] },
)
const offered = fc.integer({ min: 1, max: 5 }).map((count) => Array.from({ length: count }, (_, index) => option(index)))
const overflow = fc.record({ type: fc.constant('overflow'), options: offered })
const listed = fc
  .tuple(fc.constantFrom('static_select', 'radio_buttons'), offered, fc.boolean())
  .map(([type, options, starts]) => ({ type, options, ...(starts && { initial_option: options.at(-1) }) }))
const many = fc
  .tuple(fc.constantFrom('multi_static_select', 'checkboxes'), offered, fc.boolean())
  .map(([type, options, starts]) => ({ type, options, ...(starts && { initial_options: options.slice(-1) }) }))
const date = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((day) => ({ type: 'datepicker', initial_date: day.toISOString().slice(0, 10) }))
const people = fc.record({ type: fc.constant('users_select'), placeholder: plain(150) }, { requiredKeys: ['type'] })
const written = fc
  .record({ initial: fc.string({ maxLength: 20 }), room: fc.integer({ min: 1, max: 100 }), multiline: fc.boolean() })
  .map(({ initial, room, multiline }) => ({
    type: 'plain_text_input',
    multiline,
    initial_value: initial,
    max_length: initial.length + room,
  }))

const section = fc.record(
  {
    type: fc.constant('section'),
    text: anyText(3000),
    fields: fc.array(anyText(2000), { minLength: 1, maxLength: 10 }),
    accessory: fc.oneof(button, overflow, listed, many, date, people),
  },
  { requiredKeys: ['type', 'text'] },
)
const header = fc.record({ type: fc.constant('header'), text: plain(150) })
const divider = fc.constant({ type: 'divider' })
const picture = fc.record({ type: fc.constant('image'), image_url: url, alt_text: words(2000) })
const image = fc.oneof(
  picture,
  fc.record({ type: fc.constant('image'), slack_file: fc.constant({ id: 'F1' }), alt_text: words(2000), title: plain(2000) }),
)
const context = fc.record({
  type: fc.constant('context'),
  elements: fc.array(fc.oneof(anyText(3000), picture), { minLength: 1, maxLength: 10 }),
})
const actions = fc.record({
  type: fc.constant('actions'),
  elements: fc.array(fc.oneof(button, overflow, listed, many, date, people), { minLength: 1, maxLength: 25 }),
})
const input = fc.record(
  {
    type: fc.constant('input'),
    label: plain(2000),
    hint: plain(2000),
    element: fc.oneof(written, listed, many, date),
    optional: fc.boolean(),
  },
  { requiredKeys: ['type', 'label', 'element'] },
)
const leaf = fc.oneof(
  fc.record({ type: fc.constant('text'), text: words(3000), style: fc.constant({ bold: true }) }, { requiredKeys: ['type', 'text'] }),
  fc.record({ type: fc.constant('link'), url }),
  fc.constant({ type: 'user', user_id: 'U0123' }),
  fc.constant({ type: 'date', timestamp: 1_700_000_000, format: '{date_short} at {time}', fallback: 'soon' }),
)
const richText = fc.record({
  type: fc.constant('rich_text'),
  elements: fc.array(fc.record({ type: fc.constant('rich_text_section'), elements: fc.array(leaf, { maxLength: 5 }) }), { maxLength: 3 }),
})
const card = fc.record(
  {
    type: fc.constant('card'),
    title: anyText(150),
    subtitle: anyText(150),
    body: anyText(200),
    actions: fc.array(button, { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: ['type', 'title'] },
)

const named = <Block extends object>(blocks: Block[]) => blocks.map((block, index) => ({ ...block, block_id: `block-${index}` }))
