import type { InvitationForm } from '../../../coaching/invitation.ts'
import type { MessageData } from '../../../coaching/messages.ts'
import { contactCard } from '../../../coaching/sensitive.ts'
import { invitationModal, privateModal } from '../invitation.ts'
import type { ModalView } from '../kit.ts'
import { at } from './at.ts'
import { extremes } from './extremes.ts'
import type { SampleReader } from './index.ts'

const base = {
  meetingId: 'm_0000000000000001',
  pairId: 'pr_0000000000000001',
  managerName: 'Maya',
  startsAt: at('2026-03-03T13:00:00Z'),
  movedFromAt: undefined,
  waitingSteps: 0,
}

export const invitationMessages = {
  invitation: {
    open: { ...base, phase: 'open' },
    steps_wait: { ...base, phase: 'open', waitingSteps: 2 },
    moved: { ...base, phase: 'open', movedFromAt: at('2026-03-03T09:00:00Z') },
    shared: { ...base, phase: 'shared' },
    over: { ...base, phase: 'over' },
    skipped: { ...base, phase: 'skipped' },
    called_off: { ...base, phase: 'called_off' },
    ...extremes<MessageData['invitation']>((as) => as({ ...base, phase: 'open', waitingSteps: 2 })),
    escaped: { ...base, managerName: '<@U0MAYA0001> & Maya', phase: 'open' },
  },
} satisfies Record<'invitation', Record<string, MessageData['invitation']>>

const empty: InvitationForm = {
  meetingId: base.meetingId,
  managerName: 'Maya',
  startsAt: base.startsAt,
  planGoal: undefined,
  planLonger: undefined,
  typed: { helpKinds: [] },
  from: 'nothing',
}
const card = contactCard('', { byCountry: {}, elsewhere: [{ route: 'hr', name: 'Ana', reach: 'ana@example.com' }] })

export const invitationModals = (reader: SampleReader): Record<string, Record<string, ModalView>> => ({
  invitation_answer: {
    empty: invitationModal(empty, reader),
    from_draft: invitationModal(
      {
        ...empty,
        planGoal: 'Renewals above 92%',
        planLonger: 'Lead a small team',
        typed: { topics: 'The handover', helpKinds: ['time'], stepText: 'Draft the note', stepDueOn: '2026-03-06' },
        from: 'draft',
      },
      reader,
    ),
    from_shared: invitationModal(
      { ...empty, typed: { topics: 'The handover', helpKinds: [], obstacle: 'Month-end close', obstacleKind: 'time' }, from: 'shared' },
      reader,
    ),
    private: privateModal(card),
    ...extremes((as) =>
      invitationModal(
        as<InvitationForm>({
          ...empty,
          planGoal: 'Renewals above 92%',
          planLonger: 'Lead a small team',
          typed: {
            topics: 'The handover',
            goalQuarter: 'Renewals',
            goalMeasure: 'A report',
            goalLonger: 'A team',
            helpKinds: ['time'],
            helpDetail: 'An hour',
            obstacle: 'Month-end close',
            obstacleKind: 'time',
            stepText: 'Draft the note',
            stepDueOn: '2026-03-06',
          },
          from: 'draft',
        }),
        reader,
      ),
    ),
  },
})
