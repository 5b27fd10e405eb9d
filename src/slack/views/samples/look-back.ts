import type { LookBack, LookBackFile, LookBackLine } from '../../../coaching/look-back.ts'
import type { ModalView } from '../kit.ts'
import { lookBackModal } from '../look-back.ts'
import { extremes } from './extremes.ts'
import type { SampleReader } from './index.ts'

const line = (change: Partial<LookBackLine>): LookBackLine => ({
  key: 'goal/g_0000000000000001',
  section: 'goals',
  about: 'employee',
  text: 'Renewals in the north region above 92%',
  fact: 'on track · The renewals report on 31 March',
  ...change,
})
const empty: LookBack = {
  pairId: 'pr_0000000000000001',
  which: 'this',
  quarter: 'Q1 2026',
  managerName: 'Maya',
  employeeName: 'Dev',
  lines: [],
  takenOut: { manager: 0, employee: 0 },
}
const some: LookBack = {
  ...empty,
  which: 'last',
  lines: [
    line({}),
    line({ key: 'action/a_0000000000000001', section: 'steps', text: 'Call the two stalled accounts', fact: 'Dev, done' }),
    line({ key: 'action/a_0000000000000002', section: 'learned', text: 'Shadow a tender', fact: 'Dev, open' }),
    line({
      key: 'request/r_0000000000000001',
      section: 'help',
      text: 'An hour with someone who has run a tender',
      fact: 'Training: delivered',
    }),
    line({
      key: 'action/a_0000000000000003',
      section: 'promises',
      about: 'manager',
      text: 'Clear the price exception',
      fact: 'Maya, done',
    }),
    line({ key: 'kept/manager', section: 'promises', about: 'manager', text: '', fact: 'Maya: 1 of 1 promises done' }),
  ],
  takenOut: { manager: 1, employee: 2 },
}
const file: LookBackFile = { lookBack: some, side: 'manager', format: 'pdf' }
const many = Array.from({ length: 90 }, (_, index) =>
  line({
    key: `action/a_00000000000001${String(index).padStart(2, '0')}`,
    section: 'steps',
    text: '𠮷'.repeat(200),
    fact: '<'.repeat(300),
  }),
)

export const lookBackMessages = {
  look_back_file: { some: file, employee: { ...file, side: 'employee', lookBack: empty }, ...extremes((as) => as(file)) },
} satisfies { look_back_file: Record<string, LookBackFile> }

export const lookBackModals = (reader: SampleReader): Record<string, Record<string, ModalView>> => ({
  look_back: {
    empty: lookBackModal(empty, 'employee', reader),
    manager: lookBackModal(some, 'manager', reader),
    employee: lookBackModal(some, 'employee', reader, 'The file is on its way to your messages with Cuecard.'),
    maximal: lookBackModal({ ...some, lines: many }, 'employee', reader),
    ...extremes((as) => lookBackModal(as(some), 'employee', reader)),
  },
})
