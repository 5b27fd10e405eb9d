import type { ModalView } from '../kit.ts'
import { mostAtOnce, severalAddedModal, severalPairsModal, severalTimesModal } from '../several-pairs.ts'
import { at } from './at.ts'
import { extremeReaders, extremes } from './extremes.ts'
import type { SampleReader } from './index.ts'

const shared = { rhythm: 'weekly', length: '30', context: 'general', lead: 'default' } as const
const people = [
  { slackUserId: 'U0DEV00001', name: 'Dev' },
  { slackUserId: 'U0CHI00001', name: 'Chi' },
]
const many = Array.from({ length: mostAtOnce }, (_none, index) => ({
  slackUserId: `U0000000${String(index).padStart(2, '0')}`,
  name: 'Dev',
}))

export const severalPairsModals = (reader: SampleReader): Record<string, Record<string, ModalView>> => ({
  several_pairs: {
    fresh: severalPairsModal(shared),
    ...extremeReaders(reader, () => severalPairsModal(shared)),
  },
  several_times: {
    two: severalTimesModal({ people, shared, firstOn: '2026-03-03', time: '14:00' }),
    ...extremes((as) => severalTimesModal({ ...as({ people: many }), shared, firstOn: '2026-03-03', time: '14:00' })),
    added: severalAddedModal({ added: people.map(({ name }) => ({ name, meetingAt: at('2026-03-03T13:00:00Z') })), left: [] }, reader),
    some_left_out: severalAddedModal(
      {
        added: [{ name: 'Dev', meetingAt: at('2026-03-03T13:00:00Z') }],
        left: ['You and Chi have a 1:1 in Cuecard already. Nothing was changed. You can edit it on App Home.'],
      },
      reader,
    ),
  },
})
