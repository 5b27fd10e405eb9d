import { and, asc, count, eq, gte, inArray, isNull, lt, lte, ne, sql } from 'drizzle-orm'
import type { MentoringOutcome, MentoringSide } from '../coaching/mentoring.ts'
import type { MentoringMeetingId, MentoringTriggerId, MentorshipId, PersonId, WorkspaceId } from '../coaching/ids.ts'
import { RowMissing } from './missing.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { mentoringMeetings, mentoringTriggers } from './tables.ts'

export type MentoringMeeting = {
  id: MentoringMeetingId
  workspaceId: WorkspaceId
  mentorshipId: MentorshipId
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  lengthMinutes: number
  rhythmVersion: number
  state: 'planned' | 'skipped' | 'withdrawn'
  movedFromAt: Temporal.Instant | undefined
  outcome: MentoringOutcome | 'unknown'
  heldMinutes: number | undefined
  /** One of the two was away or had a holiday: it counts nowhere. */
  excused: boolean
  closed: boolean
}

/** Makes a meeting under its natural key; undefined when it is there already. */
export async function insertMentoringMeeting(
  tx: Tx,
  made: {
    workspaceId: WorkspaceId
    mentorshipId: MentorshipId
    key: string
    startsAt: Temporal.Instant
    lengthMinutes: number
    rhythmVersion: number
    now: Temporal.Instant
  },
): Promise<MentoringMeetingId | undefined> {
  const { now, startsAt, ...row } = made
  const [inserted] = await tx.sql
    .insert(mentoringMeetings)
    .values({
      id: newId('mentoringMeeting'),
      ...row,
      startsAt: startsAt.epochMilliseconds,
      state: 'planned',
      createdAt: now.epochMilliseconds,
    })
    .onConflictDoNothing()
    .returning({ id: mentoringMeetings.id })
  return inserted && (inserted.id as MentoringMeetingId)
}

export async function getMentoringMeeting(tx: Tx, id: MentoringMeetingId): Promise<MentoringMeeting> {
  const [row] = await tx.sql.select().from(mentoringMeetings).where(eq(mentoringMeetings.id, id))
  if (row === undefined) throw new RowMissing('mentoring meeting', id)
  return meetingFrom(row)
}

/** Every meeting of a mentorship that was not withdrawn, the earliest first. */
export async function mentoringMeetingsOf(tx: Tx, mentorshipId: MentorshipId): Promise<MentoringMeeting[]> {
  const rows = await tx.sql
    .select()
    .from(mentoringMeetings)
    .where(and(eq(mentoringMeetings.mentorshipId, mentorshipId), ne(mentoringMeetings.state, 'withdrawn')))
    .orderBy(asc(mentoringMeetings.startsAt))
  return rows.map(meetingFrom)
}

/** The meetings of all mentorships that began at or after a time, and are closed; without those that were withdrawn. */
export async function mentoringMeetingsSince(tx: Tx, workspaceId: WorkspaceId, since: Temporal.Instant): Promise<MentoringMeeting[]> {
  const rows = await tx.sql
    .select()
    .from(mentoringMeetings)
    .where(
      and(
        eq(mentoringMeetings.workspaceId, workspaceId),
        ne(mentoringMeetings.state, 'withdrawn'),
        // What began since was closed since; the index is by when it was closed.
        gte(mentoringMeetings.closedAt, since.epochMilliseconds),
        gte(mentoringMeetings.startsAt, since.epochMilliseconds),
      ),
    )
  return rows.map(meetingFrom)
}

/** How many meetings of a mentorship began before a time. */
export async function mentoringMeetingsBefore(tx: Tx, mentorshipId: MentorshipId, before: Temporal.Instant): Promise<number> {
  const [row] = await tx.sql
    .select({ n: count() })
    .from(mentoringMeetings)
    .where(
      and(
        eq(mentoringMeetings.mentorshipId, mentorshipId),
        ne(mentoringMeetings.state, 'withdrawn'),
        lt(mentoringMeetings.startsAt, before.epochMilliseconds),
      ),
    )
  return Number(row?.n ?? 0)
}

/** Meetings that are over and whose messages do not ask yet what became of them. */
export async function mentoringMeetingsToClose(tx: Tx, now: Temporal.Instant, limit: number): Promise<MentoringMeeting[]> {
  const rows = await tx.sql
    .select()
    .from(mentoringMeetings)
    .where(
      and(
        inArray(mentoringMeetings.state, ['planned', 'skipped']),
        isNull(mentoringMeetings.closedAt),
        lte(sql`${mentoringMeetings.startsAt} + ${mentoringMeetings.lengthMinutes} * 60000`, now.epochMilliseconds),
      ),
    )
    .orderBy(asc(mentoringMeetings.startsAt))
    .limit(limit)
  return rows.map(meetingFrom)
}

export async function closeMentoringMeeting(tx: Tx, id: MentoringMeetingId, excused: boolean, now: Temporal.Instant): Promise<void> {
  await tx.sql
    .update(mentoringMeetings)
    .set({ closedAt: now.epochMilliseconds, ...(excused ? { excused: 1 } : {}) })
    .where(and(eq(mentoringMeetings.id, id), isNull(mentoringMeetings.closedAt)))
}

/** Puts a planned meeting elsewhere, or takes it from the days; false when it was not planned, or is answered. */
export async function changeMentoringMeeting(
  tx: Tx,
  id: MentoringMeetingId,
  change:
    | { startsAt: Temporal.Instant; movedFromAt: Temporal.Instant | undefined }
    | { state: 'skipped'; excused: boolean }
    | { state: 'withdrawn' },
): Promise<boolean> {
  const set =
    'startsAt' in change
      ? {
          startsAt: change.startsAt.epochMilliseconds,
          movedFromAt: change.movedFromAt?.epochMilliseconds ?? null,
          closedAt: null,
        }
      : { state: change.state, ...('excused' in change && change.excused ? { excused: 1 } : {}) }
  const rows = await tx.sql
    .update(mentoringMeetings)
    .set(set)
    .where(and(eq(mentoringMeetings.id, id), eq(mentoringMeetings.state, 'planned'), eq(mentoringMeetings.outcome, 'unknown')))
    .returning({ id: mentoringMeetings.id })
  return rows.length > 0
}

/** Keeps what became of a meeting; false when somebody said it before, or it was called off. */
export async function noteMentoringOutcome(
  tx: Tx,
  id: MentoringMeetingId,
  said: { outcome: MentoringOutcome; heldMinutes: number | undefined; byId: PersonId; now: Temporal.Instant },
): Promise<boolean> {
  const rows = await tx.sql
    .update(mentoringMeetings)
    .set({ outcome: said.outcome, heldMinutes: said.heldMinutes ?? null, outcomeById: said.byId, outcomeAt: said.now.epochMilliseconds })
    .where(and(eq(mentoringMeetings.id, id), eq(mentoringMeetings.outcome, 'unknown'), eq(mentoringMeetings.state, 'planned')))
    .returning({ id: mentoringMeetings.id })
  return rows.length > 0
}

export type MentoringTriggerRow = {
  id: MentoringTriggerId
  workspaceId: WorkspaceId
  meetingId: MentoringMeetingId
  personId: PersonId
  side: MentoringSide
  dueAt: Temporal.Instant
  state: 'planned' | 'sent' | 'missed' | 'held_back'
  reason: string | undefined
  sentAt: Temporal.Instant | undefined
}

/** Plans one side's trigger, or plans it anew unless it was sent: there is one for each side for ever. */
export async function planMentoringTrigger(
  tx: Tx,
  made: { workspaceId: WorkspaceId; meetingId: MentoringMeetingId; personId: PersonId; side: MentoringSide; dueAt: Temporal.Instant },
): Promise<void> {
  const { dueAt, ...row } = made
  const planned = { dueAt: dueAt.epochMilliseconds, state: 'planned', reason: null }
  await tx.sql
    .insert(mentoringTriggers)
    .values({ id: newId('mentoringTrigger'), ...row, ...planned })
    .onConflictDoNothing()
  await tx.sql
    .update(mentoringTriggers)
    .set(planned)
    .where(and(eq(mentoringTriggers.meetingId, made.meetingId), eq(mentoringTriggers.side, made.side), ne(mentoringTriggers.state, 'sent')))
}

/** Triggers that are due, the earliest first; those in `except` are left out. */
export async function dueMentoringTriggers(
  tx: Tx,
  now: Temporal.Instant,
  limit: number,
  except: readonly MentoringTriggerId[] = [],
): Promise<MentoringTriggerRow[]> {
  const rows = await tx.sql
    .select()
    .from(mentoringTriggers)
    .where(and(eq(mentoringTriggers.state, 'planned'), lte(mentoringTriggers.dueAt, now.epochMilliseconds)))
    .orderBy(asc(mentoringTriggers.dueAt), asc(mentoringTriggers.id))
    .limit(limit + except.length)
  return rows.map(triggerFrom).filter(({ id }) => !except.includes(id))
}

/** Moves a planned trigger on, or lets it wait; false when it was not planned any more. */
export async function settleMentoringTrigger(
  tx: Tx,
  id: MentoringTriggerId,
  outcome:
    | { state: 'sent'; sentAt: Temporal.Instant }
    | { state: 'missed' | 'held_back'; reason: string }
    | { state: 'planned'; dueAt: Temporal.Instant },
): Promise<boolean> {
  const set =
    outcome.state === 'sent'
      ? { state: outcome.state, sentAt: outcome.sentAt.epochMilliseconds }
      : outcome.state === 'planned'
        ? { dueAt: outcome.dueAt.epochMilliseconds }
        : outcome
  const rows = await tx.sql
    .update(mentoringTriggers)
    .set(set)
    .where(and(eq(mentoringTriggers.id, id), eq(mentoringTriggers.state, 'planned')))
    .returning({ id: mentoringTriggers.id })
  return rows.length > 0
}

/** Holds back what is planned for some meetings, with the reason on record. */
export async function holdBackMentoring(tx: Tx, meetingIds: readonly MentoringMeetingId[], reason: string): Promise<void> {
  if (meetingIds.length === 0) return
  await tx.sql
    .update(mentoringTriggers)
    .set({ state: 'held_back', reason })
    .where(and(inArray(mentoringTriggers.meetingId, [...meetingIds]), eq(mentoringTriggers.state, 'planned')))
}

export async function getMentoringTrigger(tx: Tx, id: MentoringTriggerId): Promise<MentoringTriggerRow> {
  const [row] = await tx.sql.select().from(mentoringTriggers).where(eq(mentoringTriggers.id, id))
  if (row === undefined) throw new RowMissing('mentoring trigger', id)
  return triggerFrom(row)
}

export async function mentoringTriggersOf(tx: Tx, meetingIds: readonly MentoringMeetingId[]): Promise<MentoringTriggerRow[]> {
  if (meetingIds.length === 0) return []
  const rows = await tx.sql
    .select()
    .from(mentoringTriggers)
    .where(inArray(mentoringTriggers.meetingId, [...meetingIds]))
  return rows.map(triggerFrom)
}

function meetingFrom(row: typeof mentoringMeetings.$inferSelect): MentoringMeeting {
  const startsAt = Temporal.Instant.fromEpochMilliseconds(row.startsAt)
  return {
    // Ids and states were checked when the row was written.
    id: row.id as MentoringMeetingId,
    workspaceId: row.workspaceId as WorkspaceId,
    mentorshipId: row.mentorshipId as MentorshipId,
    startsAt,
    endsAt: startsAt.add({ minutes: row.lengthMinutes }),
    lengthMinutes: row.lengthMinutes,
    rhythmVersion: row.rhythmVersion,
    state: row.state as MentoringMeeting['state'],
    movedFromAt: row.movedFromAt === null ? undefined : Temporal.Instant.fromEpochMilliseconds(row.movedFromAt),
    outcome: row.outcome as MentoringMeeting['outcome'],
    heldMinutes: row.heldMinutes ?? undefined,
    excused: row.excused === 1,
    closed: row.closedAt !== null,
  }
}

function triggerFrom(row: typeof mentoringTriggers.$inferSelect): MentoringTriggerRow {
  return {
    // Ids and states were checked when the row was written.
    id: row.id as MentoringTriggerId,
    workspaceId: row.workspaceId as WorkspaceId,
    meetingId: row.meetingId as MentoringMeetingId,
    personId: row.personId as PersonId,
    side: row.side as MentoringSide,
    dueAt: Temporal.Instant.fromEpochMilliseconds(row.dueAt),
    state: row.state as MentoringTriggerRow['state'],
    reason: row.reason ?? undefined,
    sentAt: row.sentAt === null ? undefined : Temporal.Instant.fromEpochMilliseconds(row.sentAt),
  }
}
