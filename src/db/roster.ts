import { aliasedTable, and, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import type { PersonId, RosterChangeId, WorkspaceId } from '../coaching/ids.ts'
import type { RosterChange, RosterEntry } from '../coaching/people-data/roster-changes.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { peopleImports, roster, rosterChanges, rosterLooks } from './tables.ts'

/** An entry of the roster, and who it was found to be in Slack. */
export type KeptEntry = RosterEntry & { personId: PersonId | undefined }
export type KeptChange = RosterChange & { id: RosterChangeId; noticedAt: Temporal.Instant }

/** The whole roster as it holds, by employee id. */
export async function rosterOf(tx: Tx, workspaceId: WorkspaceId): Promise<Map<string, KeptEntry>> {
  const rows = await tx.sql.select().from(roster).where(eq(roster.workspaceId, workspaceId))
  return new Map(rows.map((row) => [row.employeeId, entryOf(row)]))
}

/** Keeps how people stand; who they are in Slack stays as it was found. */
export async function saveEntries(tx: Tx, workspaceId: WorkspaceId, entries: readonly RosterEntry[]): Promise<void> {
  for (let at = 0; at < entries.length; at += 500) {
    await tx.sql
      .insert(roster)
      .values(entries.slice(at, at + 500).map(({ managerId, ...entry }) => ({ workspaceId, managerId: managerId ?? null, ...entry })))
      .onConflictDoUpdate({
        target: [roster.workspaceId, roster.employeeId],
        set: { managerId: sql`excluded.manager_id`, state: sql`excluded.state` },
      })
  }
}

/** Notes who an employee is in Slack; undefined says that nobody there has their e-mail. */
export async function noteWhoIsWho(tx: Tx, workspaceId: WorkspaceId, employeeId: string, personId: PersonId | undefined): Promise<void> {
  await tx.sql
    .update(roster)
    .set({ personId: personId ?? null })
    .where(and(eq(roster.workspaceId, workspaceId), eq(roster.employeeId, employeeId)))
}

/** The employees who are here and whom nobody was found to be in Slack, by employee id. */
export async function unmatchedEmployees(tx: Tx, workspaceId: WorkspaceId): Promise<string[]> {
  const rows = await tx.sql
    .select({ employeeId: roster.employeeId })
    .from(roster)
    .where(and(eq(roster.workspaceId, workspaceId), eq(roster.state, 'here'), isNull(roster.personId)))
    .orderBy(roster.employeeId)
  return rows.map(({ employeeId }) => employeeId)
}

/** How many people are here, and how many of them were found in Slack. */
export async function countRoster(tx: Tx, workspaceId: WorkspaceId): Promise<{ here: number; found: number }> {
  const [row] = await tx.sql
    .select({ here: sql<number>`count(*)`, found: sql<number>`count(${roster.personId})` })
    .from(roster)
    .where(and(eq(roster.workspaceId, workspaceId), eq(roster.state, 'here')))
  return { here: Number(row?.here ?? 0), found: Number(row?.found ?? 0) }
}

/** When Slack's directory was last read for the roster, and whether it showed e-mail addresses. */
export async function rosterLook(
  tx: Tx,
  workspaceId: WorkspaceId,
): Promise<{ emails: 'seen' | 'hidden' | 'not asked yet'; lookedAt: Temporal.Instant | undefined }> {
  const [row] = await tx.sql.select().from(rosterLooks).where(eq(rosterLooks.workspaceId, workspaceId))
  if (row === undefined) return { emails: 'not asked yet', lookedAt: undefined }
  return { emails: row.emails === 'seen' ? 'seen' : 'hidden', lookedAt: Temporal.Instant.fromEpochMilliseconds(row.lookedAt) }
}

export async function noteRosterLook(tx: Tx, workspaceId: WorkspaceId, emails: 'seen' | 'hidden', now: Temporal.Instant): Promise<void> {
  const fresh = { emails, lookedAt: now.epochMilliseconds }
  await tx.sql
    .insert(rosterLooks)
    .values({ workspaceId, ...fresh })
    .onConflictDoUpdate({ target: rosterLooks.workspaceId, set: fresh })
}

/** Workspaces whose roster is newer than the last look at Slack's directory, or whose last look was before the given time. */
export async function rostersToMatch(tx: Tx, lookedBefore: Temporal.Instant): Promise<WorkspaceId[]> {
  const rows = await tx.sql
    .selectDistinct({ workspaceId: peopleImports.workspaceId })
    .from(peopleImports)
    .leftJoin(rosterLooks, eq(rosterLooks.workspaceId, peopleImports.workspaceId))
    .where(
      and(
        eq(peopleImports.kind, 'people'),
        or(
          isNull(rosterLooks.lookedAt),
          gt(peopleImports.importedAt, rosterLooks.lookedAt),
          lt(rosterLooks.lookedAt, lookedBefore.epochMilliseconds),
        ),
      ),
    )
  return rows.map(({ workspaceId }) => workspaceId as WorkspaceId)
}

/** Whether the roster names the one as the other's manager, and nothing about the employee waits for a coordinator. */
export async function rosterNames(tx: Tx, managerId: PersonId, employeeId: PersonId): Promise<boolean> {
  const manager = aliasedTable(roster, 'manager')
  const rows = await tx.sql
    .select({ workspaceId: roster.workspaceId, employeeId: roster.employeeId })
    .from(roster)
    .innerJoin(manager, and(eq(manager.workspaceId, roster.workspaceId), eq(manager.employeeId, roster.managerId)))
    .where(and(eq(roster.personId, employeeId), eq(roster.state, 'here'), eq(manager.personId, managerId), eq(manager.state, 'here')))
  const [row] = rows
  if (row === undefined) return false
  const held = await tx.sql
    .select({ id: rosterChanges.id })
    .from(rosterChanges)
    .where(
      and(eq(rosterChanges.workspaceId, row.workspaceId), eq(rosterChanges.employeeId, row.employeeId), eq(rosterChanges.state, 'held')),
    )
  return held.length === 0
}

/** What waits for a coordinator, the oldest first. */
export async function heldChanges(tx: Tx, workspaceId: WorkspaceId): Promise<KeptChange[]> {
  const rows = await tx.sql
    .select()
    .from(rosterChanges)
    .where(and(eq(rosterChanges.workspaceId, workspaceId), eq(rosterChanges.state, 'held')))
    .orderBy(rosterChanges.noticedAt, rosterChanges.employeeId)
  return rows.map((row) => ({
    id: row.id as RosterChangeId,
    // Written by `holdChanges` from a change.
    ...({
      kind: row.kind,
      employeeId: row.employeeId,
      from: row.fromManagerId ?? undefined,
      to: row.toManagerId ?? undefined,
    } as RosterChange),
    noticedAt: Temporal.Instant.fromEpochMilliseconds(row.noticedAt),
  }))
}

/**
 * Makes exactly these the changes that wait: what a newer file no longer says is withdrawn, what it still says stays as it was noticed.
 * Returns how many are new.
 */
export async function holdChanges(
  tx: Tx,
  workspaceId: WorkspaceId,
  changes: readonly RosterChange[],
  now: Temporal.Instant,
): Promise<number> {
  const wordsOf = ({ kind, employeeId, from, to }: RosterChange) => JSON.stringify([kind, employeeId, from ?? '', to ?? ''])
  const waiting = new Map((await heldChanges(tx, workspaceId)).map((change) => [wordsOf(change), change.id]))
  const wanted = new Set(changes.map(wordsOf))
  const over = [...waiting].filter(([words]) => !wanted.has(words)).map(([, id]) => id)
  for (let at = 0; at < over.length; at += 500)
    await tx.sql
      .update(rosterChanges)
      .set({ state: 'withdrawn' })
      .where(and(inArray(rosterChanges.id, over.slice(at, at + 500)), eq(rosterChanges.state, 'held')))
  const fresh = changes.filter((change) => !waiting.has(wordsOf(change)))
  for (let at = 0; at < fresh.length; at += 500)
    await tx.sql.insert(rosterChanges).values(
      fresh.slice(at, at + 500).map(({ kind, employeeId, from, to }) => ({
        id: newId('rosterChange'),
        workspaceId,
        employeeId,
        kind,
        fromManagerId: from ?? null,
        toManagerId: to ?? null,
        state: 'held',
        noticedAt: now.epochMilliseconds,
      })),
    )
  return fresh.length
}

/** Notes that a coordinator has seen changes; gives those back that were still waiting. */
export async function acknowledgeChanges(
  tx: Tx,
  workspaceId: WorkspaceId,
  ids: readonly RosterChangeId[],
  by: PersonId,
  now: Temporal.Instant,
): Promise<KeptChange[]> {
  const seen: KeptChange[] = []
  for (const change of (await heldChanges(tx, workspaceId)).filter(({ id }) => ids.includes(id))) {
    // Of two coordinators in the same moment, one has the row.
    const taken = await tx.sql
      .update(rosterChanges)
      .set({ state: 'acknowledged', acknowledgedById: by, acknowledgedAt: now.epochMilliseconds })
      .where(and(eq(rosterChanges.id, change.id), eq(rosterChanges.state, 'held')))
      .returning({ id: rosterChanges.id })
    if (taken.length > 0) seen.push(change)
  }
  return seen
}

function entryOf(row: typeof roster.$inferSelect): KeptEntry {
  return {
    employeeId: row.employeeId,
    managerId: row.managerId ?? undefined,
    // Written by `saveEntries`.
    state: row.state as RosterEntry['state'],
    personId: row.personId === null ? undefined : (row.personId as PersonId),
  }
}
