import type { PulseWaveId } from '../ids.ts'

/** The pulse as one person sees it. Their answer is in none of it: once sent, nobody can tell which one it is. */
export type PulseShown = {
  waveId: PulseWaveId
  phase: 'open' | 'answered' | 'closed'
  /** Whom the statements are about, where the people data say so and Slack knows them. */
  managerName: string | undefined
  asksAboutMonth: boolean
  lastDay: Temporal.PlainDate
}
