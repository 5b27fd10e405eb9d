import { and, eq, inArray, lt } from 'drizzle-orm'
import type { Cadence } from '../coaching/cadence.ts'
import type { MentorshipId, PersonId, WorkspaceId } from '../coaching/ids.ts'
import type { Tx } from './store.ts'
import { mentoringRhythms, mentorships } from './tables.ts'

/** How a mentorship meets. `version` grows with each change. */
export type MentoringRhythm = {
  mentorshipId: MentorshipId
  workspaceId: WorkspaceId
  cadence: Cadence
  version: number
  setById: PersonId
}

/** Sets how a mentorship meets, in place of what was set before; gives it with its new version. */
export async function saveRhythm(
  tx: Tx,
  set: { mentorshipId: MentorshipId; workspaceId: WorkspaceId; cadence: Cadence; setById: PersonId; now: Temporal.Instant },
): Promise<MentoringRhythm> {
  const { rule, startOn, time, zone, lengthMinutes } = set.cadence
  const version = ((await rhythmOf(tx, set.mentorshipId))?.version ?? 0) + 1
  const fresh = {
    rule,
    startOn,
    time,
    zone,
    lengthMinutes,
    version,
    meetingsUntil: 0,
    setById: set.setById,
    setAt: set.now.epochMilliseconds,
  }
  const [row] = await tx.sql
    .insert(mentoringRhythms)
    .values({ mentorshipId: set.mentorshipId, workspaceId: set.workspaceId, ...fresh })
    .onConflictDoUpdate({ target: mentoringRhythms.mentorshipId, set: fresh })
    .returning()
  if (row === undefined) throw new Error('a rhythm was neither made nor changed')
  return rhythmFrom(row)
}

export async function rhythmOf(tx: Tx, mentorshipId: MentorshipId): Promise<MentoringRhythm | undefined> {
  const [row] = await tx.sql.select().from(mentoringRhythms).where(eq(mentoringRhythms.mentorshipId, mentorshipId))
  return row && rhythmFrom(row)
}

/** Rhythms of mentorships that run, whose meetings are rows only up to a time before the given one. */
export async function rhythmsShortOfMeetings(tx: Tx, until: Temporal.Instant, limit: number): Promise<MentoringRhythm[]> {
  const running = tx.sql.select({ id: mentorships.id }).from(mentorships).where(eq(mentorships.state, 'active'))
  const rows = await tx.sql
    .select()
    .from(mentoringRhythms)
    .where(and(lt(mentoringRhythms.meetingsUntil, until.epochMilliseconds), inArray(mentoringRhythms.mentorshipId, running)))
    .limit(limit)
  return rows.map(rhythmFrom)
}

export async function noteRhythmUntil(tx: Tx, mentorshipId: MentorshipId, until: Temporal.Instant): Promise<void> {
  await tx.sql
    .update(mentoringRhythms)
    .set({ meetingsUntil: until.epochMilliseconds })
    .where(eq(mentoringRhythms.mentorshipId, mentorshipId))
}

function rhythmFrom(row: typeof mentoringRhythms.$inferSelect): MentoringRhythm {
  return {
    // Branded when the row was written.
    mentorshipId: row.mentorshipId as MentorshipId,
    workspaceId: row.workspaceId as WorkspaceId,
    cadence: { rule: row.rule, startOn: row.startOn, time: row.time, zone: row.zone, lengthMinutes: row.lengthMinutes },
    version: row.version,
    setById: row.setById as PersonId,
  }
}
