import type { MentoringTrigger } from '../../../coaching/mentoring.ts'
import { mentoringQuestion } from '../../../coaching/mentoring.ts'
import type { MessageData } from '../../../coaching/messages.ts'
import type { Reader } from '../../../coaching/reader.ts'
import type { ModalView } from '../kit.ts'
import { mentoringMovedModal, mentoringMoveModal, mentoringRhythmModal, mentoringSavedModal, mentoringShorterModal } from '../mentoring.ts'
import { extremes } from './extremes.ts'

const mentorshipId = 'ms_0000000000000001'
const meetingId = 'mm_0000000000000001'
const startsAt = Temporal.Instant.from('2026-03-03T13:00:00Z')
const set: MessageData['mentoring_set'] = {
  mentorshipId,
  byName: 'Maya',
  rhythm: 'the first Tuesday of the month at 14:00 (Europe/Berlin)',
  lengthMinutes: 45,
  state: 'on',
}
const toManager: MentoringTrigger = {
  meetingId,
  side: 'manager',
  otherName: 'Tomas',
  startsAt,
  lengthMinutes: 45,
  movedFromAt: undefined,
  missing: undefined,
  phase: { is: 'ahead' },
  nextTry: 'Ask one question and wait',
  openDebriefs: 1,
  question: mentoringQuestion('manager', 0),
}
const toMentor: MentoringTrigger = { ...toManager, side: 'mentor', otherName: 'Maya', question: mentoringQuestion('mentor', 0) }

export const mentoringMessages = {
  mentoring_set: {
    on: set,
    over: { ...set, state: 'over' },
    ...extremes<MessageData['mentoring_set']>((as) => as(set)),
  },
  mentoring_trigger: {
    to_manager: toManager,
    to_mentor: toMentor,
    first_of_all: { ...toManager, nextTry: undefined, openDebriefs: 0 },
    moved_and_away: {
      ...toMentor,
      movedFromAt: Temporal.Instant.from('2026-03-02T13:00:00Z'),
      missing: { why: 'away', lastDay: Temporal.PlainDate.from('2026-03-04') },
      openDebriefs: 3,
    },
    holiday: { ...toManager, missing: { why: 'holiday', name: 'Liberation Day' } },
    over: { ...toManager, phase: { is: 'over' } },
    held: { ...toManager, phase: { is: 'held', minutes: 45 } },
    not_held: { ...toManager, phase: { is: 'not_held', excused: false } },
    not_held_excused: { ...toManager, phase: { is: 'not_held', excused: true } },
    skipped: { ...toMentor, phase: { is: 'skipped', excused: false } },
    skipped_excused: { ...toMentor, phase: { is: 'skipped', excused: true } },
    called_off: { ...toManager, phase: { is: 'called_off' } },
    ...extremes<MessageData['mentoring_trigger']>((as) => as({ ...toMentor, missing: { why: 'holiday', name: 'Liberation Day' } })),
  },
} satisfies { [K in 'mentoring_set' | 'mentoring_trigger']: Record<string, MessageData[K]> }

export const mentoringModals = (reader: Reader): Record<string, Record<string, ModalView>> => ({
  mentoring_rhythm: {
    empty: mentoringRhythmModal(
      { mentorshipId, otherName: 'Tomas' },
      { firstOn: '2026-03-03', time: '14:00', rhythm: 'monthly', lengthMinutes: 45 },
      reader,
    ),
    change: mentoringRhythmModal(
      { mentorshipId, otherName: 'Maya' },
      { firstOn: '2026-03-27', time: '09:30', rhythm: 'monthly_last', lengthMinutes: 50 },
      reader,
    ),
    saved: mentoringSavedModal({ otherName: 'Tomas', nextAt: startsAt }, reader),
    ...extremes((as) => mentoringSavedModal(as({ otherName: 'Tomas', nextAt: startsAt }), reader)),
  },
  mentoring_moved: {
    form: mentoringMoveModal({ meetingId, startsAt }, reader),
    done: mentoringMovedModal({ otherName: 'Tomas', startsAt }, reader),
    ...extremes((as) => mentoringMovedModal(as({ otherName: 'Tomas', startsAt }), reader)),
  },
  mentoring_shorter: {
    form: mentoringShorterModal({ meetingId, otherName: 'Tomas', startsAt, lengthMinutes: 45 }, reader),
    ...extremes((as) => mentoringShorterModal(as({ meetingId, otherName: 'Tomas', startsAt, lengthMinutes: 45 }), reader)),
  },
})
