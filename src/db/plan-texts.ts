import { and, eq } from 'drizzle-orm'
import type { PersonId, PlanId, WorkspaceId } from '../coaching/ids.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { planTexts } from './tables.ts'
import { keepWording } from './text-versions.ts'

export type PlanTextField = 'expectations' | 'standing'
export type StoredPlanText = {
  id: string
  field: PlanTextField
  text: string
  asOf: string | undefined
  revision: number
  changedById: PersonId
  changedAt: Temporal.Instant
  /** When the employee agreed to this very revision. */
  agreedAt: Temporal.Instant | undefined
}

/** The texts of a plan that were ever written. */
export async function planTextsOf(tx: Tx, planId: PlanId): Promise<StoredPlanText[]> {
  const rows = await tx.sql.select().from(planTexts).where(eq(planTexts.planId, planId))
  return rows.map((row) => ({
    id: row.id,
    // Written as one of the two.
    field: row.field as PlanTextField,
    text: tx.sealer.open(row.textSealed, place(row.id)),
    asOf: row.asOf ?? undefined,
    revision: row.revision,
    changedById: row.changedById as PersonId,
    changedAt: Temporal.Instant.fromEpochMilliseconds(row.changedAt),
    agreedAt:
      row.agreedRevision === row.revision && row.agreedAt !== null ? Temporal.Instant.fromEpochMilliseconds(row.agreedAt) : undefined,
  }))
}

/**
 * Writes a text of the plan and keeps the one before. `seen` is the revision that the writer had before them, 0 when there was none; false,
 * and nothing changed, when it is no longer that one. What the employee had agreed to is agreed no more, because the revision is another.
 */
export async function writePlanText(
  tx: Tx,
  write: {
    workspaceId: WorkspaceId
    planId: PlanId
    field: PlanTextField
    text: string
    asOf: string | undefined
    seen: number
    by: PersonId
    now: Temporal.Instant
  },
): Promise<boolean> {
  const { workspaceId, planId, field, text, asOf, seen, by, now } = write
  const at = now.epochMilliseconds
  if (seen === 0) {
    const id = newId('planText')
    const row = { id, workspaceId, planId, field, asOf: asOf ?? null, revision: 1, changedById: by, changedAt: at }
    const made = await tx.sql
      .insert(planTexts)
      .values({ ...row, textSealed: tx.sealer.seal(text, place(id)) })
      .onConflictDoNothing()
      .returning({ id: planTexts.id })
    return made.length > 0
  }
  const before = (await planTextsOf(tx, planId)).find((one) => one.field === field && one.revision === seen)
  if (before === undefined) return false
  const changed = await tx.sql
    .update(planTexts)
    .set({
      textSealed: tx.sealer.seal(text, place(before.id)),
      asOf: asOf ?? null,
      revision: seen + 1,
      changedById: by,
      changedAt: at,
    })
    .where(and(eq(planTexts.id, before.id), eq(planTexts.revision, seen)))
    .returning({ id: planTexts.id })
  if (changed.length === 0) return false
  const kept = { subjectId: before.id, field, revision: seen, text: before.text, authorId: before.changedById, writtenAt: before.changedAt }
  await keepWording(tx, { workspaceId, planId, ...kept })
  return true
}

/** Notes that the employee agrees to a revision of a text, or no longer; false when it says something else by now. */
export async function noteAgreed(
  tx: Tx,
  planId: PlanId,
  field: PlanTextField,
  revision: number,
  agrees: 'yes' | 'no',
  now: Temporal.Instant,
): Promise<boolean> {
  const rows = await tx.sql
    .update(planTexts)
    .set(agrees === 'yes' ? { agreedRevision: revision, agreedAt: now.epochMilliseconds } : { agreedRevision: null, agreedAt: null })
    .where(and(eq(planTexts.planId, planId), eq(planTexts.field, field), eq(planTexts.revision, revision)))
    .returning({ id: planTexts.id })
  return rows.length > 0
}

function place(id: string) {
  return { table: 'plan_texts', id, column: 'text' }
}
