import type { ActionId, GoalId, PairId, PlanId, RequestId } from '../../../coaching/ids.ts'
import type { Goal, Plan } from '../../../coaching/plan.ts'
import type { ModalView } from '../kit.ts'
import type { PlanSide } from '../plan.ts'
import { planModal } from '../plan.ts'
import { sampleAction, samplePromise } from './agreement.ts'
import { at } from './at.ts'
import { extremes } from './extremes.ts'
import { sampleRequest as request } from './requests.ts'
import type { SampleReader } from './index.ts'

const goal = (change: Partial<Goal> = {}): Goal => ({
  id: 'g_0000000000000001' as GoalId,
  kind: 'quarter',
  text: 'Renewals in the north region above 92%',
  measure: 'The renewals report on 31 March',
  state: 'at_risk',
  revision: 1,
  changedAt: at('2026-02-24T14:00:00Z'),
  ...change,
})
export const emptyPlan: Plan = {
  planId: 'pl_0000000000000001' as PlanId,
  pairId: 'pr_0000000000000001' as PairId,
  managerName: 'Maya',
  employeeName: 'Dev',
  quarterGoals: [],
  longerGoal: undefined,
  openActions: [],
  closedActions: [],
  requests: [],
  pastSessions: [],
  nextMeetingAt: at('2026-03-03T13:00:00Z'),
  changedAt: undefined,
}

export const filledPlan: Plan = {
  ...emptyPlan,
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
const maximal: Plan = {
  ...filledPlan,
  managerName: longest(80),
  employeeName: longest(80),
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
    maximal_manager: planModal(maximal, asManager, reader),
    maximal_employee: planModal(maximal, asEmployee, reader),
  },
})
