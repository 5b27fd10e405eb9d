import { and, desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { MeetingId, PairId, PersonId, PlanId, SessionId, WorkspaceId } from '../coaching/ids.ts'
import type { PastSession } from '../coaching/plan.ts'
import type { KeptHelpKind, ObstacleKind } from '../coaching/session-fields.ts'
import { helpKinds } from '../coaching/session-fields.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { sessions } from './tables.ts'

export type SessionState = 'open' | 'closed' | 'discarded'

export type Session = {
  id: SessionId
  workspaceId: WorkspaceId
  pairId: PairId
  planId: PlanId
  /** The meeting it is about; undefined for a talk between meetings. */
  meetingId: MeetingId | undefined
  managerId: PersonId
  state: SessionState
  openedAt: Temporal.Instant
  closedAt: Temporal.Instant | undefined
}

/** Opens the pair's session. A pair has one open session at most: undefined when it has one already. */
export async function insertSession(
  tx: Tx,
  made: {
    workspaceId: WorkspaceId
    pairId: PairId
    planId: PlanId
    meetingId: MeetingId | undefined
    managerId: PersonId
    now: Temporal.Instant
  },
): Promise<Session | undefined> {
  const { meetingId, now, ...row } = made
  const [inserted] = await tx.sql
    .insert(sessions)
    .values({
      id: newId('session'),
      ...row,
      meetingId: meetingId ?? null,
      state: 'open' satisfies SessionState,
      openedAt: now.epochMilliseconds,
    })
    .onConflictDoNothing()
    .returning()
  return inserted && sessionOf(inserted)
}

export async function openSessionOf(tx: Tx, pairId: PairId): Promise<Session | undefined> {
  const [row] = await tx.sql
    .select()
    .from(sessions)
    .where(and(eq(sessions.pairId, pairId), eq(sessions.state, 'open')))
  return row && sessionOf(row)
}

/** The session with an id that came from Slack; undefined when there is none. */
export async function findSession(tx: Tx, id: SessionId): Promise<Session | undefined> {
  const [row] = await tx.sql.select().from(sessions).where(eq(sessions.id, id))
  return row && sessionOf(row)
}

export async function bindSession(tx: Tx, id: SessionId, meetingId: MeetingId | undefined): Promise<void> {
  await tx.sql
    .update(sessions)
    .set({ meetingId: meetingId ?? null })
    .where(and(eq(sessions.id, id), eq(sessions.state, 'open')))
}

export type SessionAnswers = {
  helpKinds: KeptHelpKind[]
  obstacle: string | undefined
  obstacleKind: ObstacleKind | undefined
  lowestConfidence: number | undefined
  /** Whether something new was agreed, noted or asked. */
  news: 'something' | 'nothing'
  questionCategory: string | undefined
}

/** Closes an open session with what was answered; false when it is not open. */
export async function closeSession(tx: Tx, id: SessionId, answers: SessionAnswers, now: Temporal.Instant): Promise<boolean> {
  const rows = await tx.sql
    .update(sessions)
    .set({
      state: 'closed',
      closedAt: now.epochMilliseconds,
      helpKinds: JSON.stringify(answers.helpKinds),
      obstacleKind: answers.obstacleKind ?? null,
      obstacleSealed: answers.obstacle === undefined ? null : tx.sealer.seal(answers.obstacle, place(id)),
      lowestConfidence: answers.lowestConfidence ?? null,
      changed: answers.news === 'something' ? 1 : 0,
      questionCategory: answers.questionCategory ?? null,
    })
    .where(and(eq(sessions.id, id), eq(sessions.state, 'open')))
    .returning({ id: sessions.id })
  return rows.length > 0
}

/** Puts an open session away with nothing of it kept; false when it is not open. */
export async function discardSession(tx: Tx, id: SessionId, now: Temporal.Instant): Promise<boolean> {
  const rows = await tx.sql
    .update(sessions)
    .set({ state: 'discarded', closedAt: now.epochMilliseconds })
    .where(and(eq(sessions.id, id), eq(sessions.state, 'open')))
    .returning({ id: sessions.id })
  return rows.length > 0
}

/** What the last closed sessions on a plan left behind, newest first. */
export async function pastSessionsOf(tx: Tx, planId: PlanId, limit: number): Promise<PastSession[]> {
  const rows = await tx.sql
    .select()
    .from(sessions)
    .where(and(eq(sessions.planId, planId), eq(sessions.state, 'closed')))
    .orderBy(desc(sessions.closedAt), desc(sessions.id))
    .limit(limit)
  return rows.map((row) => ({
    closedAt: Temporal.Instant.fromEpochMilliseconds(row.closedAt ?? row.openedAt),
    obstacleKind: (row.obstacleKind ?? undefined) as ObstacleKind | undefined,
    obstacle: row.obstacleSealed === null ? undefined : tx.sealer.open(row.obstacleSealed, place(row.id)),
    helpKinds: kinds.parse(JSON.parse(row.helpKinds ?? '[]')),
    lowestConfidence: row.lowestConfidence ?? undefined,
    questionCategory: row.questionCategory ?? undefined,
  }))
}

const kinds = z.array(z.enum(helpKinds))

function sessionOf(row: typeof sessions.$inferSelect): Session {
  return {
    // Ids and states were checked when the row was written.
    id: row.id as SessionId,
    workspaceId: row.workspaceId as WorkspaceId,
    pairId: row.pairId as PairId,
    planId: row.planId as PlanId,
    meetingId: (row.meetingId ?? undefined) as MeetingId | undefined,
    managerId: row.managerId as PersonId,
    state: row.state as SessionState,
    openedAt: Temporal.Instant.fromEpochMilliseconds(row.openedAt),
    closedAt: row.closedAt === null ? undefined : Temporal.Instant.fromEpochMilliseconds(row.closedAt),
  }
}

function place(id: string) {
  return { table: 'sessions', id, column: 'obstacle' }
}
