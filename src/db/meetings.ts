import { and, asc, eq, gt, gte, inArray, lt } from 'drizzle-orm'
import type { MeetingId, PairId, WorkspaceId } from '../coaching/ids.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { meetings } from './tables.ts'

export type MeetingState = 'planned' | 'skipped' | 'withdrawn'
export type MeetingOutcome = 'unknown' | 'coached' | 'status_only' | 'did_not_happen'

export type Meeting = {
  id: MeetingId
  workspaceId: WorkspaceId
  pairId: PairId
  key: string
  standsFor: string | undefined
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  lengthMinutes: number
  state: MeetingState
  movedFromAt: Temporal.Instant | undefined
  skipReason: string | undefined
  cadenceVersion: number
  outcome: MeetingOutcome
  closed: boolean
}

/** Makes the meeting of an occurrence, once: undefined when its natural key exists already. */
export async function insertMeeting(
  tx: Tx,
  made: { workspaceId: WorkspaceId; pairId: PairId; key: string; startsAt: Temporal.Instant; lengthMinutes: number; cadenceVersion: number; now: Temporal.Instant },
): Promise<MeetingId | undefined> {
  const { now, startsAt, ...rest } = made
  const [row] = await tx.sql
    .insert(meetings)
    .values({ id: newId('meeting'), ...rest, startsAt: startsAt.epochMilliseconds, state: 'planned', createdAt: now.epochMilliseconds })
    .onConflictDoNothing()
    .returning({ id: meetings.id })
  return row && (row.id as MeetingId)
}

export async function getMeeting(tx: Tx, id: MeetingId): Promise<Meeting> {
  const [row] = await tx.sql.select().from(meetings).where(eq(meetings.id, id))
  if (row === undefined) throw new Error(`no meeting ${id}`)
  return meetingOf(row)
}

/** A pair's meetings that start in [from, to), earliest first, whatever their state. */
export async function meetingsBetween(tx: Tx, pairId: PairId, from: Temporal.Instant, to: Temporal.Instant): Promise<Meeting[]> {
  const rows = await tx.sql
    .select()
    .from(meetings)
    .where(and(eq(meetings.pairId, pairId), gte(meetings.startsAt, from.epochMilliseconds), lt(meetings.startsAt, to.epochMilliseconds)))
    .orderBy(asc(meetings.startsAt))
  return rows.map(meetingOf)
}

/** The pair's next planned meeting that is not over. */
export async function nextMeeting(tx: Tx, pairId: PairId, now: Temporal.Instant): Promise<Meeting | undefined> {
  const rows = await tx.sql
    .select()
    .from(meetings)
    .where(and(eq(meetings.pairId, pairId), eq(meetings.state, 'planned'), gt(meetings.startsAt, now.epochMilliseconds - longestMs)))
    .orderBy(asc(meetings.startsAt))
    .limit(5)
  return rows.map(meetingOf).find((meeting) => Temporal.Instant.compare(meeting.endsAt, now) > 0)
}

export type MeetingChange = { startsAt?: Temporal.Instant; movedFromAt?: Temporal.Instant; state?: MeetingState; skipReason?: string; standsFor?: string; cadenceVersion?: number; lengthMinutes?: number }

/** Changes a meeting that is in one of the given states; false when it was in none. */
export async function changeMeeting(tx: Tx, id: MeetingId, from: MeetingState[], change: MeetingChange): Promise<boolean> {
  const { startsAt, movedFromAt, ...rest } = change
  const rows = await tx.sql
    .update(meetings)
    .set({ ...rest, ...(startsAt ? { startsAt: startsAt.epochMilliseconds } : {}), ...(movedFromAt ? { movedFromAt: movedFromAt.epochMilliseconds } : {}) })
    .where(and(eq(meetings.id, id), inArray(meetings.state, from)))
    .returning({ id: meetings.id })
  return rows.length > 0
}

const longestMs = 24 * 3_600_000

function meetingOf(row: typeof meetings.$inferSelect): Meeting {
  const startsAt = Temporal.Instant.fromEpochMilliseconds(row.startsAt)
  return {
    // Ids and states were checked when the row was written.
    id: row.id as MeetingId,
    workspaceId: row.workspaceId as WorkspaceId,
    pairId: row.pairId as PairId,
    key: row.key,
    standsFor: row.standsFor ?? undefined,
    startsAt,
    endsAt: startsAt.add({ minutes: row.lengthMinutes }),
    lengthMinutes: row.lengthMinutes,
    state: row.state as MeetingState,
    movedFromAt: row.movedFromAt === null ? undefined : Temporal.Instant.fromEpochMilliseconds(row.movedFromAt),
    skipReason: row.skipReason ?? undefined,
    cadenceVersion: row.cadenceVersion,
    outcome: row.outcome as MeetingOutcome,
    closed: row.closedAt !== null,
  }
}
