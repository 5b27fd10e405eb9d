import { and, eq, gte, inArray, isNotNull, lt } from 'drizzle-orm'
import type { PersonId, WorkspaceId } from '../coaching/ids.ts'
import type { Tx } from './store.ts'
import { actions, debriefs, meetings, pairs, sessions, triggers } from './tables.ts'

/** One 1:1 of a manager as the toolkit saw it: counts and instants, never a word that anybody wrote. */
export type UsedMeeting = {
  managerId: PersonId
  startsAt: Temporal.Instant
  /** Skipped for leave or a holiday, or taken off the calendar. */
  excused: boolean
  triggered: boolean
  opened: boolean
  held: boolean
  coached: boolean
  /** A session closed on it changed the plan. */
  planUpdated: boolean
}

export type UsedAction = {
  managerId: PersonId
  owner: 'manager' | 'employee'
  dueOn: string
  doneAt: Temporal.Instant | undefined
  droppedAt: Temporal.Instant | undefined
}

type Span = { from: Temporal.Instant; until: Temporal.Instant }

/** The 1:1s of some managers in a stretch of time. */
export async function meetingsUsed(
  tx: Tx,
  workspaceId: WorkspaceId,
  managerIds: readonly PersonId[],
  { from, until }: Span,
): Promise<UsedMeeting[]> {
  if (managerIds.length === 0) return []
  const rows = await tx.sql
    .select({
      id: meetings.id,
      managerId: pairs.managerId,
      startsAt: meetings.startsAt,
      state: meetings.state,
      skipReason: meetings.skipReason,
      outcome: meetings.outcome,
      heldAt: meetings.heldAt,
      coachedAt: meetings.coachedAt,
      triggerState: triggers.state,
      triggerReason: triggers.reason,
      sentAt: triggers.sentAt,
      openedAt: triggers.openedAt,
    })
    .from(meetings)
    .innerJoin(pairs, eq(pairs.id, meetings.pairId))
    .leftJoin(triggers, eq(triggers.meetingId, meetings.id))
    .where(
      and(
        eq(meetings.workspaceId, workspaceId),
        inArray(pairs.managerId, [...managerIds]),
        gte(meetings.startsAt, from.epochMilliseconds),
        lt(meetings.startsAt, until.epochMilliseconds),
      ),
    )
  const changed = new Set(
    (
      await tx.sql
        .select({ meetingId: sessions.meetingId })
        .from(sessions)
        .where(
          and(
            inArray(sessions.managerId, [...managerIds]),
            eq(sessions.state, 'closed'),
            eq(sessions.changed, 1),
            isNotNull(sessions.meetingId),
          ),
        )
    ).map(({ meetingId }) => meetingId),
  )
  return rows
    .filter(({ state }) => state !== 'withdrawn')
    .map((row) => ({
      // Branded when the row was written.
      managerId: row.managerId as PersonId,
      startsAt: Temporal.Instant.fromEpochMilliseconds(row.startsAt),
      excused: (row.state === 'skipped' && row.skipReason !== null) || ['away', 'holiday'].includes(row.triggerReason ?? ''),
      triggered: row.sentAt !== null,
      opened: row.openedAt !== null,
      held: row.heldAt !== null,
      coached: row.coachedAt !== null,
      planUpdated: changed.has(row.id),
    }))
}

/** What was agreed with some managers' employees, and what became of it. */
export async function actionsUsed(tx: Tx, workspaceId: WorkspaceId, managerIds: readonly PersonId[]): Promise<UsedAction[]> {
  if (managerIds.length === 0) return []
  const rows = await tx.sql
    .select({
      managerId: pairs.managerId,
      owner: actions.owner,
      dueOn: actions.wordedDueOn,
      doneAt: actions.doneAt,
      state: actions.state,
      closedAt: actions.closedAt,
    })
    .from(actions)
    .innerJoin(pairs, eq(pairs.id, actions.pairId))
    .where(
      and(
        eq(actions.workspaceId, workspaceId),
        inArray(pairs.managerId, [...managerIds]),
        inArray(actions.state, ['agreed', 'done', 'dropped']),
      ),
    )
  const at = (ms: number | null) => (ms === null ? undefined : Temporal.Instant.fromEpochMilliseconds(ms))
  return rows.map((row) => ({
    managerId: row.managerId as PersonId,
    owner: row.owner === 'manager' ? 'manager' : 'employee',
    dueOn: row.dueOn,
    doneAt: at(row.doneAt),
    droppedAt: row.state === 'dropped' ? at(row.closedAt) : undefined,
  }))
}

/** How many debriefs some managers held in a stretch of time, and how many of them held one. */
export async function debriefsUsed(
  tx: Tx,
  managerIds: readonly PersonId[],
  { from, until }: Span,
): Promise<{ held: number; managersWithOne: number }> {
  if (managerIds.length === 0) return { held: 0, managersWithOne: 0 }
  const rows = await tx.sql
    .select({ managerId: debriefs.managerId })
    .from(debriefs)
    .where(
      and(
        inArray(debriefs.managerId, [...managerIds]),
        inArray(debriefs.state, ['answered', 'closed']),
        gte(debriefs.openedAt, from.epochMilliseconds),
        lt(debriefs.openedAt, until.epochMilliseconds),
      ),
    )
  return { held: rows.length, managersWithOne: new Set(rows.map(({ managerId }) => managerId)).size }
}
