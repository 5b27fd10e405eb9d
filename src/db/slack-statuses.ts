import { and, eq, gt, inArray, lte } from 'drizzle-orm'
import type { Absence } from '../coaching/absence.ts'
import type { PersonId, WorkspaceId } from '../coaching/ids.ts'
import type { Tx } from './store.ts'
import { invitations, pairs, slackStatuses, triggers } from './tables.ts'

/** Keeps what somebody's status in Slack told at a time: an absence, or none. An absence that goes on keeps its beginning. */
export async function noteStatus(
  tx: Tx,
  of: { workspaceId: WorkspaceId; personId: PersonId; absence: Absence | undefined; now: Temporal.Instant },
): Promise<void> {
  const before = await absenceInSlack(tx, of.personId)
  const goesOn = of.absence !== undefined && before !== undefined && Temporal.Instant.compare(before.untilAt, of.now) > 0
  const fresh = {
    awayFromAt: (goesOn ? before : of.absence)?.fromAt.epochMilliseconds ?? null,
    awayUntilAt: of.absence?.untilAt.epochMilliseconds ?? null,
    askedAt: of.now.epochMilliseconds,
  }
  await tx.sql
    .insert(slackStatuses)
    .values({ personId: of.personId, workspaceId: of.workspaceId, ...fresh })
    .onConflictDoUpdate({ target: slackStatuses.personId, set: fresh })
}

/** When a person is away as their status in Slack had it when it was last read. */
export async function absenceInSlack(tx: Tx, personId: PersonId): Promise<Absence | undefined> {
  const [row] = await tx.sql.select().from(slackStatuses).where(eq(slackStatuses.personId, personId))
  if (row === undefined || row.awayFromAt === null || row.awayUntilAt === null) return undefined
  return {
    fromAt: Temporal.Instant.fromEpochMilliseconds(row.awayFromAt),
    untilAt: Temporal.Instant.fromEpochMilliseconds(row.awayUntilAt),
  }
}

/** Forgets every status of a workspace: its right to read them was taken away. */
export async function forgetStatuses(tx: Tx): Promise<void> {
  await tx.sql.delete(slackStatuses)
}

/**
 * The two people of each 1:1 that something is due for by a time, and whose status was last asked for before another; those of the earliest
 * due first.
 */
export async function peopleBehindDue(tx: Tx, dueBy: Temporal.Instant, askedBefore: Temporal.Instant, limit: number): Promise<PersonId[]> {
  const sidesOf = (decisions: typeof triggers | typeof invitations) =>
    tx.sql
      .select({ managerId: pairs.managerId, employeeId: pairs.employeeId, dueAt: decisions.dueAt })
      .from(decisions)
      .innerJoin(pairs, eq(pairs.id, decisions.pairId))
      .where(and(inArray(decisions.state, ['planned', 'snoozed']), lte(decisions.dueAt, dueBy.epochMilliseconds)))
      .orderBy(decisions.dueAt)
      .limit(limit)
  const due = [...(await sidesOf(triggers)), ...(await sidesOf(invitations))].toSorted((a, b) => a.dueAt - b.dueAt)
  const people = [...new Set(due.flatMap(({ managerId, employeeId }) => [managerId, employeeId]))]
  if (people.length === 0) return []
  const rows = await tx.sql
    .select({ id: slackStatuses.personId })
    .from(slackStatuses)
    .where(and(inArray(slackStatuses.personId, people), gt(slackStatuses.askedAt, askedBefore.epochMilliseconds)))
  const fresh = new Set(rows.map(({ id }) => id))
  // Branded when the row was written.
  return people.filter((id) => !fresh.has(id)).slice(0, limit) as PersonId[]
}
