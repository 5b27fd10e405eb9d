import { and, eq, isNotNull, isNull, lte } from 'drizzle-orm'
import type { HandoverChoice } from '../coaching/handover.ts'
import type { HandoverId, PairId, PersonId, WorkspaceId } from '../coaching/ids.ts'
import { RowMissing } from './missing.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { handovers } from './tables.ts'

export type Handover = {
  id: HandoverId
  workspaceId: WorkspaceId
  employeeId: PersonId
  fromPairId: PairId
  newManagerId: PersonId
  choice: HandoverChoice | undefined
  chosenById: PersonId | undefined
  askedAt: Temporal.Instant
  defaultAt: Temporal.Instant
  toPairId: PairId | undefined
}

/** Asks what of a pair's plan goes over; undefined when that was asked before. */
export async function insertHandover(
  tx: Tx,
  made: Pick<Handover, 'workspaceId' | 'employeeId' | 'fromPairId' | 'newManagerId' | 'askedAt' | 'defaultAt'>,
): Promise<HandoverId | undefined> {
  const { askedAt, defaultAt, ...row } = made
  const [asked] = await tx.sql
    .insert(handovers)
    .values({ id: newId('handover'), ...row, askedAt: askedAt.epochMilliseconds, defaultAt: defaultAt.epochMilliseconds })
    .onConflictDoNothing()
    .returning({ id: handovers.id })
  return asked && (asked.id as HandoverId)
}

export async function getHandover(tx: Tx, id: HandoverId): Promise<Handover> {
  const [row] = await tx.sql.select().from(handovers).where(eq(handovers.id, id))
  if (row === undefined) throw new RowMissing('handover', id)
  return handoverOf(row)
}

/** Writes down the choice, of the employee or of nobody; false when there is one already. */
export async function noteChoice(
  tx: Tx,
  id: HandoverId,
  choice: HandoverChoice,
  chosenById: PersonId | undefined,
  now: Temporal.Instant,
): Promise<boolean> {
  const rows = await tx.sql
    .update(handovers)
    .set({ choice, chosenById: chosenById ?? null, chosenAt: now.epochMilliseconds })
    .where(and(eq(handovers.id, id), isNull(handovers.choice)))
    .returning({ id: handovers.id })
  return rows.length > 0
}

/** Notes that the parts have gone over; false when they had before. */
export async function noteGoneOver(tx: Tx, id: HandoverId, toPairId: PairId, now: Temporal.Instant): Promise<boolean> {
  const rows = await tx.sql
    .update(handovers)
    .set({ toPairId, doneAt: now.epochMilliseconds })
    .where(and(eq(handovers.id, id), isNull(handovers.doneAt)))
    .returning({ id: handovers.id })
  return rows.length > 0
}

/** Those whose time to choose is over and that nobody chose. */
export async function handoversToDefault(tx: Tx, now: Temporal.Instant, limit: number): Promise<Handover[]> {
  const rows = await tx.sql
    .select()
    .from(handovers)
    .where(and(isNull(handovers.choice), lte(handovers.defaultAt, now.epochMilliseconds)))
    .orderBy(handovers.defaultAt)
    .limit(limit)
  return rows.map(handoverOf)
}

/** Those that are chosen and wait for a 1:1 of these two. */
export async function handoversWaitingFor(tx: Tx, employeeId: PersonId, newManagerId: PersonId): Promise<Handover[]> {
  const rows = await tx.sql
    .select()
    .from(handovers)
    .where(
      and(
        eq(handovers.employeeId, employeeId),
        eq(handovers.newManagerId, newManagerId),
        isNotNull(handovers.choice),
        isNull(handovers.doneAt),
      ),
    )
    .orderBy(handovers.askedAt)
  return rows.map(handoverOf)
}

function handoverOf(row: typeof handovers.$inferSelect): Handover {
  return {
    // Ids and the choice were checked when the row was written.
    id: row.id as HandoverId,
    workspaceId: row.workspaceId as WorkspaceId,
    employeeId: row.employeeId as PersonId,
    fromPairId: row.fromPairId as PairId,
    newManagerId: row.newManagerId as PersonId,
    choice: (row.choice ?? undefined) as HandoverChoice | undefined,
    chosenById: (row.chosenById ?? undefined) as PersonId | undefined,
    askedAt: Temporal.Instant.fromEpochMilliseconds(row.askedAt),
    defaultAt: Temporal.Instant.fromEpochMilliseconds(row.defaultAt),
    toPairId: (row.toPairId ?? undefined) as PairId | undefined,
  }
}
