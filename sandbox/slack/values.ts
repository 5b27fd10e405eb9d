import { placedElements, type Placed } from './blocks.ts'
import { at, objectsAt, textAt, type Json } from './json.ts'
import type { Block, Values } from './state.ts'

/**
 * The values that a redrawn view starts with: what was there under the same block id, action id and element type stays,
 * everything else starts from its `initial_*` field. A new `initial_value` under the old ids changes nothing, as in Slack.
 */
export function valuesAfter(previous: Values, blocks: readonly Block[]): Values {
  const values: Values = {}
  for (const placed of placedElements(blocks)) {
    const fresh = initialState(placed.element)
    if (!fresh) continue
    const kept = previous[placed.block.block_id]?.[placed.element.action_id]
    const state = kept && kept['type'] === placed.element.type && stillOffered(placed, kept) ? kept : fresh
    values[placed.block.block_id] = { ...values[placed.block.block_id], [placed.element.action_id]: state }
  }
  return values
}

function stillOffered(placed: Placed, kept: Json): boolean {
  if (!('options' in placed.element) && !('option_groups' in placed.element)) return true
  const offered = new Set(optionsOf(placed.element).map((option) => textAt(option, 'value')))
  const selected = kept['selected_options'] ? objectsAt(kept, 'selected_options') : [kept['selected_option']]
  return selected.every((option) => option === null || option === undefined || offered.has(textAt(option, 'value')))
}

export function optionsOf(element: Json): Json[] {
  return [...objectsAt(element, 'options'), ...objectsAt(element, 'option_groups').flatMap((group) => objectsAt(group, 'options'))]
}

/** The state of an untouched element as Slack sends it, or undefined for buttons and menus, which have none. */
export function initialState(element: Json): Json | undefined {
  const initial = (field: string, empty: unknown = null) => element[field] ?? empty
  const type = String(element['type'])
  switch (type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { type, value: initial('initial_value') }
    case 'rich_text_input':
      return { type, rich_text_value: initial('initial_value') }
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: initial('initial_option') }
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: initial('initial_options', []) }
    case 'datepicker':
      return { type, selected_date: initial('initial_date') }
    case 'timepicker':
      return { type, selected_time: initial('initial_time') }
    case 'datetimepicker':
      return { type, selected_date_time: initial('initial_date_time') }
    case 'users_select':
      return { type, selected_user: initial('initial_user') }
    case 'multi_users_select':
      return { type, selected_users: initial('initial_users', []) }
    case 'conversations_select':
      return { type, selected_conversation: initial('initial_conversation') }
    case 'multi_conversations_select':
      return { type, selected_conversations: initial('initial_conversations', []) }
    case 'channels_select':
      return { type, selected_channel: initial('initial_channel') }
    case 'multi_channels_select':
      return { type, selected_channels: initial('initial_channels', []) }
    case 'file_input':
      return { type, files: [] }
    default:
      return undefined
  }
}

/** True when nothing was typed or chosen. */
export function isEmpty(state: Json | undefined): boolean {
  const { type: _type, ...held } = state ?? {}
  return Object.values(held).every(
    (value) => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0),
  )
}

/** What Slack itself says under the fields of a view before it sends anything to the app: by block id, empty when all is well. */
export function clientRefusals(blocks: readonly Block[], values: Values): Record<string, string> {
  const refusals: Record<string, string> = {}
  for (const { block, element, where } of placedElements(blocks)) {
    if (where !== 'input') continue
    const state = values[block.block_id]?.[element.action_id]
    const refusal = isEmpty(state) ? missing(block) : malformed(element, state ?? {})
    if (refusal) refusals[block.block_id] = refusal
  }
  return refusals
}

function missing(block: Block): string | undefined {
  return block['optional'] === true ? undefined : 'Please complete this required field.'
}

function malformed(element: Json, state: Json): string | undefined {
  const value = state['value']
  if (typeof value !== 'string') return undefined
  const number = (field: string) => (at(element, field) === undefined ? undefined : Number(at(element, field)))
  switch (element['type']) {
    case 'plain_text_input': {
      const [least, most] = [number('min_length') ?? 0, number('max_length') ?? 3_000]
      if (value.length < least) return `Please enter at least ${least} characters.`
      return value.length > most ? `Please enter no more than ${most} characters.` : undefined
    }
    case 'number_input': {
      const entered = Number(value)
      if (value.trim() === '' || Number.isNaN(entered)) return 'Please enter a valid number.'
      if (element['is_decimal_allowed'] !== true && !Number.isInteger(entered)) return 'Please enter a whole number.'
      const [least, most] = [number('min_value') ?? -Infinity, number('max_value') ?? Infinity]
      if (entered < least) return `Please enter a number of at least ${least}.`
      return entered > most ? `Please enter a number of at most ${most}.` : undefined
    }
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? undefined : 'Please enter a valid email address.'
    case 'url_text_input':
      return URL.canParse(value) ? undefined : 'Please enter a valid URL.'
    default:
      return undefined
  }
}
