import type { PersonId } from '../../../coaching/ids.ts'
import type { ProposedPairing } from '../../../coaching/pairing/propose.ts'
import type { Reader } from '../../../coaching/reader.ts'
import type { ModalView } from '../kit.ts'
import { mentorOfferedModal, mentorOfferModal, pairingsLaunchedModal, pairingsModal, pairingsPreviewModal } from '../pairings.ts'
import { extremes } from './extremes.ts'

// Ids of samples are made up here.
const person = (n: number) => `p_000000000000000${n}` as PersonId
const tomas = {
  mentorId: person(2),
  mentorName: 'Tomas',
  fit: 9,
  reasons: ['knows sales', 'both speak English', 'plenty of working hours in common'],
}
const lena = { mentorId: person(3), mentorName: 'Lena', fit: 5, reasons: ['both speak English', '4 working hours in common'] }
const maya: ProposedPairing = { managerId: person(1), managerName: 'Maya', mentor: tomas, others: [lena] }
const chosen = [{ managerId: person(1), managerName: 'Maya', mentorId: person(2), mentorName: 'Tomas' }]

export const pairingModals = (reader: Reader): Record<string, Record<string, ModalView>> => ({
  mentor_offer: {
    first: mentorOfferModal({ capacity: 0, contexts: [], languages: ['en'] }),
    again: mentorOfferModal({ capacity: 3, contexts: ['sales', 'support'], languages: ['de', 'en', 'sw'] }),
    saved: mentorOfferedModal(3),
    taken_back: mentorOfferedModal(0),
  },
  pairings: {
    proposed: pairingsModal([maya, { ...maya, managerId: person(4), managerName: 'Chi', mentor: undefined, others: [] }], 'some'),
    many: pairingsModal(
      Array.from({ length: 30 }, (_none, index) => ({ ...maya, managerId: `p_${String(index).padStart(16, '0')}` as PersonId })),
      'some',
    ),
    nobody_offers: pairingsModal([maya], 'none'),
    all_served: pairingsModal([], 'some'),
    launched: pairingsLaunchedModal({ asked: 2, refused: [] }),
    launched_in_part: pairingsLaunchedModal({
      asked: 0,
      refused: [
        {
          managerName: 'Maya',
          sentence: 'Tomas has no room for another manager at the moment. Nothing was changed. Please choose somebody else.',
        },
      ],
    }),
    ...extremes((as) => pairingsModal([as(maya)], 'some')),
  },
  pairings_preview: {
    one: pairingsPreviewModal(chosen, 'Lena', reader),
    nobody: pairingsPreviewModal([], 'Lena', reader),
    ...extremes((as) =>
      pairingsPreviewModal(
        chosen.map((one) => as(one)),
        'Lena',
        reader,
      ),
    ),
  },
})
