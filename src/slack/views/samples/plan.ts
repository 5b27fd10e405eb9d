import type { ActionId, CommentId, GoalId, PairId, PersonId, PlanId, RequestId } from '../../../coaching/ids.ts'
import type { Goal, Plan } from '../../../coaching/plan.ts'
import type { ModalView } from '../kit.ts'
import type { PlanSide } from '../plan.ts'
import { planModal } from '../plan.ts'
import { sampleAction, samplePromise } from './agreement.ts'
import { at } from './at.ts'
import { extremes } from './extremes.ts'
import { sampleRequest as request } from './requests.ts'
import { sampleTopics } from './topics.ts'
import type { SampleReader } from './index.ts'

const goal = (change: Partial<Goal> = {}): Goal => ({
  id: 'g_0000000000000001' as GoalId,
  kind: 'quarter',
  text: 'Renewals in the north region above 92%',
  measure: 'The renewals report on 31 March',
  state: 'at_risk',
  main: false,
  revision: 1,
  changedById: 'p_0000000000000001' as PersonId,
  changedAt: at('2026-02-24T14:00:00Z'),
  ...change,
})
export const emptyPlan: Plan = {
  planId: 'pl_0000000000000001' as PlanId,
  pairId: 'pr_0000000000000001' as PairId,
  managerName: 'Maya',
  employeeName: 'Dev',
  expectations: undefined,
  standing: undefined,
  quarterGoals: [],
  longerGoal: undefined,
  openActions: [],
  closedActions: [],
  requests: [],
  comments: [],
  topics: [],
  playbook: undefined,
  pastSessions: [],
  nextMeetingAt: at('2026-03-03T13:00:00Z'),
  changedAt: undefined,
}

export const filledPlan: Plan = {
  ...emptyPlan,
  expectations: {
    text: 'Renewals in the north run without reminders\nOffers go out within two days',
    revision: 2,
    changedByName: 'Maya',
    changedAt: at('2026-02-24T14:00:00Z'),
    agreedAt: at('2026-02-24T16:00:00Z'),
  },
  standing: {
    text: '14 of 18 accounts renewed, two open since January',
    revision: 1,
    changedByName: 'Maya',
    changedAt: at('2026-02-24T14:00:00Z'),
    asOf: '2026-02-24',
  },
  comments: [
    {
      id: 'c_0000000000000001' as CommentId,
      by: 'employee',
      kind: 'correction',
      about: 'standing',
      text: 'It is three since Monday: the clinic asked for more time.',
      writtenAt: at('2026-03-01T09:00:00Z'),
      seenAt: undefined,
    },
    {
      id: 'c_0000000000000002' as CommentId,
      by: 'manager',
      kind: 'comment',
      about: 'page',
      text: 'Let us look at this together on Tuesday.',
      writtenAt: at('2026-02-27T09:00:00Z'),
      seenAt: at('2026-02-27T12:00:00Z'),
    },
  ],
  quarterGoals: [goal()],
  longerGoal: goal({
    id: 'g_0000000000000002' as GoalId,
    kind: 'longer',
    text: 'Lead a small team, or move into pricing',
    measure: undefined,
    state: 'on_track',
  }),
  openActions: [
    { ...samplePromise, dueOn: '2026-02-27' },
    { ...sampleAction(), state: 'agreed', signed: 'yes', dueOn: '2026-03-05', movedFromOn: '2026-03-02' },
    sampleAction({
      id: 'a_0000000000000004' as ActionId,
      text: 'Ask Tomas about tenders',
      state: 'change_suggested',
      suggestion: { text: 'Ask Tomas and Lena about tenders', dueOn: '2026-03-06', note: undefined },
    }),
    sampleAction({ id: 'a_0000000000000005' as ActionId, text: 'Draft the renewal note', state: 'not_agreed' }),
  ],
  closedActions: [
    sampleAction({
      id: 'a_0000000000000006' as ActionId,
      text: 'Send the notes',
      state: 'done',
      signed: 'yes',
      closedAt: at('2026-02-27T10:00:00Z'),
    }),
    sampleAction({
      id: 'a_0000000000000007' as ActionId,
      owner: 'manager',
      text: 'Ask finance',
      state: 'done',
      signed: 'yes',
      closedAt: at('2026-02-26T10:00:00Z'),
    }),
    sampleAction({
      id: 'a_0000000000000008' as ActionId,
      text: 'Book a room',
      state: 'dropped',
      reason: 'We talk by phone.',
      closedAt: at('2026-02-25T10:00:00Z'),
    }),
  ],
  requests: [request(), request({ id: 'r_0000000000000002' as RequestId, helpKind: 'time', detail: undefined, state: 'declined' })],
  changedAt: at('2026-03-02T07:00:00Z'),
}

const longest = (length: number) => '𠮷'.repeat(Math.floor(length / 2))
const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index))
export const maximalPlan: Plan = {
  ...filledPlan,
  expectations: filledPlan.expectations && {
    ...filledPlan.expectations,
    text: many(3, () => longest(160)).join('\n'),
    changedByName: longest(80),
  },
  standing: filledPlan.standing && { ...filledPlan.standing, text: longest(400), changedByName: longest(80) },
  comments: many(9, (index) => ({
    id: `c_000000000000050${index}` as CommentId,
    by: index % 2 === 0 ? ('manager' as const) : ('employee' as const),
    kind: 'correction' as const,
    about: index % 2 === 0 ? ('standing' as const) : ('expectations' as const),
    text: longest(500),
    writtenAt: at('2026-03-01T09:00:00Z'),
    seenAt: undefined,
  })),
  managerName: longest(80),
  employeeName: longest(80),
  topics: sampleTopics,
  playbook: { scenario: 'overloaded', endsAt: at('2026-04-28T09:00:00Z') },
  quarterGoals: many(9, (index) => goal({ id: `g_000000000000010${index}` as GoalId, text: longest(400), measure: longest(200) })),
  longerGoal: goal({ kind: 'longer', text: longest(400), measure: undefined }),
  openActions: many(30, (index) =>
    sampleAction({
      id: `a_00000000000002${String(index).padStart(2, '0')}` as ActionId,
      owner: index % 2 === 0 ? 'manager' : 'employee',
      kind: index % 2 === 0 ? 'promise' : 'step',
      text: longest(200),
      cue: longest(120),
      response: longest(120),
      state: 'change_suggested',
      signed: 'yes',
      suggestion: { text: longest(199), dueOn: '2026-03-20', note: longest(300) },
    }),
  ),
  closedActions: many(10, (index) =>
    sampleAction({
      id: `a_000000000000030${index}` as ActionId,
      owner: index % 2 === 0 ? 'manager' : 'employee',
      text: longest(200),
      state: 'done',
      closedAt: at('2026-02-27T10:00:00Z'),
    }),
  ),
  requests: many(30, (index) => request({ id: `r_00000000000004${String(index).padStart(2, '0')}` as RequestId, detail: longest(500) })),
}

const asManager: PlanSide = { side: 'manager', changes: 'open', quarter: 'Q1 2026' }
const asEmployee: PlanSide = { ...asManager, side: 'employee' }

export const planModals = (reader: SampleReader): Record<string, Record<string, ModalView>> => ({
  plan: {
    empty: planModal(emptyPlan, asManager, reader),
    manager: planModal(filledPlan, asManager, reader),
    employee: planModal(filledPlan, asEmployee, reader),
    ended: planModal({ ...filledPlan, nextMeetingAt: undefined }, { ...asEmployee, changes: 'read_only' }, reader),
    said_first: planModal(filledPlan, asEmployee, reader, 'This step is closed. Nothing was changed.'),
    ...extremes((as) => planModal(as(filledPlan), asManager, reader)),
    maximal_manager: planModal(maximalPlan, asManager, reader),
    maximal_employee: planModal(maximalPlan, asEmployee, reader),
  },
})
