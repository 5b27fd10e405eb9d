import { and, asc, desc, eq, gt, inArray, isNull, lte } from 'drizzle-orm'
import type { MeetingId, PairId } from '../coaching/ids.ts'
import type { PersonKind } from './people.ts'
import type { Tx } from './store.ts'
import { invitations, meetings, triggers } from './tables.ts'

/** Why nothing is sent around the meetings of a whole pair: it was paused or ended, or one of the two is no member any more. */
export type PairHold = 'pair_paused' | 'pair_ended' | `${'manager' | 'employee'}_${Exclude<PersonKind, 'member'>}`

/** The holds that somebody's coming back ends. */
export const personHolds: readonly PairHold[] = (['manager', 'employee'] as const).flatMap((side) =>
  (['guest', 'stranger', 'bot', 'deactivated'] as const).map((kind) => `${side}_${kind}` as const),
)

/** The pair's planned meetings that start after a time, the earliest first. */
export async function comingMeetings(tx: Tx, pairId: PairId, after: Temporal.Instant): Promise<MeetingId[]> {
  const rows = await tx.sql
    .select({ id: meetings.id })
    .from(meetings)
    .where(and(eq(meetings.pairId, pairId), eq(meetings.state, 'planned'), gt(meetings.startsAt, after.epochMilliseconds)))
    .orderBy(asc(meetings.startsAt))
  // Branded when the row was written.
  return rows.map((row) => row.id as MeetingId)
}

/**
 * Makes planned again what was held back around some meetings for one of these reasons, and was never sent. Gives the meetings that it
 * concerns, for `holdBackDue`.
 */
export async function releaseHeldBack(tx: Tx, meetingIds: MeetingId[], reasons: readonly PairHold[]): Promise<MeetingId[]> {
  if (meetingIds.length === 0) return []
  const triggersOf = await tx.sql
    .update(triggers)
    .set({ state: 'planned', reason: null })
    .where(
      and(
        inArray(triggers.meetingId, meetingIds),
        eq(triggers.state, 'held_back'),
        inArray(triggers.reason, [...reasons]),
        isNull(triggers.triggerMessageId),
      ),
    )
    .returning({ id: triggers.meetingId })
  const invitationsOf = await tx.sql
    .update(invitations)
    .set({ state: 'planned', reason: null })
    .where(and(inArray(invitations.meetingId, meetingIds), eq(invitations.state, 'held_back'), inArray(invitations.reason, [...reasons])))
    .returning({ id: invitations.meetingId })
  return [...new Set([...triggersOf, ...invitationsOf].map(({ id }) => id as MeetingId))]
}

/** Holds back, of what is planned around some meetings, only what is due by now: it is not caught up with. */
export async function holdBackDue(tx: Tx, meetingIds: MeetingId[], reason: PairHold, now: Temporal.Instant): Promise<void> {
  if (meetingIds.length === 0) return
  const at = now.epochMilliseconds
  await tx.sql
    .update(triggers)
    .set({ state: 'held_back', reason })
    .where(and(inArray(triggers.meetingId, meetingIds), eq(triggers.state, 'planned'), lte(triggers.dueAt, at)))
  await tx.sql
    .update(invitations)
    .set({ state: 'held_back', reason })
    .where(and(inArray(invitations.meetingId, meetingIds), eq(invitations.state, 'planned'), lte(invitations.dueAt, at)))
}

/** One decision to write ahead of a meeting, as the record has it. */
export type Recorded = {
  meetingAt: Temporal.Instant
  dueAt: Temporal.Instant
  state: string
  reason: string | undefined
  sentAt: Temporal.Instant | undefined
}

/** How many decisions before the last one are looked through for those that brought no message. */
const lookBack = 8
const mostNotSent = 3

/**
 * The last and the next decision to write ahead of a pair's meetings, seen from `now`: to the manager, or to the employee. `notSent` are the
 * newest of those shortly before the last one that brought no message.
 */
export async function recordOf(
  tx: Tx,
  pairId: PairId,
  whom: 'manager' | 'employee',
  now: Temporal.Instant,
): Promise<{ last: Recorded | undefined; next: Recorded | undefined; notSent: Recorded[] }> {
  const decisions = whom === 'manager' ? triggers : invitations
  const at = now.epochMilliseconds
  const found = (when: 'last' | 'next') =>
    tx.sql
      .select({
        meetingAt: meetings.startsAt,
        dueAt: decisions.dueAt,
        state: decisions.state,
        reason: decisions.reason,
        sentAt: decisions.sentAt,
      })
      .from(decisions)
      .innerJoin(meetings, eq(meetings.id, decisions.meetingId))
      .where(and(eq(decisions.pairId, pairId), when === 'last' ? lte(decisions.dueAt, at) : gt(decisions.dueAt, at)))
      .orderBy(when === 'last' ? desc(decisions.dueAt) : asc(decisions.dueAt))
      .limit(when === 'last' ? 1 + lookBack : 1)
  const [last, ...before] = await found('last')
  const [next] = await found('next')
  const notSent = before.map(recorded).filter(({ state }) => state === 'held_back' || state === 'missed')
  return { last: last && recorded(last), next: next && recorded(next), notSent: notSent.slice(0, mostNotSent) }
}

function recorded(row: { meetingAt: number; dueAt: number; state: string; reason: string | null; sentAt: number | null }): Recorded {
  const instant = Temporal.Instant.fromEpochMilliseconds
  return {
    meetingAt: instant(row.meetingAt),
    dueAt: instant(row.dueAt),
    state: row.state,
    reason: row.reason ?? undefined,
    sentAt: row.sentAt === null ? undefined : instant(row.sentAt),
  }
}
