import type { MessageData } from '../../../coaching/messages.ts'
import type { Reader } from '../../../coaching/reader.ts'
import type { ModalView } from '../kit.ts'
import { mentorAskedModal, mentorshipEndedModal, myMentorModal, nameMentorModal } from '../mentorships.ts'
import { extremes } from './extremes.ts'

const mentorshipId = 'ms_0000000000000001'
const proposal = { mentorshipId, managerName: 'Maya', proposedByName: undefined }
const meets = {
  rhythm: 'the first Tuesday of the month at 14:00 (Europe/Berlin)',
  nextAt: Temporal.Instant.from('2026-04-07T12:00:00Z'),
  kept: 3,
  scheduled: 4,
}
const names = { mentorName: 'Tomas', managerName: 'Maya' }

export const mentorMessages = {
  mentor_proposal: {
    waiting: { ...proposal, state: 'waiting' },
    waiting_for_a_coordinator: { ...proposal, proposedByName: 'Lena', state: 'waiting' },
    accepted: { ...proposal, state: 'accepted' },
    declined: { ...proposal, state: 'declined' },
    withdrawn: { ...proposal, state: 'withdrawn' },
    ended: { ...proposal, state: 'ended' },
    ...extremes<MessageData['mentor_proposal']>((as) => as({ ...proposal, proposedByName: 'Lena', state: 'waiting' })),
  },
  mentor_answer: {
    yes: { ...names, reader: 'manager', answer: 'yes' },
    not_now: { ...names, reader: 'manager', answer: 'not_now' },
    yes_to_coordinator: { ...names, reader: 'coordinator', answer: 'yes' },
    not_now_to_coordinator: { ...names, reader: 'coordinator', answer: 'not_now' },
    ...extremes<MessageData['mentor_answer']>((as) => as({ ...names, reader: 'coordinator', answer: 'yes' })),
  },
  mentorship_ended: {
    to_manager: { otherName: 'Tomas', otherIs: 'mentor' },
    to_mentor: { otherName: 'Maya', otherIs: 'manager' },
    ...extremes<MessageData['mentorship_ended']>((as) => as({ otherName: 'Tomas', otherIs: 'mentor' })),
  },
} satisfies { [K in 'mentor_proposal' | 'mentor_answer' | 'mentorship_ended']: Record<string, MessageData[K]> }

export const mentorModals = (reader: Reader): Record<string, Record<string, ModalView>> => ({
  my_mentor: {
    nobody: myMentorModal(undefined, undefined, reader),
    asked: myMentorModal({ mentorshipId, mentorName: 'Tomas', state: 'proposed' }, undefined, reader),
    active: myMentorModal({ mentorshipId, mentorName: 'Tomas', state: 'active' }, undefined, reader),
    active_and_meeting: myMentorModal({ mentorshipId, mentorName: 'Tomas', state: 'active' }, meets, reader),
    active_at_first: myMentorModal({ mentorshipId, mentorName: 'Tomas', state: 'active' }, { ...meets, kept: 0, scheduled: 0 }, reader),
    just_asked: mentorAskedModal({ mentorName: 'Tomas', for: 'me' }),
    ...extremes((as) => myMentorModal(as({ mentorshipId, mentorName: 'Tomas', state: 'active' }), meets, reader)),
    ended: mentorshipEndedModal({ ...names, ended: 'mentorship', reader: 'manager' }),
    ended_by_mentor: mentorshipEndedModal({ ...names, ended: 'mentorship', reader: 'mentor' }),
    taken_back: mentorshipEndedModal({ ...names, ended: 'question', reader: 'manager' }),
  },
  name_mentor: {
    empty: nameMentorModal(),
    just_asked: mentorAskedModal({ mentorName: 'Tomas', for: 'somebody' }),
    ...extremes((as) => mentorAskedModal(as({ mentorName: 'Tomas', for: 'somebody' }))),
  },
})
