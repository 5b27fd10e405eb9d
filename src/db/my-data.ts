import { and, asc, eq, inArray, isNotNull, or } from 'drizzle-orm'
import type { DebriefId, PersonId } from '../coaching/ids.ts'
import type { Tx } from './store.ts'
import { debriefEntries, debriefs, drafts, pairs, sessions } from './tables.ts'

/** The debriefs in which a person is manager or mentor, oldest first. */
export async function debriefIdsOf(tx: Tx, personId: PersonId): Promise<DebriefId[]> {
  const rows = await tx.sql
    .select({ id: debriefs.id })
    .from(debriefs)
    .where(or(eq(debriefs.managerId, personId), eq(debriefs.mentorId, personId)))
    .orderBy(asc(debriefs.openedAt))
  return rows.map(({ id }) => id as DebriefId)
}

/** Debriefs about a talk with a person: whose, when, and how the talk seemed to land. Not a word of them is read. */
export async function debriefsAboutTalksWith(
  tx: Tx,
  employeeId: PersonId,
): Promise<{ managerId: PersonId; openedAt: Temporal.Instant; landed: string[] }[]> {
  const rows = await tx.sql
    .select({ id: debriefs.id, managerId: debriefs.managerId, openedAt: debriefs.openedAt })
    .from(debriefs)
    .innerJoin(sessions, eq(sessions.id, debriefs.sessionId))
    .innerJoin(pairs, eq(pairs.id, sessions.pairId))
    .where(eq(pairs.employeeId, employeeId))
    .orderBy(asc(debriefs.openedAt))
  const ids = rows.map(({ id }) => id)
  const landed =
    ids.length === 0
      ? []
      : await tx.sql
          .select({ debriefId: debriefEntries.debriefId, landed: debriefEntries.landed })
          .from(debriefEntries)
          .where(and(inArray(debriefEntries.debriefId, ids), isNotNull(debriefEntries.landed)))
  return rows.map(({ id, managerId, openedAt }) => ({
    managerId: managerId as PersonId,
    openedAt: Temporal.Instant.fromEpochMilliseconds(openedAt),
    landed: landed.flatMap((one) => (one.debriefId === id && one.landed !== null ? [one.landed] : [])),
  }))
}

/** What a person typed and has not sent: in which form, and since when. */
export async function draftsOf(tx: Tx, ownerId: PersonId): Promise<{ form: string; savedAt: Temporal.Instant }[]> {
  const rows = await tx.sql
    .select({ form: drafts.step, kind: drafts.kind, savedAt: drafts.savedAt })
    .from(drafts)
    .where(eq(drafts.ownerId, ownerId))
    .orderBy(asc(drafts.savedAt))
  return rows.map(({ form, kind, savedAt }) => ({
    form: kind === 'suggestion' ? form : kind,
    savedAt: Temporal.Instant.fromEpochMilliseconds(savedAt),
  }))
}
