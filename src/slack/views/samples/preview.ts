import { drawPairProposal } from '../pairs.ts'
import type { ModalView } from '../kit.ts'
import { previewModal } from '../preview.ts'
import { extremes } from './extremes.ts'
import type { SampleReader } from './index.ts'
import { pairMessages } from './pairs.ts'

const kinds = ['trigger', 'invitation', 'pair_proposal', 'direct_answer'] as const

export const previewModals = (reader: SampleReader): Record<string, Record<string, ModalView>> => {
  const waiting = pairMessages.pair_proposal.waiting
  const chosen = { kind: 'pair_proposal' as const, cases: [{ name: 'waiting', message: drawPairProposal(waiting, reader) }] }
  return {
    preview: {
      nothing_chosen: previewModal(kinds, undefined),
      chosen: previewModal(kinds, chosen),
      many_cases: previewModal(kinds, { ...chosen, cases: Array.from({ length: 40 }, () => chosen.cases).flat() }),
      ...extremes((as) => previewModal(kinds, { ...chosen, cases: [{ name: 'waiting', message: drawPairProposal(as(waiting), reader) }] })),
    },
  }
}
