import { protectedTime } from '../coaching/pilot/adherence.ts'
import type { MentoringMeeting } from '../db/mentoring-meetings.ts'

/** The protected time of some meetings that are over, by the rule of the pilot: what nobody said was held was not. */
export function keptOf(meetings: readonly MentoringMeeting[]): { kept: number; scheduled: number } {
  const { kept, scheduled } = protectedTime(
    meetings
      .filter(({ closed }) => closed)
      .map(({ outcome, excused, lengthMinutes, heldMinutes }) => ({
        status: outcome === 'held' ? 'held' : excused ? 'excused' : 'missed',
        plannedMinutes: lengthMinutes,
        heldMinutes: heldMinutes ?? null,
      })),
  )
  return { kept, scheduled }
}
