import type { MessageKind } from '../../coaching/messages.ts'
import { messageNames } from './dead-letters.ts'
import type { KnownBlock, Message, ModalView } from './kit.ts'
import { button, context, divider, modal, section, selectField } from './kit.ts'

const copy = {
  title: 'Preview of messages',
  intro: 'Every message that Cuecard can send, with made-up names. “Send it to me” sends you one of them; nobody else gets anything.',
  which: 'Which message?',
  show: 'Show',
  state: (name: string) => `*In this case:* ${name.replaceAll('_', ' ')}`,
  buttons: (labels: string) => `Buttons: ${labels}`,
  send: 'Send it to me',
  more: (count: number) => `${count} more cases are not shown here.`,
}

/** Slack takes 100 blocks in a modal; the parts around the messages need a few. */
const mostBlocks = 90

/** The list of messages, and the chosen one in its cases, drawn from the same samples as the gallery. */
export function previewModal(
  kinds: readonly Exclude<MessageKind, 'home'>[],
  shown: { kind: Exclude<MessageKind, 'home'>; cases: readonly { name: string; message: Message }[] } | undefined,
): ModalView {
  const choices = kinds.map((kind) => ({ value: kind, label: capital(messageNames[kind]) }))
  const sorted = choices.toSorted((one, other) => one.label.localeCompare(other.label))
  return modal(
    'preview',
    {},
    {
      title: copy.title,
      submit: copy.show,
      close: 'Done',
      blocks: [
        section(copy.intro),
        selectField('kind', copy.which, sorted, { value: shown?.kind }),
        ...(shown ? casesOf(shown.kind, shown.cases) : []),
      ],
    },
  )
}

function casesOf(of: string, cases: readonly { name: string; message: Message }[]): KnownBlock[] {
  const blocks: KnownBlock[] = []
  for (const [at, { name, message }] of cases.entries()) {
    const drawn = [
      divider,
      section(copy.state(name), button('send_sample', copy.send, { of, state: name })),
      ...message.blocks.flatMap(asLookedAt),
    ]
    if (blocks.length + drawn.length > mostBlocks) return [...blocks, context(copy.more(cases.length - at))]
    blocks.push(...drawn)
  }
  return blocks
}

/** A preview is looked at, not pressed: buttons and menus become words, and blocks lose their ids, which may stand in a modal once only. */
function asLookedAt(block: KnownBlock): KnownBlock[] {
  if (block.type === 'actions') {
    const labels = block.elements.flatMap((element) => ('text' in element ? [element.text.text] : 'options' in element ? ['…'] : []))
    return labels.length === 0 ? [] : [context(copy.buttons(labels.map((label) => `[${label}]`).join(' ')))]
  }
  const { block_id: _id, ...rest } = block
  // What is left out of a section is optional in it.
  if (rest.type === 'section' && 'accessory' in rest) {
    const { accessory: _accessory, ...plain } = rest
    return [plain as KnownBlock]
  }
  return [rest as KnownBlock]
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
