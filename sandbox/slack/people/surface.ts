import type { ActResult } from '../../practice-api.ts'
import { externalOptions, interactAt, type Place } from '../acts.ts'
import { placedElements, visibleText, type Placed } from '../blocks.ts'
import { objectsAt, textAt, type Json } from '../json.ts'
import type { Slack } from '../slack.ts'
import type { Block, PersonRecord, Values } from '../state.ts'
import { optionsOf } from '../values.ts'
import { findElement, findOptions, isButton, isField, isMenu, offers, shownValue, type Ref, type Which } from './find.ts'

/** A dialog that asked the person to confirm. */
export type ConfirmSeen = { title: string; text: string; confirm: string; deny: string; answered: 'confirm' | 'deny' }

/** What happened to the person along the way. */
export type Diary = { confirms: ConfirmSeen[]; troubles: string[] }

/** `confirm: 'deny'` presses the other button of the dialog, so that nothing is sent. */
export type PressOptions = Which & { confirm?: 'confirm' | 'deny' }

/** Anything with blocks that a person can read and work with: a message, a modal, a Home tab. */
export abstract class Surface {
  protected readonly slack: Slack
  protected readonly person: PersonRecord
  readonly #diary: Diary

  constructor(slack: Slack, person: PersonRecord, diary: Diary) {
    this.slack = slack
    this.person = person
    this.#diary = diary
  }

  /** The blocks as they are drawn now. */
  abstract get blocks(): Block[]
  protected abstract get place(): Place
  protected abstract get values(): Values
  /** For error messages: `The modal "Coach"`. */
  protected abstract get where(): string

  /** All that can be read, one line per piece of text. */
  get text(): string {
    return visibleText(this.slack.world, this.blocks)
  }

  /** Labels of the buttons, in order. */
  get buttons(): string[] {
    return placedElements(this.blocks)
      .filter(isButton)
      .map(({ label }) => label)
  }

  /** Labels of everything that can be filled in or chosen, in order. */
  get fields(): string[] {
    return placedElements(this.blocks)
      .filter(isField)
      .map(({ label }) => label)
  }

  /** What stands in a field: text, labels of the chosen options, ids, or null. */
  value(field: Ref, which: Which = {}): string | string[] | null {
    const { block, element } = this.#field(field, which)
    return shownValue(this.values[block.block_id]?.[element.action_id], element)
  }

  /** Labels of a menu's or a select's options. */
  options(field: Ref, which: Which = {}): string[] {
    const { element } = this.#find((placed) => !isButton(placed), field, which)
    return optionsOf(element).map((option) => textAt(option, 'text', 'text') ?? '')
  }

  /** Presses a button. A dialog that asks to confirm is noted, and answered with yes unless told otherwise. */
  async press(button: Ref, options: PressOptions = {}): Promise<ActResult> {
    const placed = this.#find(isButton, button, options)
    const { value } = placed.element
    return this.send(placed, typeof value === 'string' ? { value } : {}, options.confirm)
  }

  /** Opens an overflow menu and takes the option with that label; `menu` says which menu where there are several. */
  async overflow(option: string | RegExp, { menu, confirm, ...which }: PressOptions & { menu?: Ref } = {}): Promise<ActResult> {
    const placed = menu
      ? this.#find(isMenu, menu, which)
      : this.#find((candidate) => isMenu(candidate) && offers(option)(candidate), undefined, which)
    const [chosen] = findOptions(this.slack.world, optionsOf(placed.element), [option])
    return this.send(placed, { selected_option: chosen ?? null }, confirm)
  }

  /** Presses the thumb (or whatever stands for it) of feedback buttons. */
  async feedback(which: 'positive' | 'negative'): Promise<ActResult> {
    const placed = placedElements(this.blocks).find(({ element }) => element.type === 'feedback_buttons')
    if (!placed) throw new Error(`${this.where} has no feedback buttons.`)
    return this.send(placed, { value: textAt(placed.element, `${which}_button`, 'value') ?? '' })
  }

  /** Writes into a text field, over what was there. Sends every change where the app asked for that. */
  async type(field: Ref, text: string, which: Which = {}): Promise<ActResult> {
    const placed = this.#field(field, which)
    const most = Number(placed.element['max_length'] ?? (placed.element.type === 'plain_text_input' ? 3_000 : Infinity))
    if (text.length > most) throw new Error(`${this.where}: "${placed.label}" takes ${most} characters, not ${text.length}.`)
    const state = placed.element.type === 'rich_text_input' ? { rich_text_value: richTextOf(text) } : textState(placed, text, this.where)
    return this.fill(placed, state, 'on_character_entered')
  }

  /** Writes letter by letter: one change, and where asked for one delivery, for each. */
  async typeSlowly(field: Ref, text: string, which: Which = {}): Promise<ActResult> {
    let last: ActResult = { ok: true }
    for (let end = 1; end <= text.length; end += 1) last = await this.type(field, text.slice(0, end), which)
    return last
  }

  /** Presses Enter in a text field. */
  async pressEnter(field: Ref, which: Which = {}): Promise<ActResult> {
    const placed = this.#field(field, which)
    const state = this.values[placed.block.block_id]?.[placed.element.action_id] ?? {}
    return this.fill(placed, state, 'on_enter_pressed')
  }

  /** Chooses by label in a select, radio buttons or checkboxes; a list of labels where several can be chosen. External selects are searched. */
  async choose(
    field: Ref,
    labels: string | RegExp | readonly (string | RegExp)[],
    which: Which & { search?: string } = {},
  ): Promise<ActResult> {
    const placed = this.#field(field, which)
    const wanted = typeof labels === 'string' || labels instanceof RegExp ? [labels] : labels
    const { type } = placed.element
    const isMany = type.startsWith('multi_') || type === 'checkboxes'
    if (!isMany && wanted.length !== 1) throw new Error(`${this.where}: "${placed.label}" takes one option.`)
    const offered = type.endsWith('external_select')
      ? await this.#search(placed, which.search ?? String(wanted[0] ?? ''))
      : optionsOf(placed.element)
    const chosen = findOptions(this.slack.world, offered, wanted)
    const most = Number(placed.element['max_selected_items'] ?? Infinity)
    if (chosen.length > most) throw new Error(`${this.where}: "${placed.label}" takes ${most} options at most.`)
    return this.fill(placed, isMany ? { selected_options: chosen } : { selected_option: chosen[0] ?? null })
  }

  /** Ticks exactly these checkboxes. */
  async check(field: Ref, labels: string | readonly string[], which: Which = {}): Promise<ActResult> {
    return this.choose(field, typeof labels === 'string' ? [labels] : labels, which)
  }

  /** `2026-03-03` */
  async pickDate(field: Ref, date: string, which: Which = {}): Promise<ActResult> {
    Temporal.PlainDate.from(date)
    return this.#pick(field, which, 'datepicker', { selected_date: date })
  }

  /** `14:05` */
  async pickTime(field: Ref, time: string, which: Which = {}): Promise<ActResult> {
    Temporal.PlainTime.from(time)
    return this.#pick(field, which, 'timepicker', { selected_time: time })
  }

  /** Epoch seconds. */
  async pickDateTime(field: Ref, epochSeconds: number, which: Which = {}): Promise<ActResult> {
    return this.#pick(field, which, 'datetimepicker', { selected_date_time: epochSeconds })
  }

  /** One id for a users_select, a list for a multi_users_select. */
  async pickUser(field: Ref, ids: string | readonly string[], which: Which = {}): Promise<ActResult> {
    for (const id of [ids].flat()) {
      if (!this.slack.world.people.has(id)) throw new Error(`Nobody here has the id ${id}.`)
    }
    return typeof ids === 'string'
      ? this.#pick(field, which, 'users_select', { selected_user: ids })
      : this.#pick(field, which, 'multi_users_select', { selected_users: [...ids] })
  }

  async pickConversation(field: Ref, id: string, which: Which = {}): Promise<ActResult> {
    const placed = this.#field(field, which)
    const isChannels = placed.element.type === 'channels_select'
    return this.fill(placed, isChannels ? { selected_channel: id } : { selected_conversation: id })
  }

  /** Empties a field. */
  async clear(field: Ref, which: Which = {}): Promise<ActResult> {
    const placed = this.#field(field, which)
    const current = this.values[placed.block.block_id]?.[placed.element.action_id] ?? {}
    const emptied = Object.entries(current)
      .filter(([key]) => key !== 'type')
      .map(([key, value]) => [key, Array.isArray(value) ? [] : null])
    return this.fill(placed, Object.fromEntries(emptied), 'on_character_entered')
  }

  protected async send(placed: Placed, state: Json, answer: 'confirm' | 'deny' = 'confirm'): Promise<ActResult> {
    const dialog = placed.element['confirm']
    if (dialog) {
      const said = (part: string) => textAt(dialog, part, 'text') ?? ''
      this.#diary.confirms.push({
        title: said('title'),
        text: said('text'),
        confirm: said('confirm'),
        deny: said('deny'),
        answered: answer,
      })
      if (answer === 'deny') return { ok: true }
    }
    return this.noted(interactAt(this.slack, this.person, this.place, placed, state))
  }

  /** Keeps what Slack said went wrong. */
  protected async noted(act: Promise<ActResult>): Promise<ActResult> {
    const result = await act
    if (!result.ok && result.trouble) this.#diary.troubles.push(result.trouble)
    return result
  }

  protected async fill(placed: Placed, state: Json, trigger?: 'on_character_entered' | 'on_enter_pressed'): Promise<ActResult> {
    const { block, element, where } = placed
    const held = this.values[block.block_id]
    if (held) held[element.action_id] = { ...state, type: element.type }
    const isText = trigger !== undefined
    if (where === 'input' && block['dispatch_action'] !== true) return { ok: true }
    const wanted = element['dispatch_action_config'] ? triggersOf(element) : ['on_enter_pressed']
    if (isText && !wanted.includes(trigger)) return { ok: true }
    return this.send(placed, state)
  }

  #pick(field: Ref, which: Which, type: string, state: Json): Promise<ActResult> {
    const placed = this.#field(field, which)
    if (placed.element.type !== type) throw new Error(`${this.where}: "${placed.label}" is a ${placed.element.type}, not a ${type}.`)
    return this.fill(placed, state)
  }

  #field(field: Ref, which: Which): Placed {
    return this.#find(isField, field, which)
  }

  #find(among: (placed: Placed) => boolean, ref: Ref | undefined, which: Which): Placed {
    return findElement(this.slack.world, { blocks: this.blocks, among, ref, which, where: this.where })
  }

  async #search(placed: Placed, value: string): Promise<Json[]> {
    const { place } = this
    const where =
      'view' in place
        ? place.view.surface === 'home'
          ? ({ home: true } as const)
          : { viewId: place.view.id }
        : { channel: place.conversation.id, ts: place.message.ts }
    const query = { in: where, blockId: placed.block.block_id, actionId: placed.element.action_id, value }
    const found = await externalOptions(this.slack, this.person.id, query)
    if (!found) throw new Error(`${this.where}: the app gave no options for "${placed.label}".`)
    return [...objectsAt(found, 'options'), ...objectsAt(found, 'option_groups').flatMap((group) => objectsAt(group, 'options'))]
  }
}

function triggersOf(element: Json): string[] {
  const config = element['dispatch_action_config']
  const wanted = typeof config === 'object' && config !== null && 'trigger_actions_on' in config ? config.trigger_actions_on : []
  return Array.isArray(wanted) ? wanted.map(String) : []
}

function textState(placed: Placed, text: string, where: string): Json {
  if (!placed.element.type.endsWith('_input'))
    throw new Error(`${where}: nobody can type into "${placed.label}", it is a ${placed.element.type}.`)
  return { value: text === '' ? null : text }
}

function richTextOf(text: string): Json {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: text === '' ? [] : [{ type: 'text', text }] }] }
}
