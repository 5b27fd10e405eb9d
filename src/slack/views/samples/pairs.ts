import type { MessageData } from '../../../coaching/messages.ts'
import type { ModalView } from '../kit.ts'
import type { PairForm } from '../pairs.ts'
import { addPairModal, editPairModal, endPairModal, pairAddedModal, pairEndedModal, pairSavedModal, pickPairModal } from '../pairs.ts'
import { at, sampleNow } from './at.ts'
import { extremes } from './extremes.ts'
import type { SampleReader } from './index.ts'

const pairId = 'pr_0000000000000001'
const proposal = { pairId, managerName: 'Maya', cadence: 'every Tuesday at 14:00 (Europe/Berlin)', lengthMinutes: 30 }
const cadence = 'every Tuesday at 14:00'

export const pairMessages = {
  pair_proposal: {
    waiting: { ...proposal, state: 'waiting' },
    started: { ...proposal, state: 'started' },
    started_by_roster: { ...proposal, state: 'started_by_roster' },
    declined: { ...proposal, state: 'declined' },
    withdrawn: { ...proposal, state: 'withdrawn' },
    ended: { ...proposal, state: 'ended' },
    ...extremes<MessageData['pair_proposal']>((as) => as({ ...proposal, state: 'waiting' })),
  },
  pair_started: {
    started: {
      pairId,
      employeeName: 'Dev',
      outcome: 'started',
      cadence,
      firstTriggerAt: at('2026-03-03T08:00:00Z'),
      firstMeetingAt: at('2026-03-03T13:00:00Z'),
    },
    on_the_day: {
      pairId,
      employeeName: 'Dev',
      outcome: 'started',
      cadence,
      firstTriggerAt: at('2026-03-02T07:00:00Z'),
      firstMeetingAt: at('2026-03-02T13:00:00Z'),
    },
    started_by_roster: {
      pairId,
      employeeName: 'Dev',
      outcome: 'started_by_roster',
      cadence,
      firstTriggerAt: at('2026-03-03T08:00:00Z'),
      firstMeetingAt: at('2026-03-03T13:00:00Z'),
    },
    without_a_date: { pairId, employeeName: 'Dev', outcome: 'started', cadence, firstTriggerAt: undefined, firstMeetingAt: undefined },
    declined: { pairId, employeeName: 'Dev', outcome: 'declined', cadence, firstTriggerAt: undefined, firstMeetingAt: undefined },
    ...extremes<MessageData['pair_started']>((as) =>
      as({
        pairId,
        employeeName: 'Dev',
        outcome: 'started',
        cadence,
        firstTriggerAt: at('2026-03-03T08:00:00Z'),
        firstMeetingAt: at('2026-03-03T13:00:00Z'),
      }),
    ),
  },
  pair_not_right: {
    said: { managerName: 'Maya', employeeName: 'Dev' },
    ...extremes((as) => as({ managerName: 'Maya', employeeName: 'Dev' })),
  },
  pair_ended: {
    by_manager: { otherName: 'Maya', otherIs: 'manager' },
    by_employee: { otherName: 'Dev', otherIs: 'employee' },
    ...extremes<MessageData['pair_ended']>((as) => as({ otherName: 'Maya', otherIs: 'manager' })),
  },
} satisfies { [K in 'pair_proposal' | 'pair_started' | 'pair_not_right' | 'pair_ended']: Record<string, MessageData[K]> }

const form: PairForm = {
  firstOn: '2026-03-03',
  time: '14:00',
  lengthMinutes: 30,
  rhythm: 'weekly',
  alsoOn: [],
  until: undefined,
  leftOut: [],
  context: 'general',
  lead: 'default',
}
const upcoming = { triggerAt: at('2026-03-03T08:00:00Z'), meetingAt: at('2026-03-03T13:00:00Z') }
const gap = { on: Temporal.PlainDate.from('2026-03-29'), time: '02:30', startsAt: at('2026-03-29T01:30:00Z') }

export const pairModals = (reader: SampleReader): Record<string, Record<string, ModalView>> => {
  const now = { ...reader, now: sampleNow }
  return {
    add_pair: {
      empty: addPairModal(form),
      prefilled: addPairModal({ ...form, employeeSlackId: 'U0DEV00001', rhythm: 'monthly', lead: 'minutes_30' }),
      added: pairAddedModal({ employeeName: 'Dev', started: false, ...upcoming }, now),
      added_and_started: pairAddedModal({ employeeName: 'Dev', started: true, ...upcoming }, now),
      added_on_the_day: pairAddedModal(
        { employeeName: 'Dev', started: false, triggerAt: at('2026-03-02T07:00:00Z'), meetingAt: at('2026-03-02T13:00:00Z') },
        now,
      ),
      added_in_a_clock_gap: pairAddedModal({ employeeName: 'Dev', started: false, ...upcoming, gap }, now),
      ...extremes((as) => pairAddedModal(as({ employeeName: 'Dev', started: false, ...upcoming }), now)),
    },
    edit_pair: {
      edit: editPairModal({ pairId, employeeName: 'Dev', opened: 'edit' }, { ...form, lengthMinutes: 40 }),
      several_and_limited: editPairModal(
        { pairId, employeeName: 'Dev', opened: 'edit' },
        { ...form, rhythm: 'every_3_weeks', alsoOn: [4], until: '2026-12-18', leftOut: ['2026-04-07', '2026-04-09'] },
      ),
      exists: editPairModal({ pairId, employeeName: 'Dev', opened: 'exists' }, form),
      ...extremes((as) => editPairModal(as({ pairId, employeeName: 'Dev', opened: 'exists' }), form)),
      saved: pairSavedModal({ next: upcoming }, now),
      saved_after_the_message: pairSavedModal(
        { next: { triggerAt: at('2026-03-02T07:00:00Z'), meetingAt: at('2026-03-02T13:00:00Z') } },
        now,
      ),
      saved_while_paused: pairSavedModal({ next: undefined }, now),
    },
    end_pair: {
      ask: endPairModal({ pairId, otherName: 'Dev', what: 'pair' }),
      ask_to_take_back: endPairModal({ pairId, otherName: 'Dev', what: 'proposal' }),
      ended: pairEndedModal({ otherName: 'Dev', ended: 'pair' }),
      ...extremes((as) => endPairModal(as({ pairId, otherName: 'Dev', what: 'pair' }))),
      taken_back: pairEndedModal({ otherName: 'Dev', ended: 'proposal' }),
    },
    pick_pair: {
      session: pickPairModal('session', [
        { pairId, otherName: 'Dev', cadence: '14:00, every week' },
        { pairId: 'pr_0000000000000002', otherName: 'Chi', cadence: '10:00, monthly' },
      ]),
      plan: pickPairModal('plan', [
        { pairId, otherName: 'Dev', cadence: '14:00, every week' },
        { pairId: 'pr_0000000000000002', otherName: 'A'.repeat(80), cadence: '10:00, monthly' },
      ]),
      ...extremes((as) => pickPairModal('plan', as([{ pairId, otherName: 'Dev', cadence: '14:00, every week' }]))),
    },
  }
}
