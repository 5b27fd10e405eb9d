import { and, asc, eq, exists, gt, gte, inArray, isNull, lte, ne, notInArray, sql } from 'drizzle-orm'
import type { AgreementId, InvitationId, MeetingId, PairId, PersonId, TriggerId, TriggerMessageId, WorkspaceId } from '../coaching/ids.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { agreements, invitations, outbox, triggerMessages, triggers } from './tables.ts'

/** `snoozed`: it was sent, and comes back at `dueAt` because the manager asked for it. */
export type TriggerState = 'planned' | 'sent' | 'snoozed' | 'missed' | 'held_back'

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
  /** How often it has come again because the manager asked for it; while snoozed, the coming time is counted. */
  snoozes: number
  questionId: string | undefined
  questionWhy: string | undefined
  sentAt: Temporal.Instant | undefined
  openedAt: Temporal.Instant | undefined
}

/** Whether a trigger was said to the manager, so that its meeting is never announced anew. */
export function wasSent(trigger: Pick<Trigger, 'state'> | undefined): boolean {
  return trigger?.state === 'sent' || trigger?.state === 'snoozed'
}

/** Plans the trigger of a meeting, or plans it anew while it is still planned: there is one per meeting for ever. */
export async function planTrigger(
  tx: Tx,
  made: { workspaceId: WorkspaceId; meetingId: MeetingId; pairId: PairId; managerId: PersonId; dueAt: Temporal.Instant },
): Promise<void> {
  const { dueAt, ...row } = made
  await tx.sql
    .insert(triggers)
    .values({ id: newId('trigger'), ...row, dueAt: dueAt.epochMilliseconds, state: 'planned' })
    .onConflictDoNothing()
  await tx.sql
    .update(triggers)
    .set({ dueAt: dueAt.epochMilliseconds })
    .where(and(eq(triggers.meetingId, made.meetingId), eq(triggers.state, 'planned')))
}

/** Plans the employee's invitation for a meeting, or plans it anew while it is still planned. */
export async function planInvitation(
  tx: Tx,
  made: { workspaceId: WorkspaceId; meetingId: MeetingId; pairId: PairId; employeeId: PersonId; dueAt: Temporal.Instant },
): Promise<void> {
  const { dueAt, ...row } = made
  await tx.sql
    .insert(invitations)
    .values({ id: newId('invitation'), ...row, dueAt: dueAt.epochMilliseconds, state: 'planned' })
    .onConflictDoNothing()
  await tx.sql
    .update(invitations)
    .set({ dueAt: dueAt.epochMilliseconds })
    .where(and(eq(invitations.meetingId, made.meetingId), eq(invitations.state, 'planned')))
}

/** Holds back what was planned for some meetings, with the reason on record. A snooze ends too: what was sent stays sent. */
export async function holdBackPlanned(tx: Tx, meetingIds: MeetingId[], reason: string): Promise<void> {
  if (meetingIds.length === 0) return
  await tx.sql
    .update(triggers)
    .set({ state: 'held_back', reason })
    .where(and(inArray(triggers.meetingId, meetingIds), eq(triggers.state, 'planned')))
  await tx.sql
    .update(triggers)
    .set({ state: 'sent', snoozes: sql`${triggers.snoozes} - 1` })
    .where(and(inArray(triggers.meetingId, meetingIds), eq(triggers.state, 'snoozed')))
  await tx.sql
    .update(invitations)
    .set({ state: 'held_back', reason })
    .where(and(inArray(invitations.meetingId, meetingIds), eq(invitations.state, 'planned')))
}

/** Makes what was held back or missed for a meeting planned again; a reason in `keep` stays in force. Nothing that was sent comes twice. */
export async function planAgain(tx: Tx, meetingId: MeetingId, keep: readonly string[] = []): Promise<void> {
  const asleep = ['held_back', 'missed']
  await tx.sql
    .update(triggers)
    .set({ state: 'planned', reason: null })
    .where(
      and(
        eq(triggers.meetingId, meetingId),
        inArray(triggers.state, asleep),
        isNull(triggers.triggerMessageId),
        ...keep.map((reason) => ne(sql`coalesce(${triggers.reason}, '')`, reason)),
      ),
    )
  await tx.sql
    .update(invitations)
    .set({ state: 'planned', reason: null })
    .where(
      and(
        eq(invitations.meetingId, meetingId),
        inArray(invitations.state, asleep),
        ...keep.map((reason) => ne(sql`coalesce(${invitations.reason}, '')`, reason)),
      ),
    )
}

/** Triggers that are due, planned or snoozed, the earliest first; those of the managers in `except` are left out. */
export async function dueTriggers(tx: Tx, now: Temporal.Instant, limit: number, except: readonly PersonId[] = []): Promise<Trigger[]> {
  const rows = await tx.sql
    .select()
    .from(triggers)
    .where(
      and(
        inArray(triggers.state, ['planned', 'snoozed']),
        lte(triggers.dueAt, now.epochMilliseconds),
        ...(except.length > 0 ? [notInArray(triggers.managerId, [...except])] : []),
      ),
    )
    .orderBy(asc(triggers.dueAt), asc(triggers.id))
    .limit(limit)
  return rows.map(triggerOf)
}

/** When the next trigger after a time is due, of any manager; undefined when none is planned. */
export async function nextTriggerAt(tx: Tx, after: Temporal.Instant): Promise<Temporal.Instant | undefined> {
  const [row] = await tx.sql
    .select({ dueAt: triggers.dueAt })
    .from(triggers)
    .where(and(inArray(triggers.state, ['planned', 'snoozed']), gt(triggers.dueAt, after.epochMilliseconds)))
    .orderBy(asc(triggers.dueAt))
    .limit(1)
  return row && Temporal.Instant.fromEpochMilliseconds(row.dueAt)
}

/** Moves a planned trigger on; false when it was not planned any more. */
export async function settleTrigger(
  tx: Tx,
  id: TriggerId,
  outcome:
    | { state: 'sent'; triggerMessageId: TriggerMessageId; question: { id: string; why: string } | undefined; sentAt: Temporal.Instant }
    | { state: 'missed' | 'held_back'; reason: string },
): Promise<boolean> {
  const set =
    outcome.state === 'sent'
      ? {
          state: outcome.state,
          reason: null,
          triggerMessageId: outcome.triggerMessageId,
          questionId: outcome.question?.id ?? null,
          questionWhy: outcome.question?.why ?? null,
          sentAt: outcome.sentAt.epochMilliseconds,
        }
      : { state: outcome.state, reason: outcome.reason }
  const rows = await tx.sql
    .update(triggers)
    .set(set)
    .where(and(eq(triggers.id, id), eq(triggers.state, 'planned')))
    .returning({ id: triggers.id })
  return rows.length > 0
}

/** Lets a due trigger that is planned or snoozed wait until later. */
export async function postponeTrigger(tx: Tx, id: TriggerId, until: Temporal.Instant): Promise<void> {
  await tx.sql
    .update(triggers)
    .set({ dueAt: until.epochMilliseconds })
    .where(and(eq(triggers.id, id), inArray(triggers.state, ['planned', 'snoozed'])))
}

/** A snoozed trigger has come back, or stays where it is because nothing is to be said any more. */
export async function endSnooze(tx: Tx, id: TriggerId, how: 'came_back' | 'stays'): Promise<void> {
  await tx.sql
    .update(triggers)
    .set({ state: 'sent', ...(how === 'stays' ? { snoozes: sql`${triggers.snoozes} - 1` } : {}) })
    .where(and(eq(triggers.id, id), eq(triggers.state, 'snoozed')))
}

/** Sends a sent trigger away until later; false when it was not there to send away. */
export async function snooze(tx: Tx, id: TriggerId, until: Temporal.Instant): Promise<boolean> {
  const rows = await tx.sql
    .update(triggers)
    .set({ state: 'snoozed', dueAt: until.epochMilliseconds, snoozes: sql`${triggers.snoozes} + 1` })
    .where(and(eq(triggers.id, id), eq(triggers.state, 'sent')))
    .returning({ id: triggers.id })
  return rows.length > 0
}

export async function changeQuestion(tx: Tx, id: TriggerId, question: { id: string; why: string }): Promise<void> {
  await tx.sql
    .update(triggers)
    .set({ questionId: question.id, questionWhy: question.why, ownQuestionSealed: null })
    .where(eq(triggers.id, id))
}

/** Puts a manager's own question in place of the one that was offered. */
export async function saveOwnQuestion(tx: Tx, id: TriggerId, words: string): Promise<void> {
  await tx.sql
    .update(triggers)
    .set({ questionId: null, questionWhy: null, ownQuestionSealed: tx.sealer.seal(words, ownQuestion(id)) })
    .where(eq(triggers.id, id))
}

/** The manager's own question for a meeting; undefined while it is one of the bank's, or none. */
export async function ownQuestionOf(tx: Tx, id: TriggerId): Promise<string | undefined> {
  const [row] = await tx.sql.select({ sealed: triggers.ownQuestionSealed }).from(triggers).where(eq(triggers.id, id))
  return row?.sealed ? tx.sealer.open(row.sealed, ownQuestion(id)) : undefined
}

const ownQuestion = (id: TriggerId) => ({ table: 'triggers', id, column: 'own_question' })

/** Keeps the first time at which the manager opened the session or the plan from a trigger. */
export async function noteOpened(tx: Tx, meetingId: MeetingId, now: Temporal.Instant): Promise<void> {
  await tx.sql
    .update(triggers)
    .set({ openedAt: now.epochMilliseconds })
    .where(and(eq(triggers.meetingId, meetingId), isNull(triggers.openedAt)))
}

/**
 * Sent triggers of the last week whose message Slack never took become missed: what was not said does not count as said. Returns how many.
 */
export async function missUndelivered(tx: Tx, now: Temporal.Instant): Promise<number> {
  const neverSaid = tx.sql
    .select({ one: sql`1` })
    .from(outbox)
    .where(
      and(
        eq(outbox.workspaceId, triggers.workspaceId),
        eq(outbox.key, sql`'trigger/' || ${triggers.triggerMessageId}`),
        inArray(outbox.state, ['failed', 'dropped']),
      ),
    )
  const rows = await tx.sql
    .update(triggers)
    .set({ state: 'missed', reason: 'not_delivered' })
    .where(
      and(
        eq(triggers.state, 'sent'),
        eq(triggers.snoozes, 0),
        gte(triggers.dueAt, now.subtract({ hours: 24 * 7 }).epochMilliseconds),
        exists(neverSaid),
      ),
    )
    .returning({ id: triggers.id })
  return rows.length
}

/** The message row of a manager's day and send slot, made when it is not there. */
export async function triggerMessageFor(
  tx: Tx,
  of: { workspaceId: WorkspaceId; managerId: PersonId; localDay: string; slot: string; now: Temporal.Instant },
): Promise<TriggerMessageId> {
  const { now, ...slot } = of
  await tx.sql
    .insert(triggerMessages)
    .values({ id: newId('triggerMessage'), ...slot, createdAt: now.epochMilliseconds })
    .onConflictDoNothing()
  const [row] = await tx.sql
    .select({ id: triggerMessages.id })
    .from(triggerMessages)
    .where(and(eq(triggerMessages.managerId, of.managerId), eq(triggerMessages.localDay, of.localDay), eq(triggerMessages.slot, of.slot)))
  if (row === undefined) throw new Error('a trigger message was neither made nor found')
  return row.id as TriggerMessageId
}

/** The triggers that one message carries. */
export async function triggersOfMessage(tx: Tx, id: TriggerMessageId): Promise<Trigger[]> {
  const rows = await tx.sql.select().from(triggers).where(eq(triggers.triggerMessageId, id))
  return rows.map(triggerOf)
}

export async function triggerOfMeeting(tx: Tx, meetingId: MeetingId): Promise<Trigger | undefined> {
  const [row] = await tx.sql.select().from(triggers).where(eq(triggers.meetingId, meetingId))
  return row && triggerOf(row)
}

export async function getTrigger(tx: Tx, id: TriggerId): Promise<Trigger> {
  const [row] = await tx.sql.select().from(triggers).where(eq(triggers.id, id))
  if (row === undefined) throw new Error(`no trigger ${id}`)
  return triggerOf(row)
}

export async function triggersOfMeetings(tx: Tx, meetingIds: MeetingId[]): Promise<Map<MeetingId, Trigger>> {
  if (meetingIds.length === 0) return new Map()
  const rows = await tx.sql.select().from(triggers).where(inArray(triggers.meetingId, meetingIds))
  return new Map(rows.map((row) => [triggerOf(row).meetingId, triggerOf(row)]))
}

export type InvitationState = 'planned' | 'sent' | 'held_back' | 'missed'
export type Invitation = {
  id: InvitationId
  workspaceId: WorkspaceId
  meetingId: MeetingId
  pairId: PairId
  employeeId: PersonId
  dueAt: Temporal.Instant
  state: InvitationState
}

/** Invitations that are due, the earliest first; those in `except` are left out. */
export async function dueInvitations(
  tx: Tx,
  now: Temporal.Instant,
  limit: number,
  except: readonly InvitationId[] = [],
): Promise<Invitation[]> {
  const rows = await tx.sql
    .select()
    .from(invitations)
    .where(
      and(
        eq(invitations.state, 'planned'),
        lte(invitations.dueAt, now.epochMilliseconds),
        ...(except.length > 0 ? [notInArray(invitations.id, [...except])] : []),
      ),
    )
    .orderBy(asc(invitations.dueAt), asc(invitations.id))
    .limit(limit)
  return rows.map(invitationOf)
}

/** Moves a planned invitation on; false when it was not planned any more. */
export async function settleInvitation(
  tx: Tx,
  id: InvitationId,
  outcome: { state: 'sent'; sentAt: Temporal.Instant } | { state: 'missed' | 'held_back'; reason: string },
): Promise<boolean> {
  const set = outcome.state === 'sent' ? { state: outcome.state, sentAt: outcome.sentAt.epochMilliseconds } : outcome
  const rows = await tx.sql
    .update(invitations)
    .set(set)
    .where(and(eq(invitations.id, id), eq(invitations.state, 'planned')))
    .returning({ id: invitations.id })
  return rows.length > 0
}

/** Lets a due invitation wait until later. */
export async function postponeInvitation(tx: Tx, id: InvitationId, until: Temporal.Instant): Promise<void> {
  await tx.sql
    .update(invitations)
    .set({ dueAt: until.epochMilliseconds })
    .where(and(eq(invitations.id, id), eq(invitations.state, 'planned')))
}

export async function getInvitation(tx: Tx, id: InvitationId): Promise<Invitation> {
  const [row] = await tx.sql.select().from(invitations).where(eq(invitations.id, id))
  if (row === undefined) throw new Error(`no invitation ${id}`)
  return invitationOf(row)
}

/** The first invitation that was sent after an agreement was proposed: the one that repeats what still waits in it. */
export async function invitationRepeating(tx: Tx, agreementId: AgreementId): Promise<InvitationId | undefined> {
  const [row] = await tx.sql
    .select({ id: invitations.id })
    .from(invitations)
    .innerJoin(agreements, and(eq(agreements.pairId, invitations.pairId), eq(agreements.id, agreementId)))
    .where(and(eq(invitations.state, 'sent'), gte(invitations.sentAt, agreements.proposedAt)))
    .orderBy(asc(invitations.sentAt))
    .limit(1)
  return row && (row.id as InvitationId)
}

export async function invitationOfMeeting(tx: Tx, meetingId: MeetingId): Promise<Invitation | undefined> {
  const [row] = await tx.sql.select().from(invitations).where(eq(invitations.meetingId, meetingId))
  return row && invitationOf(row)
}

function invitationOf(row: typeof invitations.$inferSelect): Invitation {
  return {
    // Ids and states were checked when the row was written.
    id: row.id as InvitationId,
    workspaceId: row.workspaceId as WorkspaceId,
    meetingId: row.meetingId as MeetingId,
    pairId: row.pairId as PairId,
    employeeId: row.employeeId as PersonId,
    dueAt: Temporal.Instant.fromEpochMilliseconds(row.dueAt),
    state: row.state as InvitationState,
  }
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
    sentAt: row.sentAt === null ? undefined : Temporal.Instant.fromEpochMilliseconds(row.sentAt),
    openedAt: row.openedAt === null ? undefined : Temporal.Instant.fromEpochMilliseconds(row.openedAt),
  }
}
