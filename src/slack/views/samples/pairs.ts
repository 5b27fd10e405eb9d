import type { MessageData } from '../../../coaching/messages.ts'
import type { ModalView } from '../kit.ts'
import { addPairModal, pairAddedModal } from '../pairs.ts'
import { at, sampleNow } from './at.ts'
import type { SampleReader } from './index.ts'

export const pairMessages = {
  pair_proposal: {
    waiting: { pairId: 'pr_0000000000000001', managerName: 'Maya', cadence: 'every Tuesday at 14:00 (Europe/Berlin)', lengthMinutes: 30, state: 'waiting' },
    started: { pairId: 'pr_0000000000000001', managerName: 'Maya', cadence: 'every Tuesday at 14:00 (Europe/Berlin)', lengthMinutes: 30, state: 'started' },
    declined: { pairId: 'pr_0000000000000001', managerName: 'Maya', cadence: 'every Tuesday at 14:00 (Europe/Berlin)', lengthMinutes: 30, state: 'declined' },
    withdrawn: { pairId: 'pr_0000000000000001', managerName: 'Maya', cadence: 'every Tuesday at 14:00 (Europe/Berlin)', lengthMinutes: 30, state: 'withdrawn' },
  },
  pair_started: {
    started: { pairId: 'pr_0000000000000001', employeeName: 'Dev', outcome: 'started', cadence: 'every Tuesday at 14:00', firstTriggerAt: at('2026-03-03T08:00:00Z'), firstMeetingAt: at('2026-03-03T13:00:00Z') },
    declined: { pairId: 'pr_0000000000000001', employeeName: 'Dev', outcome: 'declined', cadence: 'every Tuesday at 14:00', firstTriggerAt: undefined, firstMeetingAt: undefined },
  },
} satisfies { [K in 'pair_proposal' | 'pair_started']: Record<string, MessageData[K]> }

export const pairModals = (reader: SampleReader): Record<string, Record<string, ModalView>> => ({
  add_pair: {
    empty: addPairModal({ firstOn: '2026-03-03', time: '14:00', lengthMinutes: 30, rhythm: 'weekly', context: 'general', lead: 'default' }),
    added: pairAddedModal({ employeeName: 'Dev', firstTriggerAt: at('2026-03-03T08:00:00Z'), firstMeetingAt: at('2026-03-03T13:00:00Z') }, { ...reader, now: sampleNow }),
  },
})
