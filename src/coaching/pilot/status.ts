import type { PilotDesign } from './design.ts'
import type { WaveName } from './pulse-items.ts'
import type { FunnelWeek } from './readout.ts'

/** Where a pilot stands, without a figure that compares the groups. */
export interface PilotStatus {
  state: 'designed' | 'locked' | 'ended'
  design: PilotDesign
  hash: string | undefined
  today: Temporal.PlainDate
  /** Answers only of waves that are closed, over both groups together. */
  waves: {
    wave: WaveName
    opensOn: Temporal.PlainDate
    lastDay: Temporal.PlainDate
    state: 'planned' | 'open' | 'closed'
    invited: number
    answered: number
  }[]
  weeks: readonly FunnelWeek[]
  deviations: number
}
