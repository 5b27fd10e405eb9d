import type { HandoverAsked, HandoverNote } from '../../../coaching/handover.ts'
import type { HandoverId } from '../../../coaching/ids.ts'
import type { ModalView } from '../kit.ts'
import { managerChangedModal } from '../handover.ts'
import { at } from './at.ts'
import { extremes } from './extremes.ts'

const asked: HandoverAsked = {
  handoverId: 'ho_0000000000000001' as HandoverId,
  pairId: 'pr_0000000000000001',
  formerName: 'Maya',
  newName: 'Noor',
  choice: undefined,
  chosenBy: 'nobody',
  defaultAt: at('2026-03-16T08:00:00Z'),
  state: 'waiting',
}
const note: HandoverNote = { to: 'former', pairId: 'pr_0000000000000001', employeeName: 'Dev', choice: undefined }

export const handoverMessages = {
  handover_asked: {
    asked,
    chosen_waiting: { ...asked, choice: 'all', chosenBy: 'employee' },
    chosen_all: { ...asked, choice: 'all', chosenBy: 'employee', state: 'done' },
    chosen_agreed: { ...asked, choice: 'agreed', chosenBy: 'employee', state: 'done' },
    chosen_fresh: { ...asked, choice: 'fresh', chosenBy: 'employee' },
    nobody_chose: { ...asked, choice: 'agreed', state: 'done' },
    ...extremes((as) => as(asked)),
  },
  handover_note: {
    former: note,
    new_parts: { ...note, to: 'new', choice: 'agreed' },
    new_fresh: { ...note, to: 'new', choice: 'fresh' },
    ...extremes((as) => as({ ...note, to: 'new' as const, choice: 'all' as const })),
  },
} satisfies { handover_asked: Record<string, HandoverAsked>; handover_note: Record<string, HandoverNote> }

export const handoverModals: Record<string, Record<string, ModalView>> = { manager_changed: { empty: managerChangedModal() } }
