import { withAttached, type Place } from '../acts.ts'
import { readable, visibleText } from '../blocks.ts'
import type { Slack } from '../slack.ts'
import type { Block, Conversation, Message, PersonRecord, Values } from '../state.ts'
import { valuesAfter } from '../values.ts'
import { Surface, type Diary } from './surface.ts'

/**
 * A message as it stood when the person looked. Its blocks do not change when the app redraws it: pressing a button on an old copy is
 * what a person does whose screen is a moment behind. Look again (`person.message(...)`) to see what it says now.
 */
export class SeenMessage extends Surface {
  readonly channel: string
  readonly ts: string
  readonly user: string
  readonly threadTs: string | undefined
  readonly ephemeral: boolean
  /** The `text` field: what notifications and screen readers say. */
  readonly fallback: string
  readonly blocks: Block[]
  readonly files: string[]
  readonly #message: Message
  readonly #conversation: Conversation

  constructor(slack: Slack, person: PersonRecord, diary: Diary, conversation: Conversation, message: Message, ephemeral: boolean) {
    super(slack, person, diary)
    this.#message = message
    this.#conversation = conversation
    this.channel = conversation.id
    this.ts = message.ts
    this.user = message.user
    this.threadTs = message.threadTs
    this.ephemeral = ephemeral
    this.fallback = message.text
    this.blocks = withAttached(message)
    this.files = message.fileIds ?? []
  }

  /** What can be read: the blocks where there are any, else the text. */
  override get text(): string {
    const { world } = this.slack
    return this.blocks.length > 0 ? visibleText(world, this.blocks) : readable(world, this.fallback)
  }

  protected get place(): Place {
    return { conversation: this.#conversation, message: this.#message, ephemeral: this.ephemeral, blocks: this.blocks }
  }

  protected get values(): Values {
    const held = (this.#message.values ??= new Map<string, Values>())
    const values = held.get(this.person.id) ?? valuesAfter({}, this.blocks)
    held.set(this.person.id, values)
    return values
  }

  protected get where(): string {
    return `The message "${this.fallback.slice(0, 60)}"`
  }
}
