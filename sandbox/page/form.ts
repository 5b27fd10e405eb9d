import type { AnyBlock, InputBlock, KnownBlock, MultiSelect, PlainTextOption, RichTextBlock, Select } from '@slack/types'
import type { ElementState, Values } from '../practice-api.ts'

/** One thing on a surface that a person can fill in or press. `input` is the block around it when it stands in an input block. */
export type Field = { blockId: string; actionId: string; element: FormElement; input?: InputBlock }

type ActionsElement = Extract<KnownBlock, { type: 'actions' }>['elements'][number]
type AccessoryElement = NonNullable<Extract<KnownBlock, { type: 'section' }>['accessory']>
export type FormElement = InputBlock['element'] | ActionsElement | Exclude<AccessoryElement, { type: 'image' }>
export type AnyOption = PlainTextOption | { text: { type: 'mrkdwn'; text: string }; value?: string; description?: { text: string } }

/** Every field of the blocks in reading order. A block without an id gets its position as one. */
export function fieldsOf(blocks: readonly AnyBlock[]): Field[] {
  return blocks.flatMap((block, position): Field[] => {
    const blockId = blockIdOf(block, position)
    const known = knownBlock(block)
    if (known?.type === 'input') return [{ blockId, actionId: actionIdOf(known.element, 0), element: known.element, input: known }]
    if (known?.type === 'actions') {
      return known.elements.map((element, place) => ({ blockId, actionId: actionIdOf(element, place), element }))
    }
    if (known?.type === 'section' && known.accessory !== undefined && known.accessory.type !== 'image') {
      return [{ blockId, actionId: actionIdOf(known.accessory, 0), element: known.accessory }]
    }
    return []
  })
}

export const blockIdOf = (block: AnyBlock, position: number): string => block.block_id ?? `block-${position}`
export const actionIdOf = (element: { action_id?: string }, place: number): string => element.action_id ?? `element-${place}`

const knownTypes = new Set([
  'actions',
  'alert',
  'card',
  'carousel',
  'container',
  'context',
  'context_actions',
  'data_table',
  'divider',
  'file',
  'header',
  'image',
  'input',
  'markdown',
  'rich_text',
  'section',
  'table',
  'task_card',
  'plan',
  'video',
])

/** The block with its own type, or undefined when Slack's types do not have it. */
export function knownBlock(block: AnyBlock): KnownBlock | undefined {
  // The stand-in has checked the block against Slack's schema when it took it, so its type decides its shape.
  return knownTypes.has(block.type) ? (block as KnownBlock) : undefined
}

/** What `view.state.values` says: the state of each field that holds one, what was changed by hand before what it began with. */
export function valuesNow(blocks: readonly AnyBlock[], held: Values): Values {
  const values: Values = {}
  for (const field of fieldsOf(blocks)) {
    if (!holdsState(field.element)) continue
    const state = stateOf(field, held)
    values[field.blockId] = { ...values[field.blockId], [field.actionId]: state }
  }
  return values
}

export function stateOf(field: Field, held: Values): ElementState {
  const own = held[field.blockId]?.[field.actionId]
  return own !== undefined && own.type === field.element.type ? own : initialState(field.element)
}

const holdsState = (element: FormElement): boolean =>
  element.type !== 'button' && element.type !== 'overflow' && element.type !== 'workflow_button'

/**
 * What is still held when a surface is redrawn. As in Slack, a field keeps what it showed only where its block_id and action_id (and
 * its type) are the same before and after; any other field starts from its own `initial_…`.
 */
export function carryOver(before: readonly AnyBlock[], held: Values, after: readonly AnyBlock[]): Values {
  const shown = valuesNow(before, held)
  const kept: Values = {}
  for (const { blockId, actionId, element } of fieldsOf(after)) {
    const state = shown[blockId]?.[actionId]
    if (state === undefined || state.type !== element.type || !stillOffered(element, state)) continue
    kept[blockId] = { ...kept[blockId], [actionId]: state }
  }
  return kept
}

function stillOffered(element: FormElement, state: ElementState): boolean {
  const offered = 'options' in element || 'option_groups' in element ? optionsOf(element) : undefined
  if (offered === undefined) return true
  const values = new Set(offered.map((option) => option.value))
  const chosen = [...(state.selected_option == null ? [] : [state.selected_option]), ...(state.selected_options ?? [])]
  return chosen.every((option) => values.has(option.value))
}

/** All options of an element, those in groups too. */
export function optionsOf(element: { options?: AnyOption[]; option_groups?: { options: AnyOption[] }[] }): AnyOption[] {
  return [...(element.options ?? []), ...(element.option_groups ?? []).flatMap((group) => group.options)]
}

/** An element as it stands before anybody touched it. */
export function initialState(element: FormElement): ElementState {
  const { type } = element
  switch (element.type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { type, value: element.initial_value ?? null }
    case 'rich_text_input':
      return { type, rich_text_value: element.initial_value ?? null }
    case 'static_select':
    case 'external_select':
      return { type, selected_option: asChosen(element.initial_option) }
    case 'radio_buttons':
      return { type, selected_option: asChosen(element.initial_option) }
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: (element.initial_options ?? []).map((option) => chosenOption(option)) }
    case 'users_select':
      return { type, selected_user: element.initial_user ?? null }
    case 'multi_users_select':
      return { type, selected_users: element.initial_users ?? [] }
    case 'conversations_select':
      return { type, selected_conversation: element.initial_conversation ?? null }
    case 'channels_select':
      return { type, selected_channel: element.initial_channel ?? null }
    case 'multi_conversations_select':
      return { type, selected_conversations: element.initial_conversations ?? [] }
    case 'multi_channels_select':
      return { type, selected_channels: element.initial_channels ?? [] }
    case 'datepicker':
      return { type, selected_date: element.initial_date ?? null }
    case 'timepicker':
      return { type, selected_time: element.initial_time ?? null }
    case 'datetimepicker':
      return { type, selected_date_time: element.initial_date_time ?? null }
    case 'file_input':
      return { type, files: [] }
    case 'button':
    case 'workflow_button':
    case 'overflow':
      return { type }
    default:
      return element satisfies never
  }
}

const asChosen = (option: AnyOption | undefined) => (option === undefined ? null : chosenOption(option))

/** An option as Slack reports it when it is chosen. */
export const chosenOption = (option: AnyOption): { text: unknown; value: string } => ({
  text: option.text,
  value: option.value ?? '',
  ...(option.description === undefined ? {} : { description: option.description }),
})

/** What Slack itself would say under the inputs before it sends a form, by block id; empty when the form may go. */
export function problemsIn(blocks: readonly AnyBlock[], held: Values): Record<string, string> {
  const problems: Record<string, string> = {}
  for (const field of fieldsOf(blocks)) {
    if (field.input === undefined) continue
    const problem = problemWith(field.element, stateOf(field, held), field.input.optional === true ? 'optional' : 'required')
    if (problem !== undefined) problems[field.blockId] = problem
  }
  return problems
}

function problemWith(element: FormElement, state: ElementState, need: 'optional' | 'required'): string | undefined {
  if (isEmpty(state)) return need === 'required' ? 'Please complete this required field.' : undefined
  const text = state.value ?? ''
  switch (element.type) {
    case 'plain_text_input':
      if (element.min_length !== undefined && text.length < element.min_length)
        return `Please write at least ${element.min_length} characters.`
      if (element.max_length !== undefined && text.length > element.max_length)
        return `Please keep it under ${element.max_length} characters.`
      return undefined
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? undefined : 'Please enter a valid email address.'
    case 'url_text_input':
      return URL.canParse(text) ? undefined : 'Please enter a valid URL.'
    case 'number_input':
      return problemWithNumber(element, text)
    default:
      return undefined
  }
}

function problemWithNumber(
  element: { is_decimal_allowed: boolean; min_value?: string; max_value?: string },
  text: string,
): string | undefined {
  const number = Number(text)
  if (text.trim() === '' || !Number.isFinite(number)) return 'Please enter a number.'
  if (!element.is_decimal_allowed && !Number.isInteger(number)) return 'Please enter a whole number.'
  if (element.min_value !== undefined && number < Number(element.min_value)) return `Please enter ${element.min_value} or more.`
  if (element.max_value !== undefined && number > Number(element.max_value)) return `Please enter ${element.max_value} or less.`
  return undefined
}

/** Whether nothing is chosen or written, whatever the element. */
export function isEmpty(state: ElementState): boolean {
  return Object.entries(state).every(([key, value]) => {
    if (key === 'type') return true
    if (key === 'rich_text_value') return richTextAsText(value).trim() === ''
    if (typeof value === 'string') return value.trim() === ''
    return value == null || (Array.isArray(value) && value.length === 0)
  })
}

/** When a field tells the app what happened in it, before any form is sent. */
export function tellsTheApp(field: Field): 'never' | 'on change' | 'on character' | 'on enter' | 'on character and enter' {
  if (field.input === undefined) return 'on change'
  if (field.input.dispatch_action !== true) return 'never'
  if (!isTextElement(field.element)) return 'on change'
  const on = field.element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed']
  if (on.includes('on_character_entered')) return on.includes('on_enter_pressed') ? 'on character and enter' : 'on character'
  return 'on enter'
}

export type TextElement = Extract<
  FormElement,
  { type: 'plain_text_input' | 'email_text_input' | 'url_text_input' | 'number_input' | 'rich_text_input' }
>
export const isTextElement = (element: FormElement): element is TextElement =>
  element.type === 'rich_text_input' || element.type === 'number_input' || element.type.endsWith('_text_input')

export type AnySelect = Select | MultiSelect

/** Plain lines as the rich text that Slack's editor would make of them; null when there is nothing but space. */
export function textAsRichText(text: string): RichTextBlock | null {
  if (text.trim() === '') return null
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] }
}

/** The words of a rich text, lists and quotes as lines: what a plain text area can show of it. */
export function richTextAsText(value: unknown): string {
  if (value === null || typeof value !== 'object') return ''
  if ('text' in value && typeof value.text === 'string') return value.text
  if (!('elements' in value) || !Array.isArray(value.elements)) return ''
  const isLine = 'type' in value && (value.type === 'rich_text' || value.type === 'rich_text_list')
  return value.elements.map((element: unknown) => richTextAsText(element)).join(isLine ? '\n' : '')
}
