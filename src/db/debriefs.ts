import { and, asc, count, desc, eq, inArray, isNotNull, isNull, ne, or } from 'drizzle-orm'
import { z } from 'zod'
import type { Ask, DebriefRoute, DebriefState } from '../coaching/debrief.ts'
import type { DebriefId, MentorshipId, PersonId, SessionId, WorkspaceId } from '../coaching/ids.ts'
import type { MessageKind } from '../coaching/messages.ts'
import { RowMissing } from './missing.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { debriefs, mentorships, outbox, sessions } from './tables.ts'

export type Debrief = Ask & {
  id: DebriefId
  workspaceId: WorkspaceId
  mentorshipId: MentorshipId
  managerId: PersonId
  mentorId: PersonId
  state: DebriefState
  route: DebriefRoute
  reopenings: number
  /** The thread in Slack, once its first message is known to stand there. */
  thread: { channel: string; ts: string } | undefined
  openedAt: Temporal.Instant
  closedAt: Temporal.Instant | undefined
  nextTry: string | undefined
  nudgedAt: Temporal.Instant | undefined
  standInOfferedAt: Temporal.Instant | undefined
}

export async function insertDebrief(
  tx: Tx,
  made: Ask & {
    workspaceId: WorkspaceId
    mentorshipId: MentorshipId
    managerId: PersonId
    mentorId: PersonId
    sessionId: SessionId | undefined
    route: DebriefRoute
    now: Temporal.Instant
  },
): Promise<DebriefId> {
  const { focus, summary, sessionId, now, ...row } = made
  const id = newId('debrief')
  await tx.sql.insert(debriefs).values({
    id,
    ...row,
    sessionId: sessionId ?? null,
    focusSealed: tx.sealer.seal(focus, place(id, 'focus')),
    summarySealed: summary === undefined ? null : tx.sealer.seal(summary, place(id, 'summary')),
    state: 'open' satisfies DebriefState,
    openedAt: now.epochMilliseconds,
  })
  return id
}

/** The debrief with an id that came from Slack; undefined when there is none. */
export async function findDebrief(tx: Tx, id: DebriefId): Promise<Debrief | undefined> {
  const [row] = await tx.sql.select().from(debriefs).where(eq(debriefs.id, id))
  return row && debriefOf(tx, row)
}

/** The debrief with an id that a row of ours points to. */
export async function getDebrief(tx: Tx, id: DebriefId): Promise<Debrief> {
  const found = await findDebrief(tx, id)
  if (found === undefined) throw new RowMissing('debrief', id)
  return found
}

/** The debrief whose thread begins at a place in Slack. */
export async function debriefOfThread(tx: Tx, channel: string, threadTs: string): Promise<Debrief | undefined> {
  const [row] = await tx.sql
    .select()
    .from(debriefs)
    .where(and(eq(debriefs.channel, channel), eq(debriefs.threadTs, threadTs)))
  return row && debriefOf(tx, row)
}

/**
 * Whether a thread is one of our debriefs, and whether it still takes replies. While the first message of one is on its way to that group DM,
 * an unknown thread may be it. Nothing else in a group DM is kept.
 */
export async function threadState(tx: Tx, channel: string, threadTs: string): Promise<'open' | 'closed' | 'in_doubt' | 'not_ours'> {
  // In this order: when the message is no longer on its way, its thread is on record, because both are committed together.
  const isOnItsWay = await threadOnItsWay(tx, channel)
  const [row] = await tx.sql
    .select({ state: debriefs.state })
    .from(debriefs)
    .where(and(eq(debriefs.channel, channel), eq(debriefs.threadTs, threadTs)))
  if (row !== undefined) return row.state === 'closed' ? 'closed' : 'open'
  return isOnItsWay ? 'in_doubt' : 'not_ours'
}

async function threadOnItsWay(tx: Tx, channel: string): Promise<boolean> {
  const rows = await tx.sql
    .select({ id: outbox.id })
    .from(outbox)
    .innerJoin(mentorships, eq(mentorships.id, outbox.recipientId))
    .where(
      and(
        eq(mentorships.channel, channel),
        eq(outbox.kind, 'debrief_thread' satisfies MessageKind),
        eq(outbox.op, 'post'),
        inArray(outbox.state, ['sending', 'in_doubt']),
      ),
    )
    .limit(1)
  return rows.length > 0
}

/** Debriefs that are not closed and in which a person is on either side, oldest first. */
export async function livingDebriefsOf(tx: Tx, personId: PersonId): Promise<Debrief[]> {
  const rows = await tx.sql
    .select()
    .from(debriefs)
    .where(and(or(eq(debriefs.managerId, personId), eq(debriefs.mentorId, personId)), inArray(debriefs.state, living)))
    .orderBy(asc(debriefs.openedAt))
  return rows.map((row) => debriefOf(tx, row))
}

/** How many debriefs of a workspace nobody has answered. */
export async function countOpenDebriefs(tx: Tx, workspaceId: WorkspaceId): Promise<number> {
  const [row] = await tx.sql
    .select({ n: count() })
    .from(debriefs)
    .where(and(eq(debriefs.workspaceId, workspaceId), eq(debriefs.state, 'open' satisfies DebriefState)))
  return row?.n ?? 0
}

/** Debriefs that nobody has answered and of which one of the two reminders is still to come. */
export async function unansweredDebriefs(tx: Tx): Promise<Debrief[]> {
  const rows = await tx.sql
    .select()
    .from(debriefs)
    .where(and(eq(debriefs.state, 'open' satisfies DebriefState), or(isNull(debriefs.nudgedAt), isNull(debriefs.standInOfferedAt))))
    .orderBy(asc(debriefs.openedAt))
  return rows.map((row) => debriefOf(tx, row))
}

/** Notes the mentor's first answer; nothing changes when there was one before. */
export async function noteAnswered(tx: Tx, id: DebriefId, now: Temporal.Instant): Promise<void> {
  await tx.sql
    .update(debriefs)
    .set({ state: 'answered' satisfies DebriefState, answeredAt: now.epochMilliseconds })
    .where(and(eq(debriefs.id, id), eq(debriefs.state, 'open')))
}

/** Closes a debrief, with what the manager will try next where they say so; false when it was closed before. */
export async function closeDebriefRow(tx: Tx, id: DebriefId, nextTry: string | undefined, now: Temporal.Instant): Promise<boolean> {
  const rows = await tx.sql
    .update(debriefs)
    .set({
      state: 'closed' satisfies DebriefState,
      closedAt: now.epochMilliseconds,
      nextTrySealed: nextTry === undefined ? null : tx.sealer.seal(nextTry, place(id, 'next_try')),
    })
    .where(and(eq(debriefs.id, id), inArray(debriefs.state, living)))
    .returning({ id: debriefs.id })
  return rows.length > 0
}

export async function noteThread(tx: Tx, id: DebriefId, thread: { channel: string; ts: string }): Promise<void> {
  await tx.sql.update(debriefs).set({ channel: thread.channel, threadTs: thread.ts }).where(eq(debriefs.id, id))
}

export async function noteReopening(tx: Tx, id: DebriefId, reopenings: number): Promise<void> {
  await tx.sql.update(debriefs).set({ reopenings }).where(eq(debriefs.id, id))
}

/** From now on this debrief is held by form; false when it was already. */
export async function holdByForm(tx: Tx, id: DebriefId): Promise<boolean> {
  const rows = await tx.sql
    .update(debriefs)
    .set({ route: 'form' satisfies DebriefRoute })
    .where(and(eq(debriefs.id, id), eq(debriefs.route, 'thread' satisfies DebriefRoute)))
    .returning({ id: debriefs.id })
  return rows.length > 0
}

/** Notes one of the two reminders of a debrief that still waits; false when it was answered, or reminded of before. */
export async function noteReminder(tx: Tx, id: DebriefId, which: 'nudgedAt' | 'standInOfferedAt', now: Temporal.Instant): Promise<boolean> {
  const rows = await tx.sql
    .update(debriefs)
    .set({ [which]: now.epochMilliseconds })
    .where(and(eq(debriefs.id, id), eq(debriefs.state, 'open' satisfies DebriefState), isNull(debriefs[which])))
    .returning({ id: debriefs.id })
  return rows.length > 0
}

/**
 * The one thing a manager said they would try, from the debrief closed last, until a trigger has carried it. `shownAt` asks for the one
 * that was first shown at that very instant instead, so that the message that carried it can be drawn again.
 */
export async function nextTryFor(tx: Tx, managerId: PersonId, shownAt?: Temporal.Instant): Promise<string | undefined> {
  const [row] = await tx.sql
    .select({ id: debriefs.id, nextTry: debriefs.nextTrySealed })
    .from(debriefs)
    .where(
      and(
        eq(debriefs.managerId, managerId),
        isNotNull(debriefs.nextTrySealed),
        shownAt === undefined ? isNull(debriefs.nextTryShownAt) : eq(debriefs.nextTryShownAt, shownAt.epochMilliseconds),
      ),
    )
    .orderBy(desc(debriefs.closedAt))
    .limit(1)
  return row?.nextTry ? tx.sealer.open(row.nextTry, place(row.id, 'next_try')) : undefined
}

/** What a manager wanted to try after their last closed debrief with this mentor. */
export async function lastTryWith(tx: Tx, managerId: PersonId, mentorId: PersonId): Promise<string | undefined> {
  const [row] = await tx.sql
    .select({ id: debriefs.id, nextTry: debriefs.nextTrySealed })
    .from(debriefs)
    .where(and(eq(debriefs.managerId, managerId), eq(debriefs.mentorId, mentorId), isNotNull(debriefs.nextTrySealed)))
    .orderBy(desc(debriefs.closedAt))
    .limit(1)
  return row?.nextTry ? tx.sealer.open(row.nextTry, place(row.id, 'next_try')) : undefined
}

/** Notes that a trigger carries what `nextTryFor` gave; older ones that never came to be shown are passed over with it. */
export async function noteNextTryShown(tx: Tx, managerId: PersonId, now: Temporal.Instant): Promise<void> {
  await tx.sql
    .update(debriefs)
    .set({ nextTryShownAt: now.epochMilliseconds })
    .where(and(eq(debriefs.managerId, managerId), isNotNull(debriefs.nextTrySealed), isNull(debriefs.nextTryShownAt)))
}

/** What a debrief may say of a session: when it was, what the question was about, whether it ended with something new. No words of it. */
export async function factsOfSession(
  tx: Tx,
  id: SessionId,
): Promise<
  { managerId: PersonId; at: Temporal.Instant; category: string | undefined; news: 'something' | 'nothing' | undefined } | undefined
> {
  const [row] = await tx.sql
    .select({
      managerId: sessions.managerId,
      openedAt: sessions.openedAt,
      closedAt: sessions.closedAt,
      category: sessions.questionCategory,
      changed: sessions.changed,
    })
    .from(sessions)
    .where(eq(sessions.id, id))
  if (row === undefined) return undefined
  return {
    // Branded when the row was written.
    managerId: row.managerId as PersonId,
    at: Temporal.Instant.fromEpochMilliseconds(row.closedAt ?? row.openedAt),
    category: row.category ?? undefined,
    news: row.closedAt === null || row.changed === null ? undefined : row.changed === 1 ? 'something' : 'nothing',
  }
}

/** Everybody who mentors some other manager of the workspace now. */
export async function otherMentorIds(tx: Tx, debrief: Pick<Debrief, 'workspaceId' | 'managerId' | 'mentorId'>): Promise<PersonId[]> {
  const rows = await tx.sql
    .selectDistinct({ mentorId: mentorships.mentorId })
    .from(mentorships)
    .where(
      and(
        eq(mentorships.workspaceId, debrief.workspaceId),
        eq(mentorships.state, 'active'),
        ne(mentorships.mentorId, debrief.mentorId),
        ne(mentorships.mentorId, debrief.managerId),
      ),
    )
  // Branded when the row was written.
  return rows.map((row) => row.mentorId as PersonId)
}

const living: DebriefState[] = ['open', 'answered']
const states = z.enum(['open', 'answered', 'closed'])
const routes = z.enum(['thread', 'form'])

function place(id: string, column: 'focus' | 'summary' | 'next_try') {
  return { table: 'debriefs', id, column }
}

function instant(ms: number | null): Temporal.Instant | undefined {
  return ms === null ? undefined : Temporal.Instant.fromEpochMilliseconds(ms)
}

function debriefOf(tx: Tx, row: typeof debriefs.$inferSelect): Debrief {
  return {
    // Ids were branded when the row was written.
    id: row.id as DebriefId,
    workspaceId: row.workspaceId as WorkspaceId,
    mentorshipId: row.mentorshipId as MentorshipId,
    managerId: row.managerId as PersonId,
    mentorId: row.mentorId as PersonId,
    focus: tx.sealer.open(row.focusSealed, place(row.id, 'focus')),
    summary: row.summarySealed === null ? undefined : tx.sealer.open(row.summarySealed, place(row.id, 'summary')),
    state: states.parse(row.state),
    route: routes.parse(row.route),
    reopenings: row.reopenings,
    thread: row.channel === null || row.threadTs === null ? undefined : { channel: row.channel, ts: row.threadTs },
    openedAt: Temporal.Instant.fromEpochMilliseconds(row.openedAt),
    closedAt: instant(row.closedAt),
    nextTry: row.nextTrySealed === null ? undefined : tx.sealer.open(row.nextTrySealed, place(row.id, 'next_try')),
    nudgedAt: instant(row.nudgedAt),
    standInOfferedAt: instant(row.standInOfferedAt),
  }
}
