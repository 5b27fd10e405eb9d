import type { ActionsBlockElement, Button, Overflow, SectionBlockAccessory } from '@slack/types'
import type { Reader } from '../../coaching/reader.ts'
import type { SampleMessage } from '../../coaching/sample-message.ts'
import type { KnownBlock, Message } from './kit.ts'
import { button, context, overflow } from './kit.ts'
import { sampleNow } from './samples/at.ts'

const copy = {
  lead: 'Sample:',
  about: '*This is a sample* with made-up names. Only you see it, and its buttons do nothing.',
}

/** The message as people would get it, marked as a sample, with buttons that only say so. `draw` draws one of the samples. */
export function drawSampleMessage(
  { of, state }: SampleMessage,
  reader: Reader,
  draw: (of: string, state: string, reader: Reader) => Message,
): Message {
  const message = draw(of, state, { ...reader, now: sampleNow })
  return { text: `${copy.lead} ${message.text}`, blocks: [context(copy.about), ...message.blocks.map(withoutEffect)] }
}

function withoutEffect(block: KnownBlock): KnownBlock {
  if (block.type === 'actions') return { ...block, elements: block.elements.map((element, at) => answersOnly(element, at)) }
  if (block.type === 'section' && block.accessory !== undefined) return { ...block, accessory: answersOnly(block.accessory, 0) }
  return block
}

/** The same button or menu to look at; what it would have done is gone from it. */
function answersOnly<E extends ActionsBlockElement | SectionBlockAccessory>(element: E, at: number): E | Button | Overflow {
  if (element.type === 'button') {
    const look = { key: String(at), ...(element.style ? { style: element.style } : {}) }
    return button('sample_button', element.text.text, { at }, look)
  }
  if (element.type !== 'overflow') return element
  const options = element.options.map(({ text }, index) => ({ act: 'sample_button' as const, label: text.text, value: { at: index } }))
  return overflow(...options)
}
