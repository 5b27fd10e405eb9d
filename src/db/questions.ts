import { and, count, desc, eq, gte, isNull } from 'drizzle-orm'
import type { MeetingId, PairId, PersonId, WorkspaceId } from '../coaching/ids.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { askedQuestions, meetings, sessions } from './tables.ts'

/** `offered`: it stood in a trigger or session. `swapped`: the manager asked for another one. */
export type QuestionOutcome = 'offered' | 'swapped'
export type AskedQuestion = { questionId: string; outcome: QuestionOutcome; askedAt: Temporal.Instant }

/** Remembers that a question was offered for a meeting. One that was swapped away and comes back is offered again. */
export async function rememberOffered(
  tx: Tx,
  asked: {
    workspaceId: WorkspaceId
    pairId: PairId
    employeeId: PersonId
    managerId: PersonId
    meetingId: MeetingId
    questionId: string
    week: string
    now: Temporal.Instant
  },
): Promise<void> {
  const { now, ...row } = asked
  await tx.sql
    .insert(askedQuestions)
    .values({ id: newId('question'), ...row, outcome: 'offered' satisfies QuestionOutcome, askedAt: now.epochMilliseconds })
    .onConflictDoUpdate({
      target: [askedQuestions.pairId, askedQuestions.meetingId, askedQuestions.questionId],
      set: { outcome: 'offered' satisfies QuestionOutcome, askedAt: now.epochMilliseconds },
    })
}

/** Remembers that the manager asked for another question than this one. */
export async function rememberSwapped(tx: Tx, of: { pairId: PairId; meetingId: MeetingId; questionId: string }): Promise<void> {
  await tx.sql
    .update(askedQuestions)
    .set({ outcome: 'swapped' satisfies QuestionOutcome })
    .where(
      and(eq(askedQuestions.pairId, of.pairId), eq(askedQuestions.meetingId, of.meetingId), eq(askedQuestions.questionId, of.questionId)),
    )
}

/** What an employee was asked, or was spared, since a time, newest first. */
export async function askedSince(tx: Tx, employeeId: PersonId, since: Temporal.Instant): Promise<AskedQuestion[]> {
  const rows = await tx.sql
    .select()
    .from(askedQuestions)
    .where(and(eq(askedQuestions.employeeId, employeeId), gte(askedQuestions.askedAt, since.epochMilliseconds)))
    .orderBy(desc(askedQuestions.askedAt))
  // Outcomes were checked when the row was written.
  return rows.map((row) => ({
    questionId: row.questionId,
    outcome: row.outcome as QuestionOutcome,
    askedAt: Temporal.Instant.fromEpochMilliseconds(row.askedAt),
  }))
}

/** What was offered in a workspace since a time, and what became of it; nobody's words and no employee. */
export async function offeredSince(
  tx: Tx,
  workspaceId: WorkspaceId,
  since: Temporal.Instant,
): Promise<{ questionId: string; managerId: PersonId; outcome: QuestionOutcome }[]> {
  const rows = await tx.sql
    .select({ questionId: askedQuestions.questionId, managerId: askedQuestions.managerId, outcome: askedQuestions.outcome })
    .from(askedQuestions)
    .where(and(eq(askedQuestions.workspaceId, workspaceId), gte(askedQuestions.askedAt, since.epochMilliseconds)))
  // Ids and outcomes were checked when the rows were written.
  return rows.map((row) => ({ questionId: row.questionId, managerId: row.managerId as PersonId, outcome: row.outcome as QuestionOutcome }))
}

/** How many sessions a pair has held: meetings that were coached, and closed sessions between meetings. */
export async function heldSessions(tx: Tx, pairId: PairId): Promise<number> {
  const [coached] = await tx.sql
    .select({ n: count() })
    .from(meetings)
    .where(and(eq(meetings.pairId, pairId), eq(meetings.outcome, 'coached')))
  const [between] = await tx.sql
    .select({ n: count() })
    .from(sessions)
    .where(and(eq(sessions.pairId, pairId), eq(sessions.state, 'closed'), isNull(sessions.meetingId)))
  return Number(coached?.n ?? 0) + Number(between?.n ?? 0)
}
