import { and, asc, eq, gt, inArray } from 'drizzle-orm'
import type { MeetingId, PairId, PersonId, TriggerId, TriggerMessageId, WorkspaceId } from '../coaching/ids.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { invitations, triggers } from './tables.ts'

export type TriggerState = 'planned' | 'sent' | 'missed' | 'held_back'

export type Trigger = {
  id: TriggerId
  workspaceId: WorkspaceId
  meetingId: MeetingId
  pairId: PairId
  managerId: PersonId
  dueAt: Temporal.Instant
  state: TriggerState
  reason: string | undefined
  triggerMessageId: TriggerMessageId | undefined
  snoozes: number
  questionId: string | undefined
  questionWhy: string | undefined
}

/** Plans the trigger of a meeting, or plans it anew while it is still planned: there is one per meeting for ever. */
export async function planTrigger(tx: Tx, made: { workspaceId: WorkspaceId; meetingId: MeetingId; pairId: PairId; managerId: PersonId; dueAt: Temporal.Instant }): Promise<void> {
  const { dueAt, ...row } = made
  await tx.sql.insert(triggers).values({ id: newId('trigger'), ...row, dueAt: dueAt.epochMilliseconds, state: 'planned' }).onConflictDoNothing()
  await tx.sql
    .update(triggers)
    .set({ dueAt: dueAt.epochMilliseconds })
    .where(and(eq(triggers.meetingId, made.meetingId), eq(triggers.state, 'planned')))
}

/** Plans the employee's invitation for a meeting, or plans it anew while it is still planned. */
export async function planInvitation(tx: Tx, made: { workspaceId: WorkspaceId; meetingId: MeetingId; pairId: PairId; employeeId: PersonId; dueAt: Temporal.Instant }): Promise<void> {
  const { dueAt, ...row } = made
  await tx.sql.insert(invitations).values({ id: newId('invitation'), ...row, dueAt: dueAt.epochMilliseconds, state: 'planned' }).onConflictDoNothing()
  await tx.sql
    .update(invitations)
    .set({ dueAt: dueAt.epochMilliseconds })
    .where(and(eq(invitations.meetingId, made.meetingId), eq(invitations.state, 'planned')))
}

/** Holds back what was planned for some meetings, with the reason on record. */
export async function holdBackPlanned(tx: Tx, meetingIds: MeetingId[], reason: string): Promise<void> {
  if (meetingIds.length === 0) return
  await tx.sql.update(triggers).set({ state: 'held_back', reason }).where(and(inArray(triggers.meetingId, meetingIds), eq(triggers.state, 'planned')))
  await tx.sql.update(invitations).set({ state: 'held_back', reason }).where(and(inArray(invitations.meetingId, meetingIds), eq(invitations.state, 'planned')))
}

export async function triggerOfMeeting(tx: Tx, meetingId: MeetingId): Promise<Trigger | undefined> {
  const [row] = await tx.sql.select().from(triggers).where(eq(triggers.meetingId, meetingId))
  return row && triggerOf(row)
}

export async function triggersOfMeetings(tx: Tx, meetingIds: MeetingId[]): Promise<Map<MeetingId, Trigger>> {
  if (meetingIds.length === 0) return new Map()
  const rows = await tx.sql.select().from(triggers).where(inArray(triggers.meetingId, meetingIds))
  return new Map(rows.map((row) => [triggerOf(row).meetingId, triggerOf(row)]))
}

export function triggerOf(row: typeof triggers.$inferSelect): Trigger {
  return {
    // Ids and states were checked when the row was written.
    id: row.id as TriggerId,
    workspaceId: row.workspaceId as WorkspaceId,
    meetingId: row.meetingId as MeetingId,
    pairId: row.pairId as PairId,
    managerId: row.managerId as PersonId,
    dueAt: Temporal.Instant.fromEpochMilliseconds(row.dueAt),
    state: row.state as TriggerState,
    reason: row.reason ?? undefined,
    triggerMessageId: (row.triggerMessageId ?? undefined) as TriggerMessageId | undefined,
    snoozes: row.snoozes,
    questionId: row.questionId ?? undefined,
    questionWhy: row.questionWhy ?? undefined,
  }
}


/** The next planned trigger after a time, of anybody; the practice workspace's clock jumps to just before it. */
export async function nextTriggerAt(tx: Tx, after: Temporal.Instant): Promise<Temporal.Instant | undefined> {
  const [row] = await tx.sql.select({ dueAt: triggers.dueAt }).from(triggers).where(and(eq(triggers.state, 'planned'), gt(triggers.dueAt, after.epochMilliseconds))).orderBy(asc(triggers.dueAt)).limit(1)
  return row && Temporal.Instant.fromEpochMilliseconds(row.dueAt)
}
