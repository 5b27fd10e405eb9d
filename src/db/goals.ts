import { and, asc, eq, sql } from 'drizzle-orm'
import type { GoalId, PersonId, PlanId, WorkspaceId } from '../coaching/ids.ts'
import type { Goal, GoalState } from '../coaching/plan.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { goals } from './tables.ts'
import { keepWording } from './text-versions.ts'

export type GoalWording = { text: string; measure: string | undefined }

/** The goals on a plan, oldest first. */
export async function goalsOf(tx: Tx, planId: PlanId): Promise<Goal[]> {
  const rows = await tx.sql.select().from(goals).where(eq(goals.planId, planId)).orderBy(asc(goals.createdAt), asc(goals.id))
  return rows.map((row) => goalOf(tx, row))
}

export async function addGoal(
  tx: Tx,
  made: { workspaceId: WorkspaceId; planId: PlanId; kind: Goal['kind']; wording: GoalWording; by: PersonId; now: Temporal.Instant },
): Promise<GoalId> {
  const { workspaceId, planId, kind, wording, by, now } = made
  const id = newId('goal')
  const at = now.epochMilliseconds
  await tx.sql.insert(goals).values({
    id,
    workspaceId,
    planId,
    kind,
    ...sealed(tx, id, wording),
    state: 'on_track' satisfies GoalState,
    revision: 1,
    changedById: by,
    changedAt: at,
    createdAt: at,
  })
  return id
}

/**
 * Words a goal anew and keeps the wording before. False, and nothing changed, when the goal is no longer at the revision that the writer
 * had seen.
 */
export async function rewordGoal(
  tx: Tx,
  seen: Pick<Goal, 'id' | 'revision'>,
  wording: GoalWording,
  by: PersonId,
  now: Temporal.Instant,
): Promise<boolean> {
  const row = await rowAt(tx, seen)
  if (row === undefined) return false
  await keepBefore(tx, row)
  const changed = await tx.sql
    .update(goals)
    .set({ ...sealed(tx, seen.id, wording), revision: seen.revision + 1, changedById: by, changedAt: now.epochMilliseconds })
    .where(and(eq(goals.id, seen.id), eq(goals.revision, seen.revision)))
    .returning({ id: goals.id })
  return changed.length > 0
}

/** Sets how a goal stands; false when it is no longer at the revision that the writer had seen. */
export async function setGoalState(
  tx: Tx,
  seen: Pick<Goal, 'id' | 'revision'>,
  state: GoalState,
  by: PersonId,
  now: Temporal.Instant,
): Promise<boolean> {
  const row = await rowAt(tx, seen)
  if (row === undefined) return false
  await keepBefore(tx, row)
  const changed = await tx.sql
    .update(goals)
    .set({ state, revision: seen.revision + 1, changedById: by, changedAt: now.epochMilliseconds })
    .where(and(eq(goals.id, seen.id), eq(goals.revision, seen.revision)))
    .returning({ id: goals.id })
  return changed.length > 0
}

/** Makes one goal of a plan the quarter's, and every other one not. */
export async function markGoal(tx: Tx, planId: PlanId, id: GoalId): Promise<void> {
  await tx.sql
    .update(goals)
    .set({ main: sql`case when ${goals.id} = ${id} then 1 else 0 end` })
    .where(and(eq(goals.planId, planId), eq(goals.kind, 'quarter' satisfies Goal['kind'])))
}

/** Takes a goal off the plan; its last wording stays among the older ones, and after it who took it off. False as in `rewordGoal`. */
export async function removeGoal(tx: Tx, seen: Pick<Goal, 'id' | 'revision'>, by: PersonId, now: Temporal.Instant): Promise<boolean> {
  const row = await rowAt(tx, seen)
  if (row === undefined) return false
  await keepBefore(tx, row)
  await keepWording(tx, { ...wordingOf(row), field: 'text', revision: row.revision + 1, text: '', authorId: by, writtenAt: now })
  const removed = await tx.sql
    .delete(goals)
    .where(and(eq(goals.id, seen.id), eq(goals.revision, seen.revision)))
    .returning({ id: goals.id })
  return removed.length > 0
}

async function rowAt(tx: Tx, { id, revision }: Pick<Goal, 'id' | 'revision'>) {
  const [row] = await tx.sql
    .select()
    .from(goals)
    .where(and(eq(goals.id, id), eq(goals.revision, revision)))
  return row
}

async function keepBefore(tx: Tx, row: typeof goals.$inferSelect): Promise<void> {
  const goal = goalOf(tx, row)
  const before = { ...wordingOf(row), revision: row.revision, authorId: row.changedById as PersonId, writtenAt: goal.changedAt }
  await keepWording(tx, { ...before, field: 'text', text: goal.text })
  if (goal.measure !== undefined) await keepWording(tx, { ...before, field: 'measure', text: goal.measure })
  await keepWording(tx, { ...before, field: 'state', text: goal.state })
}

function wordingOf(row: typeof goals.$inferSelect) {
  // Branded when the row was written.
  return { workspaceId: row.workspaceId as WorkspaceId, planId: row.planId as PlanId, subjectId: row.id }
}

function sealed(tx: Tx, id: string, { text, measure }: GoalWording) {
  return {
    textSealed: tx.sealer.seal(text, place(id, 'text')),
    measureSealed: measure === undefined ? null : tx.sealer.seal(measure, place(id, 'measure')),
  }
}

function goalOf(tx: Tx, row: typeof goals.$inferSelect): Goal {
  return {
    // Ids, kinds and states were checked when the row was written.
    id: row.id as GoalId,
    kind: row.kind as Goal['kind'],
    text: tx.sealer.open(row.textSealed, place(row.id, 'text')),
    measure: row.measureSealed === null ? undefined : tx.sealer.open(row.measureSealed, place(row.id, 'measure')),
    state: row.state as GoalState,
    main: row.main === 1,
    revision: row.revision,
    changedById: row.changedById as PersonId,
    changedAt: Temporal.Instant.fromEpochMilliseconds(row.changedAt),
  }
}

function place(id: string, column: 'text' | 'measure') {
  return { table: 'goals', id, column }
}
