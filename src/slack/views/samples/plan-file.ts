import type { PlanFile } from '../../../coaching/plan-file.ts'
import type { ModalView } from '../kit.ts'
import { exportModal } from '../plan-file.ts'
import type { SampleReader } from './index.ts'
import { extremes } from './extremes.ts'
import { emptyPlan, filledPlan } from './plan.ts'

const file: PlanFile = { plan: filledPlan, side: 'manager', quarter: 'Q1 2026', format: 'markdown' }

export const planFileMessages = {
  plan_file: {
    manager: file,
    employee: { ...file, side: 'employee' },
    empty: { ...file, plan: emptyPlan },
    ...extremes((as) => as(file)),
  },
} satisfies { plan_file: Record<string, PlanFile> }

const plans = [
  { pairId: 'pr_0000000000000001', otherName: 'Dev', side: 'manager' as const },
  { pairId: 'pr_0000000000000002', otherName: 'Chi', side: 'manager' as const },
]

export const planFileModals = (reader: SampleReader): Record<string, Record<string, ModalView>> => ({
  export_plan: {
    one: exportModal(plans.slice(0, 1), reader),
    thin: exportModal(plans.slice(0, 1), { thin: true }),
    several: exportModal(plans, reader),
    ...extremes((as) => exportModal(as(plans), reader)),
  },
})
