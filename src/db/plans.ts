import { and, asc, desc, eq, ne } from 'drizzle-orm'
import type { GoalId, PairId, PersonId, PlanId, RequestId } from '../coaching/ids.ts'
import type { Goal, GoalState, HelpRequest, PastSession, RequestState } from '../coaching/plan.ts'
import type { HelpKind, ObstacleKind } from '../coaching/session-fields.ts'
import type { Tx } from './store.ts'
import { goals, requests, sessions } from './tables.ts'

/** The goals of a plan, oldest first. */
export async function goalsOfPlan(tx: Tx, planId: PlanId): Promise<Goal[]> {
  const rows = await tx.sql.select().from(goals).where(eq(goals.planId, planId)).orderBy(asc(goals.createdAt), asc(goals.id))
  return rows.map((row) => ({
    // Ids and states were checked when the row was written.
    id: row.id as GoalId,
    kind: row.kind as Goal['kind'],
    text: tx.sealer.open(row.textSealed, { table: 'goals', id: row.id, column: 'text' }),
    measure: row.measureSealed === null ? undefined : tx.sealer.open(row.measureSealed, { table: 'goals', id: row.id, column: 'measure' }),
    state: row.state as GoalState,
    revision: row.revision,
    changedAt: Temporal.Instant.fromEpochMilliseconds(row.changedAt),
  }))
}

/** Notes how a goal stands; false when it is not on this plan or stands like that already. */
export async function markGoal(tx: Tx, planId: PlanId, goalId: GoalId, state: GoalState, by: PersonId, now: Temporal.Instant): Promise<boolean> {
  const rows = await tx.sql
    .update(goals)
    .set({ state, changedById: by, changedAt: now.epochMilliseconds })
    .where(and(eq(goals.id, goalId), eq(goals.planId, planId), ne(goals.state, state)))
    .returning({ id: goals.id })
  return rows.length > 0
}

/** Help asked for, newest first. */
export async function requestsOfPlan(tx: Tx, planId: PlanId, limit: number): Promise<HelpRequest[]> {
  const rows = await tx.sql.select().from(requests).where(eq(requests.planId, planId)).orderBy(desc(requests.askedAt), asc(requests.id)).limit(limit)
  return rows.map((row) => ({
    // Ids, kinds and states were checked when the row was written.
    id: row.id as RequestId,
    helpKind: row.helpKind as HelpKind,
    detail: row.detailSealed === null ? undefined : tx.sealer.open(row.detailSealed, { table: 'requests', id: row.id, column: 'detail' }),
    state: row.state as RequestState,
    askedAt: Temporal.Instant.fromEpochMilliseconds(row.askedAt),
  }))
}

/** What the last closed sessions of a pair left behind, newest first. */
export async function pastSessions(tx: Tx, pairId: PairId, limit: number): Promise<PastSession[]> {
  const rows = await tx.sql
    .select()
    .from(sessions)
    .where(and(eq(sessions.pairId, pairId), eq(sessions.state, 'closed')))
    .orderBy(desc(sessions.closedAt))
    .limit(limit)
  return rows.map((row) => ({
    closedAt: Temporal.Instant.fromEpochMilliseconds(row.closedAt ?? row.openedAt),
    // Kinds were checked when the row was written.
    obstacleKind: (row.obstacleKind ?? undefined) as ObstacleKind | undefined,
    obstacle: row.obstacleSealed === null ? undefined : tx.sealer.open(row.obstacleSealed, { table: 'sessions', id: row.id, column: 'obstacle' }),
    helpKinds: row.helpKinds === null ? [] : (JSON.parse(row.helpKinds) as HelpKind[]),
    lowestConfidence: row.lowestConfidence ?? undefined,
    questionCategory: row.questionCategory ?? undefined,
  }))
}
