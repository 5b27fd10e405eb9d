import type { GoalId, PairId } from '../../../coaching/ids.ts'
import type { PlanChange } from '../../../coaching/plan-history.ts'
import type { ModalView } from '../kit.ts'
import { planHistoryModal } from '../plan-history.ts'
import type { PlanForm } from '../plan-writing.ts'
import { commentModal, planWriteModal } from '../plan-writing.ts'
import { at } from './at.ts'
import { extremes } from './extremes.ts'
import type { SampleReader } from './index.ts'
import { emptyPlan, filledPlan, maximalPlan } from './plan.ts'

const pairId = 'pr_0000000000000001' as PairId
const form = (change: Partial<PlanForm> & Pick<PlanForm, 'field'>): PlanForm => ({
  pairId,
  goalId: undefined,
  revision: 0,
  filled: {},
  otherName: 'Dev',
  draft: 'none',
  ...change,
})
const goal = form({
  field: 'goal',
  goalId: 'g_0000000000000001' as GoalId,
  revision: 3,
  filled: { text: 'Renewals above 92%', measure: 'The report of 31 March', state: 'at_risk', main: 'main' },
})
const stale = { text: 'Lead a small team', byName: 'Dev' }

const change = (one: Partial<PlanChange>): PlanChange => ({
  at: at('2026-03-01T09:00:00Z'),
  byName: 'Maya',
  what: 'standing',
  before: '14 of 18 accounts renewed, two open since January',
  after: '15 of 18 accounts renewed, one open since January',
  ...one,
})
const changes: PlanChange[] = [
  change({}),
  change({ what: 'goal_state', before: 'on track', after: 'at risk' }),
  change({ what: 'longer', byName: 'Dev', before: '', after: 'Lead a small team, or move into pricing' }),
  change({ what: 'goal', before: 'Clean up the price list', after: '' }),
  change({ what: 'step', before: 'Call the two accounts', after: 'Call the three accounts, and say <!channel> *nothing*' }),
]
const many = Array.from({ length: 40 }, (_, index) => change({ before: '𠮷'.repeat(400), after: `${'𠮷'.repeat(390)}${index}` }))

export const planWritingModals = (reader: SampleReader): Record<string, Record<string, ModalView>> => ({
  plan_write: {
    expectations: planWriteModal(form({ field: 'expectations', filled: { line_1: 'Offers go out within two days' } }), 'manager', reader),
    standing: planWriteModal(form({ field: 'standing' }), 'manager', reader),
    goal: planWriteModal(goal, 'manager', reader),
    new_goal: planWriteModal(form({ field: 'goal' }), 'manager', reader),
    longer: planWriteModal(form({ field: 'longer', otherName: 'Maya' }), 'employee', reader),
    draft: planWriteModal(form({ field: 'longer', filled: { text: 'Move into' }, draft: 'kept' }), 'manager', reader),
    stale: planWriteModal(form({ field: 'longer', revision: 1, filled: { text: 'Move into pricing' }, stale }), 'manager', reader),
    stale_gone: planWriteModal(form({ field: 'goal', filled: { text: 'Grow' }, stale: { ...stale, text: '' } }), 'manager', reader),
    ...extremes((as) => planWriteModal(as({ ...goal, stale }), 'manager', reader)),
  },
  plan_comment: {
    manager: commentModal(filledPlan, 'manager'),
    employee: commentModal(filledPlan, 'employee', { about: 'standing', kind: 'correction', text: 'It is three', draft: 'kept' }),
    empty: commentModal(emptyPlan, 'employee'),
    maximal: commentModal(maximalPlan, 'manager'),
    ...extremes((as) => commentModal(as(filledPlan), 'manager')),
  },
  plan_history: {
    empty: planHistoryModal({ pairId, changes: [], from: 0, side: 'employee' }, reader),
    some: planHistoryModal({ pairId, changes, from: 0, side: 'manager' }, reader),
    ...extremes((as) => planHistoryModal({ pairId, changes: as(changes), from: 0, side: 'manager' }, reader)),
    maximal: planHistoryModal({ pairId, changes: many, from: 15, side: 'manager' }, reader),
  },
})
