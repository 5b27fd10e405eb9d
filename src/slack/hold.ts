import type { KnownBlock, ModalView } from '@slack/types'
import type { ContactCard } from '../coaching/sensitive.ts'
import { drawContactCard } from './views/contact-card.ts'
import { radioField } from './views/kit.ts'
import type { Values } from './values.ts'

/** The field in which a person says what to do with held text. */
export const holdField = 'hold_choice'
export type HoldChoice = 'edit' | 'without' | 'as_it_is'

/**
 * The same modal again, with the contact card and a choice on top. Nothing was kept: block and action ids are unchanged, so Slack itself
 * shows what the person typed, and their next submission carries it.
 */
export function heldView(
  view: {
    callback_id: string
    private_metadata: string
    title: ModalView['title']
    submit?: ModalView['submit'] | null
    close?: ModalView['close'] | null
    blocks: KnownBlock[]
  },
  card: ContactCard,
): ModalView {
  return {
    type: 'modal',
    callback_id: view.callback_id,
    private_metadata: view.private_metadata,
    title: view.title,
    ...(view.submit ? { submit: view.submit } : {}),
    ...(view.close ? { close: view.close } : {}),
    blocks: [
      ...drawContactCard(card),
      radioField(
        holdField,
        'What would you like to do?',
        [
          { value: 'edit', label: 'Edit my text below' },
          { value: 'without', label: 'Leave this part out' },
          { value: 'as_it_is', label: 'Keep it as it is' },
        ],
        { value: 'edit' },
      ),
      ...view.blocks.filter(
        (block) => !('block_id' in block && (block.block_id === holdField || block.block_id?.startsWith('contact_card'))),
      ),
    ],
  }
}

/** The values with the named fields emptied. */
export function without(values: Values, fields: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fields.includes(name) ? undefined : value]))
}
