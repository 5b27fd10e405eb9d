import type { MessageData } from '../../../coaching/messages.ts'
import type { PulseShown } from '../../../coaching/pilot/pulse-messages.ts'
import type { PulseWaveId } from '../../../coaching/ids.ts'
import { extremes } from './extremes.ts'

const open: PulseShown = {
  // Sample ids are not made by the database.
  waveId: 'pw_0000000000000001' as PulseWaveId,
  phase: 'open',
  managerName: 'Maya',
  asksAboutMonth: false,
  lastDay: Temporal.PlainDate.from('2026-03-06'),
}
const states = {
  open,
  month_end: { ...open, asksAboutMonth: true },
  manager_unknown: { ...open, managerName: undefined },
  long_name: { ...open, managerName: '<!channel> *Maximiliane-Charlotte* von und zu Hohenstein-Wittgenstein-Berleburg' },
  answered: { ...open, phase: 'answered' as const },
  closed: { ...open, phase: 'closed' as const },
  ...extremes((as) => as({ ...open, asksAboutMonth: true })),
}

export const pulseMessages = { pulse: states, pulse_reminder: states } satisfies {
  pulse: Record<string, MessageData['pulse']>
  pulse_reminder: Record<string, MessageData['pulse_reminder']>
}
