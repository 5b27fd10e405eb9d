import type { ActResult, ConversationState } from '../../practice-api.ts'
import { perform } from '../acts.ts'
import { conversationsOf, stateFor } from '../practice-state.ts'
import type { Slack } from '../slack.ts'
import { directMessage, microseconds, type PersonRecord } from '../state.ts'
import { stackOf } from '../views.ts'
import type { Ref } from './find.ts'
import { Home } from './home.ts'
import { Modal } from './modal.ts'
import { SeenMessage } from './seen-message.ts'
import type { ConfirmSeen, Diary, PressOptions } from './surface.ts'

/** A message that was looked at, or words that the newest message meant has in it. */
export type MessageRef = SeenMessage | string | RegExp

/** Somebody in the workspace, doing what people do in the Slack client. Each act resolves when the app acknowledged it, or Slack gave up. */
export class Person implements Diary {
  readonly id: string
  /** Dialogs that asked this person to confirm, oldest first. */
  readonly confirms: ConfirmSeen[] = []
  /** What Slack said went wrong for this person, oldest first. */
  readonly troubles: string[] = []
  readonly #slack: Slack

  constructor(slack: Slack, id: string) {
    this.#slack = slack
    this.id = id
    if (!slack.world.people.has(id)) throw new Error(`Nobody here has the id ${id}.`)
  }

  get name(): string {
    return this.record.name
  }

  get record(): PersonRecord {
    const found = this.#slack.world.people.get(this.id)
    if (!found) throw new Error(`Nobody here has the id ${this.id}.`)
    return found
  }

  /** The id of the direct message with the app. */
  get appDm(): string {
    return directMessage(this.#slack.world, this.id, this.#slack.world.app.botUserId).id
  }

  /** What stands in the direct message with the app, newest last, thread replies and ephemeral messages included. */
  im(): SeenMessage[] {
    return this.messages(this.appDm)
  }

  /** What this person sees in a conversation, newest last. */
  messages(channel: string): SeenMessage[] {
    const conversation = this.#slack.world.conversations.get(channel)
    if (!conversation?.members.has(this.id)) throw new Error(`${this.name} is not in ${channel}.`)
    const own = conversation.ephemerals.filter((message) => message.onlyFor === this.id)
    return [...conversation.messages, ...own]
      .toSorted((one, other) => microseconds(one.ts) - microseconds(other.ts))
      .map((message) => new SeenMessage(this.#slack, this.record, this, conversation, message, 'onlyFor' in message))
  }

  thread(channel: string, ts: string): SeenMessage[] {
    return this.messages(channel).filter((message) => message.threadTs === ts || message.ts === ts)
  }

  conversations(): ConversationState[] {
    return stateFor(this.#slack.world, this.id)?.conversations ?? []
  }

  /** Messages that only this person sees, newest last. */
  ephemerals(channel?: string): SeenMessage[] {
    return this.#everything().filter((message) => message.ephemeral && (channel === undefined || message.channel === channel))
  }

  /** The newest message with these words, in any conversation of this person; throws with what there is. */
  message(containing: string | RegExp): SeenMessage {
    const found = this.#find(containing)
    if (found) return found
    const seen = this.#everything()
      .slice(-8)
      .map((message) => `- ${message.text.slice(0, 160).replaceAll('\n', ' / ')}`)
    throw new Error(`${this.name} sees no message with ${String(containing)}. The newest are:\n${seen.join('\n') || '(none)'}`)
  }

  /** The newest message with these words as soon as it is there; throws after `timeoutMs` (3 s). */
  async hears(
    containing: string | RegExp,
    { timeoutMs = 3_000, after }: { timeoutMs?: number; after?: SeenMessage } = {},
  ): Promise<SeenMessage> {
    const isNew = (message: SeenMessage) => after === undefined || microseconds(message.ts) > microseconds(after.ts)
    await this.#until(() => {
      const found = this.#find(containing)
      return found !== undefined && isNew(found)
    }, timeoutMs)
    return this.message(containing)
  }

  /** The modal on top, as soon as there is one (whose title fits, when one is given). */
  async sees(title?: string | RegExp, { timeoutMs = 3_000 }: { timeoutMs?: number } = {}): Promise<Modal> {
    const fits = (modal: Modal) => title === undefined || (typeof title === 'string' ? modal.title === title : title.test(modal.title))
    await this.#until(() => this.hasView && fits(this.view()), timeoutMs)
    const modal = this.view()
    if (!fits(modal)) throw new Error(`${this.name} has the modal "${modal.title}" in front, not ${String(title)}.`)
    return modal
  }

  get hasView(): boolean {
    return stackOf(this.#slack.world, this.id).length > 0
  }

  /** Titles of the open modals, the last one on top. */
  get viewTitles(): string[] {
    return stackOf(this.#slack.world, this.id).map((record) => new Modal(this.#slack, this.record, this, record.id).title)
  }

  /** The modal on top; throws when none is open. */
  view(): Modal {
    const top = stackOf(this.#slack.world, this.id).at(-1)
    if (!top) throw new Error(`${this.name} has no modal open.${this.troubles.length > 0 ? ` Trouble: ${this.troubles.at(-1)}` : ''}`)
    return new Modal(this.#slack, this.record, this, top.id)
  }

  /** Presses a button in a message. */
  async click(message: MessageRef, button: Ref, options: PressOptions = {}): Promise<ActResult> {
    return this.#look(message).press(button, options)
  }

  /** Takes an option of an overflow menu in a message. */
  async overflow(message: MessageRef, option: string | RegExp, options: PressOptions & { menu?: Ref } = {}): Promise<ActResult> {
    return this.#look(message).overflow(option, options)
  }

  /** Chooses in a select, radio buttons or checkboxes of a message. */
  async choose(message: MessageRef, field: Ref, labels: string | RegExp | readonly (string | RegExp)[]): Promise<ActResult> {
    return this.#look(message).choose(field, labels)
  }

  /** In the direct message with the app unless another conversation is named. `@Name` in the text becomes a mention. */
  command(command: string, text = '', { channel = this.appDm }: { channel?: string } = {}): Promise<ActResult> {
    return this.#noting(perform(this.#slack, { as: this.id, do: 'command', channel, command, text }))
  }

  /** Writes in the direct message with the app unless another conversation is named. */
  say(text: string, { channel = this.appDm, threadTs }: { channel?: string; threadTs?: string } = {}): Promise<ActResult> {
    return this.#noting(perform(this.#slack, { as: this.id, do: 'say', channel, text, ...(threadTs ? { threadTs } : {}) }))
  }

  /** Sends a file in the direct message with the app. */
  share(name: string, content: string | Uint8Array): Promise<ActResult> {
    const base64 = Buffer.from(content).toString('base64')
    return this.#noting(perform(this.#slack, { as: this.id, do: 'share', channel: this.appDm, name, content: base64 }))
  }

  edit(channel: string, ts: string, text: string): Promise<ActResult> {
    return this.#noting(perform(this.#slack, { as: this.id, do: 'edit', channel, ts, text }))
  }

  delete(channel: string, ts: string): Promise<ActResult> {
    return this.#noting(perform(this.#slack, { as: this.id, do: 'delete', channel, ts }))
  }

  /** Opens the Home tab. The app publishes after it acknowledged, so wait with `settled()` before reading. */
  async openHome(): Promise<Home> {
    await this.#noting(perform(this.#slack, { as: this.id, do: 'openHome' }))
    return this.home()
  }

  home(): Home {
    return new Home(this.#slack, this.record, this)
  }

  /** Opens the Messages tab of the app. */
  openMessages(): Promise<ActResult> {
    return this.#noting(perform(this.#slack, { as: this.id, do: 'openIm', user: this.#slack.world.app.botUserId }))
  }

  shortcut(callbackId: string): Promise<ActResult> {
    return this.#noting(perform(this.#slack, { as: this.id, do: 'shortcut', callbackId }))
  }

  messageShortcut(callbackId: string, message: MessageRef): Promise<ActResult> {
    const { channel, ts } = this.#look(message)
    return this.#noting(perform(this.#slack, { as: this.id, do: 'messageShortcut', callbackId, channel, ts }))
  }

  #look(message: MessageRef): SeenMessage {
    return message instanceof SeenMessage ? message : this.message(message)
  }

  #find(containing: string | RegExp): SeenMessage | undefined {
    const has = (text: string) => (typeof containing === 'string' ? text.includes(containing) : containing.test(text))
    return this.#everything().findLast((message) => has(message.text) || has(message.fallback))
  }

  #everything(): SeenMessage[] {
    return conversationsOf(this.#slack.world, this.id)
      .flatMap((conversation) => this.messages(conversation.id))
      .toSorted((one, other) => microseconds(one.ts) - microseconds(other.ts))
  }

  async #noting(act: Promise<ActResult>): Promise<ActResult> {
    const result = await act
    if (!result.ok && result.trouble) this.troubles.push(result.trouble)
    return result
  }

  /** Returns when the condition holds or the time is over: the caller then says what is missing. */
  #until(holds: () => boolean, timeoutMs: number): Promise<void> {
    if (holds()) return Promise.resolve()
    const { signals } = this.#slack.world
    return new Promise((resolve) => {
      const look = () => {
        if (holds()) end()
      }
      const end = () => {
        clearTimeout(deadline)
        signals.off('changed', look)
        resolve()
      }
      const deadline = setTimeout(end, timeoutMs)
      signals.on('changed', look)
    })
  }
}
