import type { KnownBlock } from '@slack/types'
import type { ContactCard } from '../../coaching/sensitive.ts'
import { escape, plain } from './kit.ts'

/** The card that is shown in place of keeping something sensitive. It names people and says nothing about what was typed. */
export function drawContactCard(card: ContactCard): KnownBlock[] {
  const people = card.contacts.map(({ label, name, reach }) => `• *${label}:* ${escape(name)}, ${escape(reach)}`)
  return [
    { type: 'alert', block_id: 'contact_card', level: 'info', text: plain(card.title) },
    ...(people.length > 0
      ? [{ type: 'section' as const, block_id: 'contact_card_people', text: { type: 'mrkdwn' as const, text: people.join('\n') } }]
      : []),
    { type: 'context', block_id: 'contact_card_note', elements: card.notes.map((note) => ({ type: 'mrkdwn' as const, text: note })) },
  ]
}
