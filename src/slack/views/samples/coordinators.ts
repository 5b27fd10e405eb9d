import type { CoordinatorShown } from '../../../coaching/coordinators.ts'
import { coordinatorsModal } from '../coordinators.ts'
import type { ModalView } from '../kit.ts'
import { extremes } from './extremes.ts'

const people: CoordinatorShown[] = [
  { personId: 'p_0000000000000001', name: 'Lena', named: 'in the settings', isYou: true },
  { personId: 'p_0000000000000002', name: 'Noor', named: 'by a coordinator', isYou: false },
]

export const coordinatorModals = (): Record<string, Record<string, ModalView>> => ({
  coordinators: {
    two: coordinatorsModal(people),
    many: coordinatorsModal(
      Array.from({ length: 60 }, (_, at) => ({
        personId: `p_${String(at).padStart(16, '0')}`,
        name: `Person ${at + 1}`,
        named: 'by a coordinator' as const,
        isYou: at === 0,
      })),
    ),
    ...extremes((as) => coordinatorsModal(as(people))),
  },
})
