import type { MessageData } from '../../../coaching/messages.ts'
import type { RosterChangeShown } from '../../../coaching/roster-messages.ts'
import type { ModalView } from '../kit.ts'
import { notFoundModal, rosterChangesModal } from '../roster.ts'
import { extremes } from './extremes.ts'

export const rosterMessages = {
  roster_waits: {
    of_every_kind: { newManagers: 2, left: 1, circles: 3 },
    one: { newManagers: 1, left: 0, circles: 0 },
    looked_at: { newManagers: 0, left: 0, circles: 0 },
  },
} satisfies { [K in 'roster_waits']: Record<string, MessageData[K]> }

const change = { name: 'Dev', from: 'Maya', to: 'Noor', hasPair: false }
const changes: RosterChangeShown[] = [
  { ...change, changeId: 'rc_0000000000000001', kind: 'new_manager', hasPair: true },
  { ...change, changeId: 'rc_0000000000000002', kind: 'new_manager', name: 'Chi', from: undefined },
  { ...change, changeId: 'rc_0000000000000003', kind: 'new_manager', name: 'Sam', to: undefined },
  { ...change, changeId: 'rc_0000000000000004', kind: 'left', name: 'Ana', to: undefined },
  { ...change, changeId: 'rc_0000000000000005', kind: 'circle', name: 'E1043', to: 'E1044' },
]

export const rosterModals = (): Record<string, Record<string, ModalView>> => ({
  roster_changes: {
    of_every_kind: rosterChangesModal(changes),
    many: rosterChangesModal(
      Array.from({ length: 45 }, (_, at) => ({
        ...change,
        kind: 'new_manager' as const,
        changeId: `rc_${String(at).padStart(16, '0')}`,
        name: `Person ${at + 1}`,
      })),
    ),
    none: rosterChangesModal([]),
    ...extremes((as) => rosterChangesModal(as(changes))),
  },
  roster_not_found: {
    some: notFoundModal([
      { employeeId: 'E1043', workEmail: 'chi.old@example.com' },
      { employeeId: 'E1044', workEmail: 'sam@example.com' },
    ]),
    many: notFoundModal(Array.from({ length: 80 }, (_, at) => ({ employeeId: `E${at}`, workEmail: `person.${at}@example.com` }))),
    none: notFoundModal([]),
    ...extremes((as) => notFoundModal(as([{ employeeId: 'E1043', workEmail: 'chi@example.com' }]))),
  },
})
