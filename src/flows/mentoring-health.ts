import type { WorkspaceId } from '../coaching/ids.ts'
import type { MentoringHealth } from '../coaching/mentoring-health.ts'
import { healthDays, mentoringHealth } from '../coaching/mentoring-health.ts'
import { countOpenDebriefs } from '../db/debriefs.ts'
import { mentoringMeetingsSince } from '../db/mentoring-meetings.ts'
import type { Tx } from '../db/store.ts'
import { keptOf } from './protected-time.ts'

/** How mentoring goes in a workspace in which this many mentorships run, in counts. */
export async function readMentoringHealth(
  tx: Tx,
  workspaceId: WorkspaceId,
  running: number,
  now: Temporal.Instant,
): Promise<MentoringHealth> {
  const meetings = await mentoringMeetingsSince(tx, workspaceId, now.subtract({ hours: 24 * healthDays }))
  const counting = meetings.filter(({ outcome, excused }) => outcome === 'held' || !excused)
  return mentoringHealth({
    running,
    openDebriefs: await countOpenDebriefs(tx, workspaceId),
    met: { mentorships: new Set(counting.map(({ mentorshipId }) => mentorshipId)).size, ...keptOf(counting) },
  })
}
