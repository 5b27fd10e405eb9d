import { and, asc, desc, eq, gt, gte, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm'
import type { MeetingId, PairId, PersonId, WorkspaceId } from '../coaching/ids.ts'
import { RowMissing } from './missing.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { meetings, sessions } from './tables.ts'

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
  /** Where the calendar last had it; undefined for a meeting of a cadence. */
  calendarAt: Temporal.Instant | undefined
  skipReason: string | undefined
  cadenceVersion: number
  outcome: MeetingOutcome
  /** It was over, and the manager was asked what became of it. */
  closed: boolean
  coachedAt: Temporal.Instant | undefined
  createdAt: Temporal.Instant
}

/** Makes the meeting of an occurrence, once: undefined when its natural key exists already. */
export async function insertMeeting(
  tx: Tx,
  made: {
    workspaceId: WorkspaceId
    pairId: PairId
    key: string
    startsAt: Temporal.Instant
    lengthMinutes: number
    cadenceVersion: number
    calendarAt?: Temporal.Instant
    now: Temporal.Instant
  },
): Promise<MeetingId | undefined> {
  const { now, startsAt, calendarAt, ...rest } = made
  const [row] = await tx.sql
    .insert(meetings)
    .values({
      id: newId('meeting'),
      ...rest,
      startsAt: startsAt.epochMilliseconds,
      calendarAt: calendarAt?.epochMilliseconds ?? null,
      state: 'planned',
      createdAt: now.epochMilliseconds,
    })
    .onConflictDoNothing()
    .returning({ id: meetings.id })
  return row && (row.id as MeetingId)
}

export async function getMeeting(tx: Tx, id: MeetingId): Promise<Meeting> {
  const [row] = await tx.sql.select().from(meetings).where(eq(meetings.id, id))
  if (row === undefined) throw new RowMissing('meeting', id)
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

/** A pair's meetings that start in [from, to) or carry one of some keys, earliest first, whatever their state. */
export async function meetingsAround(
  tx: Tx,
  pairId: PairId,
  from: Temporal.Instant,
  to: Temporal.Instant,
  keys: string[],
): Promise<Meeting[]> {
  const inTime = and(gte(meetings.startsAt, from.epochMilliseconds), lt(meetings.startsAt, to.epochMilliseconds))
  const rows = await tx.sql
    .select()
    .from(meetings)
    .where(
      and(
        eq(meetings.pairId, pairId),
        keys.length === 0 ? inTime : or(inTime, inArray(meetings.key, keys), inArray(meetings.standsFor, keys)),
      ),
    )
    .orderBy(asc(meetings.startsAt))
  return rows.map(meetingOf)
}

/** The last meetings of a pair that start before a time and were not withdrawn, newest first. */
export async function meetingsBefore(tx: Tx, pairId: PairId, before: Temporal.Instant, limit: number): Promise<Meeting[]> {
  const rows = await tx.sql
    .select()
    .from(meetings)
    .where(
      and(eq(meetings.pairId, pairId), lt(meetings.startsAt, before.epochMilliseconds), inArray(meetings.state, ['planned', 'skipped'])),
    )
    .orderBy(desc(meetings.startsAt))
    .limit(limit)
  return rows.map(meetingOf)
}

/** Meetings whose time is over and whose messages were not closed yet, in any state. */
export async function meetingsToClose(tx: Tx, now: Temporal.Instant, limit: number): Promise<Meeting[]> {
  const rows = await tx.sql
    .select()
    .from(meetings)
    .where(
      and(
        isNull(meetings.closedAt),
        lte(meetings.startsAt, now.epochMilliseconds),
        lte(sql`${meetings.startsAt} + ${meetings.lengthMinutes} * 60000`, now.epochMilliseconds),
      ),
    )
    .orderBy(asc(meetings.startsAt))
    .limit(limit)
  return rows.map(meetingOf)
}

export async function closeMeeting(tx: Tx, id: MeetingId, now: Temporal.Instant): Promise<void> {
  await tx.sql
    .update(meetings)
    .set({ closedAt: now.epochMilliseconds })
    .where(and(eq(meetings.id, id), isNull(meetings.closedAt)))
}

/** Whether coaching notes were begun or written for a meeting. */
export async function hasNotes(tx: Tx, id: MeetingId): Promise<boolean> {
  const rows = await tx.sql
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.meetingId, id), inArray(sessions.state, ['open', 'closed'])))
    .limit(1)
  return rows.length > 0
}

/** Keeps what somebody said became of a meeting, while it was one of `from` and the meeting was not withdrawn; false otherwise. Instants of holding and coaching are kept once. */
export async function noteOutcome(
  tx: Tx,
  id: MeetingId,
  from: MeetingOutcome[],
  outcome: Exclude<MeetingOutcome, 'unknown'>,
  by: PersonId,
  now: Temporal.Instant,
): Promise<boolean> {
  const at = now.epochMilliseconds
  const held = outcome !== 'did_not_happen'
  const rows = await tx.sql
    .update(meetings)
    .set({
      outcome,
      outcomeById: by,
      heldAt: held ? sql`coalesce(${meetings.heldAt}, ${at})` : null,
      coachedAt: outcome === 'coached' ? sql`coalesce(${meetings.coachedAt}, ${at})` : null,
    })
    .where(and(eq(meetings.id, id), inArray(meetings.state, ['planned', 'skipped']), inArray(meetings.outcome, from)))
    .returning({ id: meetings.id })
  return rows.length > 0
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

/** `null` takes a value away; `open` undoes the closing of a meeting that was over. */
export type MeetingChange = {
  startsAt?: Temporal.Instant
  movedFromAt?: Temporal.Instant | null
  calendarAt?: Temporal.Instant
  state?: MeetingState
  skipReason?: string | null
  standsFor?: string | null
  cadenceVersion?: number
  lengthMinutes?: number
  closing?: 'open'
}

/** Changes a meeting that is in one of the given states; false when it was in none. */
export async function changeMeeting(tx: Tx, id: MeetingId, from: MeetingState[], change: MeetingChange): Promise<boolean> {
  const { startsAt, movedFromAt, calendarAt, closing, ...rest } = change
  const rows = await tx.sql
    .update(meetings)
    .set({
      ...rest,
      ...(startsAt ? { startsAt: startsAt.epochMilliseconds } : {}),
      ...(movedFromAt === undefined ? {} : { movedFromAt: movedFromAt?.epochMilliseconds ?? null }),
      ...(calendarAt ? { calendarAt: calendarAt.epochMilliseconds } : {}),
      ...(closing ? { closedAt: null } : {}),
    })
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
    calendarAt: row.calendarAt === null ? undefined : Temporal.Instant.fromEpochMilliseconds(row.calendarAt),
    skipReason: row.skipReason ?? undefined,
    cadenceVersion: row.cadenceVersion,
    outcome: row.outcome as MeetingOutcome,
    closed: row.closedAt !== null,
    coachedAt: row.coachedAt === null ? undefined : Temporal.Instant.fromEpochMilliseconds(row.coachedAt),
    createdAt: Temporal.Instant.fromEpochMilliseconds(row.createdAt),
  }
}
