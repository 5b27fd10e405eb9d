import type { MessageData } from '../../../coaching/messages.ts'
import type { TriggerItem } from '../../../coaching/trigger.ts'
import type { ModalView } from '../kit.ts'
import { movedModal, moveModal, skipModal } from '../trigger.ts'
import { at } from './at.ts'
import { extremes } from './extremes.ts'
import type { SampleReader } from './index.ts'

const startsAt = at('2026-03-02T13:00:00Z')

const quiet: TriggerItem = {
  meetingId: 'm_0000000000000001',
  pairId: 'pr_0000000000000001',
  employeeName: 'Dev',
  startsAt,
  movedFromAt: undefined,
  missing: undefined,
  source: 'weekly, set by you',
  phase: { is: 'ahead' },
  plan: { goal: undefined, overduePromises: [], openPromises: 0, openSteps: 0, overdueSteps: [], unsigned: 0, requestsWaiting: 0 },
  shared: undefined,
  topics: [],
  ownQuestion: undefined,
  question: {
    text: 'Where did the plan and the real week part ways?',
    why: 'a step is past its date',
    listenFor: 'facts first',
    followUp: 'What should the plan look like now?',
  },
}

const busy: TriggerItem = {
  ...quiet,
  plan: {
    goal: {
      text: 'Renewals in the north region above 92% by the end of June, with two accounts won back from last year',
      state: 'at_risk',
    },
    overduePromises: [
      { text: 'Clear the price exception with finance', dueOn: '2026-02-24' },
      { text: 'Introduce Dev to the tender team', dueOn: '2026-02-26' },
    ],
    openPromises: 1,
    openSteps: 3,
    overdueSteps: [{ text: 'Call the two stalled accounts and ask what changed', dueOn: '2026-02-27' }],
    unsigned: 1,
    requestsWaiting: 1,
  },
  shared: {
    topics: 'The handover of the north accounts, and who tells the customers',
    helpKinds: ['introduction', 'time'],
    step: { text: 'Draft the handover note', dueOn: '2026-03-06' },
  },
}

const chi: TriggerItem = {
  ...quiet,
  meetingId: 'm_0000000000000002',
  pairId: 'pr_0000000000000002',
  employeeName: 'Chi',
  startsAt: at('2026-03-02T14:00:00Z'),
}
const one = (item: TriggerItem, nextTry?: string) => ({ items: [item], nextTry })

export const triggerMessages = {
  trigger: {
    first_time: one(quiet),
    ...extremes((as) => as(one(busy, 'Ask one more question before you offer an idea'))),
    full: one(busy, 'Ask one more question before you offer an idea'),
    moved: one({ ...quiet, movedFromAt: at('2026-03-02T09:00:00Z') }),
    employee_away: one({ ...busy, missing: { why: 'away', lastDay: Temporal.PlainDate.from('2026-03-06') } }),
    employee_holiday: one({ ...quiet, missing: { why: 'holiday', name: 'Labour Day' } }),
    wide_letters: one({
      ...busy,
      employeeName: '李娜',
      plan: {
        ...busy.plan,
        goal: { text: '北部地区续约率在六月底之前达到百分之九十二以上，并且赢回去年流失的两个大客户', state: 'on_track' },
      },
    }),
    escaped: one({
      ...busy,
      employeeName: '<@U0DEV00001> & *Dev*',
      plan: { ...busy.plan, goal: { text: '<#C0GENERAL1> `rm` <@U0CHI00001> renewals', state: 'off' } },
    }),
    no_question: one({ ...busy, question: undefined }),
    snoozed_today: one({ ...busy, phase: { is: 'snoozed', until: at('2026-03-02T10:15:00Z') } }),
    snoozed: one({ ...busy, phase: { is: 'snoozed', until: at('2026-03-03T08:00:00Z') } }),
    came_back: one({ ...busy, phase: { is: 'came_back', at: at('2026-03-02T10:15:00Z') } }),
    skipped: one({ ...busy, phase: { is: 'skipped', undo: 'offered', inARow: 1 } }),
    skipped_twice: one({ ...busy, phase: { is: 'skipped', undo: 'offered', inARow: 2 } }),
    skipped_over: one({ ...busy, phase: { is: 'skipped', undo: 'over', inARow: 1 } }),
    called_off: one({ ...busy, phase: { is: 'called_off' } }),
    over: one({ ...busy, phase: { is: 'over' } }),
    coached: one({ ...busy, phase: { is: 'answered', outcome: 'coached', notes: 'none' } }),
    coached_with_notes: one({ ...busy, phase: { is: 'answered', outcome: 'coached', notes: 'written' } }),
    status_only: one({ ...busy, phase: { is: 'answered', outcome: 'status_only', notes: 'none' } }),
    did_not_happen: one({ ...busy, phase: { is: 'answered', outcome: 'did_not_happen', notes: 'none' } }),
    several: { items: [busy, chi], nextTry: 'Ask one more question before you offer an idea' },
    several_mixed: {
      items: [
        { ...busy, phase: { is: 'over' } },
        chi,
        {
          ...chi,
          meetingId: 'm_0000000000000003',
          employeeName: 'Ada',
          startsAt: at('2026-03-03T08:30:00Z'),
          phase: { is: 'skipped', undo: 'offered', inARow: 1 },
        },
      ],
      nextTry: undefined,
    },
    very_many: {
      items: Array.from({ length: 24 }, (_, index) => ({
        ...busy,
        meetingId: `m_00000000000001${String(index).padStart(2, '0')}`,
        employeeName: `Person ${index + 1}`,
        startsAt: startsAt.add({ minutes: index * 15 }),
      })),
      nextTry: undefined,
    },
  },
  trigger_again: { full: one(busy), ...extremes((as) => as(one(busy))) },
} satisfies { [K in 'trigger' | 'trigger_again']: Record<string, MessageData[K]> }

export const triggerModals = (reader: SampleReader): Record<string, Record<string, ModalView>> => ({
  move_meeting: {
    open: moveModal({ meetingId: quiet.meetingId, employeeName: 'Dev', startsAt }, reader),
    moved: movedModal({ employeeName: 'Dev', startsAt: at('2026-03-05T10:00:00Z'), asked: '11:00', shiftedByGap: false }, reader),
    moved_over_the_gap: movedModal(
      { employeeName: 'Dev', startsAt: at('2026-03-29T01:30:00Z'), asked: '02:30', shiftedByGap: true },
      reader,
    ),
    ...extremes((as) => moveModal(as({ meetingId: quiet.meetingId, employeeName: 'Dev', startsAt }), reader)),
  },
  skip_meeting: {
    open: skipModal({ meetingId: quiet.meetingId, employeeName: 'Dev', startsAt }, reader),
    ...extremes((as) => skipModal(as({ meetingId: quiet.meetingId, employeeName: 'Dev', startsAt }), reader)),
  },
})
