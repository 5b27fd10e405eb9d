import type {
  ActionsBlock,
  Button,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  HomeView,
  InputBlock,
  KnownBlock,
  ModalView,
  Overflow,
  PlainTextElement,
  PlainTextOption,
  RichTextBlock,
  SectionBlock,
} from '@slack/types'
import type { ActionInput, ActionName, ViewMetaInput, ViewName } from '../ids.ts'
import { inputAction } from '../ids.ts'

/** What a message view gives: `text` says everything for screen readers, and its first sentence is the lock-screen preview. */
export type Message = { text: string; blocks: KnownBlock[] }
export type { HomeView, KnownBlock, ModalView }

/** Text that people wrote, or names, made safe inside mrkdwn: nobody is pinged and nothing is formatted. */
export function escape(written: string): string {
  return written
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[*_~`]/g, (mark) => `\u200b${mark}`)
}

export const plain = (text: string): PlainTextElement => ({ type: 'plain_text', text, emoji: true })

/** A paragraph of our own words in mrkdwn; what people wrote inside it must have gone through `escape`. */
export const section = (mrkdwn: string, accessory?: Button | Overflow): SectionBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: mrkdwn },
  ...(accessory ? { accessory } : {}),
})

/** What a person wrote, as they wrote it, quoted: no markup in it is understood, nobody is pinged, and its length needs no care. */
export const quote = (written: string): RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text: written === '' ? ' ' : written }] }],
})

export const header = (text: string): HeaderBlock => ({ type: 'header', text: plain(text) })
export const context = (mrkdwn: string): ContextBlock => ({ type: 'context', elements: [{ type: 'mrkdwn', text: mrkdwn }] })
export const divider: DividerBlock = { type: 'divider' }

type ButtonLook = {
  style?: 'primary' | 'danger'
  confirm?: { title: string; text: string; yes: string; no: string }
  spoken?: string
  key?: string
}

/** A button that carries its typed value; the label starts with a verb. */
export function button<A extends ActionName>(id: A, label: string, value: ActionInput<A>, look: ButtonLook = {}): Button {
  return {
    type: 'button',
    action_id: look.key === undefined ? id : `${id}#${look.key}`,
    text: plain(label),
    value: JSON.stringify(value),
    ...(look.style ? { style: look.style } : {}),
    ...(look.spoken ? { accessibility_label: look.spoken } : {}),
    ...(look.confirm
      ? {
          confirm: {
            title: plain(look.confirm.title),
            text: plain(look.confirm.text),
            confirm: plain(look.confirm.yes),
            deny: plain(look.confirm.no),
          },
        }
      : {}),
  }
}

/** Actions in a row. Buttons of one kind repeated in a row need a distinct `key` so that action ids stay unique within the block. */
export const actions = (...elements: (Button | Overflow)[]): ActionsBlock => ({ type: 'actions', elements })

/**
 * A menu of up to five acts. Slack sends the chosen option under the menu's action id, so each option names its own act and value
 * (150 characters at most together); listen.ts unfolds it.
 */
export function overflow(...options: { [A in ActionName]: { act: A; label: string; value: ActionInput<A> } }[ActionName][]): Overflow {
  return {
    type: 'overflow',
    action_id: 'menu',
    options: options.map(({ act, label, value }) => ({ text: plain(label), value: JSON.stringify([act, value]) })),
  }
}

/** One modal. Submitting it arrives under its name with its meta. */
export function modal<V extends ViewName>(
  name: V,
  meta: ViewMetaInput<V>,
  parts: { title: string; submit?: string; close?: string; blocks: KnownBlock[] },
): ModalView {
  return {
    type: 'modal',
    callback_id: name,
    private_metadata: JSON.stringify(meta),
    title: plain(parts.title),
    close: plain(parts.close ?? 'Close'),
    ...(parts.submit ? { submit: plain(parts.submit) } : {}),
    blocks: parts.blocks,
  }
}

type FieldLook = { hint?: string | undefined; optional?: boolean }
const field = (name: string, label: string, element: InputBlock['element'], look: FieldLook, typing = false): InputBlock => ({
  type: 'input',
  block_id: name,
  label: plain(label),
  element,
  ...(look.hint ? { hint: plain(look.hint) } : {}),
  ...(look.optional ? { optional: true } : {}),
  ...(typing ? { dispatch_action: true } : {}),
})

/** A text field. With `keepTyping` every change is sent, so that a draft can be kept. */
export function textField(
  name: string,
  label: string,
  given: FieldLook & {
    value?: string | undefined
    placeholder?: string | undefined
    maxLength: number
    lines?: 'one' | 'many'
    keepTyping?: boolean
  },
): InputBlock {
  return field(
    name,
    label,
    {
      type: 'plain_text_input',
      action_id: inputAction,
      max_length: Math.min(3000, given.maxLength),
      ...(given.lines === 'many' ? { multiline: true } : {}),
      ...(given.value ? { initial_value: given.value } : {}),
      ...(given.placeholder ? { placeholder: plain(given.placeholder) } : {}),
      ...(given.keepTyping ? { dispatch_action_config: { trigger_actions_on: ['on_character_entered'] } } : {}),
    },
    given,
    given.keepTyping,
  )
}

export type Choice = { value: string; label: string; description?: string }
const option = ({ value, label, description }: Choice): PlainTextOption => ({
  text: plain(label),
  value,
  ...(description ? { description: plain(description) } : {}),
})
const chosen = (choices: readonly Choice[], value: string | undefined) => choices.find((choice) => choice.value === value)

export function selectField(
  name: string,
  label: string,
  choices: readonly Choice[],
  given: FieldLook & { value?: string | undefined; placeholder?: string } = {},
): InputBlock {
  const initial = chosen(choices, given.value)
  return field(
    name,
    label,
    {
      type: 'static_select',
      action_id: inputAction,
      options: choices.map(option),
      ...(initial ? { initial_option: option(initial) } : {}),
      ...(given.placeholder ? { placeholder: plain(given.placeholder) } : {}),
    },
    given,
  )
}

export function multiSelectField(
  name: string,
  label: string,
  choices: readonly Choice[],
  given: FieldLook & { values?: readonly string[]; placeholder?: string; max?: number } = {},
): InputBlock {
  const initial = choices.filter((choice) => given.values?.includes(choice.value))
  return field(
    name,
    label,
    {
      type: 'multi_static_select',
      action_id: inputAction,
      options: choices.map(option),
      ...(initial.length > 0 ? { initial_options: initial.map(option) } : {}),
      ...(given.max ? { max_selected_items: given.max } : {}),
      ...(given.placeholder ? { placeholder: plain(given.placeholder) } : {}),
    },
    given,
  )
}

export function radioField(
  name: string,
  label: string,
  choices: readonly Choice[],
  given: FieldLook & { value?: string | undefined } = {},
): InputBlock {
  const initial = chosen(choices, given.value)
  return field(
    name,
    label,
    {
      type: 'radio_buttons',
      action_id: inputAction,
      options: choices.map(option),
      ...(initial ? { initial_option: option(initial) } : {}),
    },
    given,
  )
}

export function checkField(
  name: string,
  label: string,
  choices: readonly Choice[],
  given: FieldLook & { values?: readonly string[] } = {},
): InputBlock {
  const initial = choices.filter((choice) => given.values?.includes(choice.value))
  return field(
    name,
    label,
    {
      type: 'checkboxes',
      action_id: inputAction,
      options: choices.map(option),
      ...(initial.length > 0 ? { initial_options: initial.map(option) } : {}),
    },
    { optional: true, ...given },
  )
}

export function dateField(name: string, label: string, given: FieldLook & { value?: string | undefined } = {}): InputBlock {
  return field(name, label, { type: 'datepicker', action_id: inputAction, ...(given.value ? { initial_date: given.value } : {}) }, given)
}

export function timeField(name: string, label: string, given: FieldLook & { value?: string | undefined } = {}): InputBlock {
  return field(name, label, { type: 'timepicker', action_id: inputAction, ...(given.value ? { initial_time: given.value } : {}) }, given)
}

export function personField(
  name: string,
  label: string,
  given: FieldLook & { value?: string | undefined; placeholder?: string } = {},
): InputBlock {
  return field(
    name,
    label,
    {
      type: 'users_select',
      action_id: inputAction,
      ...(given.value ? { initial_user: given.value } : {}),
      ...(given.placeholder ? { placeholder: plain(given.placeholder) } : {}),
    },
    given,
  )
}

/** A channel of the workspace, public or private, that the person is in. */
export function channelField(name: string, label: string, given: FieldLook & { placeholder?: string } = {}): InputBlock {
  return field(
    name,
    label,
    {
      type: 'conversations_select',
      action_id: inputAction,
      filter: { include: ['public', 'private'], exclude_external_shared_channels: true },
      ...(given.placeholder ? { placeholder: plain(given.placeholder) } : {}),
    },
    given,
  )
}

/** A field that takes several people, at most `max`. */
export function peopleField(name: string, label: string, given: FieldLook & { max: number; placeholder?: string }): InputBlock {
  return field(
    name,
    label,
    {
      type: 'multi_users_select',
      action_id: inputAction,
      max_selected_items: given.max,
      ...(given.placeholder ? { placeholder: plain(given.placeholder) } : {}),
    },
    given,
  )
}

/** The first `limit` characters of what somebody wrote, on one line, for places that only point at it. */
export function shorten(written: string, limit: number): string {
  const line = written.replaceAll(/\s+/g, ' ').trim()
  const letters = [...line]
  return letters.length <= limit
    ? line
    : `${letters
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`
}
