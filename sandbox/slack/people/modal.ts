import type { ActResult } from '../../practice-api.ts'
import { perform } from '../acts.ts'
import { placedElements, readable } from '../blocks.ts'
import { textAt } from '../json.ts'
import type { Slack } from '../slack.ts'
import type { Block, PersonRecord, Values, ViewRecord } from '../state.ts'
import { stackOf } from '../views.ts'
import { Surface, type Diary } from './surface.ts'

/** An open modal as the person has it in front of them. It stays the same one through updates; a pushed or a new one is another. */
export class Modal extends Surface {
  readonly id: string
  #errors: Record<string, string> = {}

  constructor(slack: Slack, person: PersonRecord, diary: Diary, id: string) {
    super(slack, person, diary)
    this.id = id
  }

  get title(): string {
    return readable(this.slack.world, textAt(this.record.view, 'title', 'text') ?? '')
  }

  get submitLabel(): string | undefined {
    return textAt(this.record.view, 'submit', 'text')
  }

  get closeLabel(): string {
    return textAt(this.record.view, 'close', 'text') ?? 'Cancel'
  }

  get callbackId(): string {
    return textAt(this.record.view, 'callback_id') ?? ''
  }

  get privateMetadata(): string {
    return textAt(this.record.view, 'private_metadata') ?? ''
  }

  get hash(): string {
    return this.record.hash
  }

  get isOpen(): boolean {
    return stackOf(this.slack.world, this.person.id).some((record) => record.id === this.id)
  }

  get blocks(): Block[] {
    return this.record.view.blocks
  }

  /** What stood under the fields after the last attempt to submit, by label. */
  get errors(): Record<string, string> {
    return this.#errors
  }

  /** Presses the submit button. `fields` in the answer are by block id, `errors` has the same by label. */
  async submit(): Promise<ActResult> {
    if (this.submitLabel === undefined) throw new Error(`${this.where} has no submit button.`)
    const labels = new Map(placedElements(this.blocks).map(({ block, label }) => [block.block_id, label]))
    const result = await this.noted(perform(this.slack, { as: this.person.id, do: 'submit', viewId: this.id, values: {} }))
    const fields = result.ok ? {} : (result.fields ?? {})
    this.#errors = Object.fromEntries(Object.entries(fields).map(([blockId, text]) => [labels.get(blockId) || blockId, text]))
    return result
  }

  /** The close button: back to the view below, if there is one. */
  close(): Promise<ActResult> {
    return this.noted(perform(this.slack, { as: this.person.id, do: 'close', viewId: this.id, how: 'cancel' }))
  }

  /** The cross: closes the whole stack. */
  dismiss(): Promise<ActResult> {
    return this.noted(perform(this.slack, { as: this.person.id, do: 'close', viewId: this.id, how: 'clear' }))
  }

  protected get place() {
    const top = stackOf(this.slack.world, this.person.id).at(-1)
    if (top && top.id !== this.id) throw new Error(`${this.where} lies under "${textAt(top.view, 'title', 'text')}".`)
    return { view: this.record }
  }

  protected get values(): Values {
    return this.record.values
  }

  protected get where(): string {
    return `The modal "${this.title}"`
  }

  private get record(): ViewRecord {
    const stack = stackOf(this.slack.world, this.person.id)
    const found = stack.find((record) => record.id === this.id)
    if (found) return found
    const open = stack.map((record) => `"${textAt(record.view, 'title', 'text')}"`).join(', ')
    throw new Error(`That modal was closed. ${this.person.name} has ${open ? `open: ${open}` : 'no modal open'}.`)
  }
}
