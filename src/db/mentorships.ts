import { and, eq, inArray, or, sql } from 'drizzle-orm'
import type { MentorshipId, PersonId, WorkspaceId } from '../coaching/ids.ts'
import { RowMissing } from './missing.ts'
import { getPeople } from './people.ts'
import type { Tx } from './store.ts'
import { mentorships } from './tables.ts'

export type MentorshipState = 'proposed' | 'active' | 'declined' | 'ended'
export type Mentorship = {
  id: MentorshipId
  workspaceId: WorkspaceId
  managerId: PersonId
  mentorId: PersonId
  proposedById: PersonId
  state: MentorshipState
  /** When the mentor said yes; undefined before. */
  startedAt: Temporal.Instant | undefined
  channel: string | undefined
}

/** Makes a proposed mentorship; false when the manager has a living one already. */
export async function insertMentorship(
  tx: Tx,
  made: {
    id: MentorshipId
    workspaceId: WorkspaceId
    managerId: PersonId
    mentorId: PersonId
    proposedById: PersonId
    now: Temporal.Instant
  },
): Promise<boolean> {
  const { now, ...row } = made
  const rows = await tx.sql
    .insert(mentorships)
    .values({ ...row, state: 'proposed', proposedAt: now.epochMilliseconds })
    .onConflictDoNothing()
    .returning({ id: mentorships.id })
  return rows.length > 0
}

/** Moves a mentorship from one state to another; false when it was not in the first. */
export async function moveMentorship(
  tx: Tx,
  id: MentorshipId,
  from: MentorshipState[],
  to: MentorshipState,
  now: Temporal.Instant,
): Promise<boolean> {
  const rows = await tx.sql
    .update(mentorships)
    .set({ state: to, ...(to === 'active' ? { startedAt: now.epochMilliseconds } : { endedAt: now.epochMilliseconds }) })
    .where(and(eq(mentorships.id, id), inArray(mentorships.state, from)))
    .returning({ id: mentorships.id })
  return rows.length > 0
}

export async function getMentorship(tx: Tx, id: MentorshipId): Promise<Mentorship> {
  const [row] = await tx.sql.select().from(mentorships).where(eq(mentorships.id, id))
  if (row === undefined) throw new RowMissing('mentorship', id)
  return mentorshipOf(row)
}

/** The manager's living mentorship, proposed or active. */
export async function mentorshipOfManager(tx: Tx, managerId: PersonId): Promise<Mentorship | undefined> {
  const [row] = await tx.sql
    .select()
    .from(mentorships)
    .where(and(eq(mentorships.managerId, managerId), inArray(mentorships.state, ['proposed', 'active'])))
  return row && mentorshipOf(row)
}

/** Living mentorships in which a person is on either side. */
export async function mentorshipsOf(tx: Tx, personId: PersonId): Promise<Mentorship[]> {
  const rows = await tx.sql
    .select()
    .from(mentorships)
    .where(
      and(or(eq(mentorships.managerId, personId), eq(mentorships.mentorId, personId)), inArray(mentorships.state, ['proposed', 'active'])),
    )
  return rows.map(mentorshipOf)
}

/** How many mentorships of a workspace wait for an answer, and how many run. */
export async function countMentorships(tx: Tx, workspaceId: WorkspaceId): Promise<{ proposed: number; active: number }> {
  const rows = await tx.sql
    .select({ state: mentorships.state, n: sql<number>`count(*)` })
    .from(mentorships)
    .where(and(eq(mentorships.workspaceId, workspaceId), inArray(mentorships.state, ['proposed', 'active'])))
    .groupBy(mentorships.state)
  const ofState = (state: MentorshipState) => Number(rows.find((row) => row.state === state)?.n ?? 0)
  return { proposed: ofState('proposed'), active: ofState('active') }
}

/** The group DM of a mentorship: its channel once opened, and the two people to open it with. */
export async function groupOf(tx: Tx, id: MentorshipId): Promise<{ channel: string | undefined; slackUserIds: string[] }> {
  const mentorship = await getMentorship(tx, id)
  const people = await getPeople(tx, [mentorship.managerId, mentorship.mentorId])
  return { channel: mentorship.channel, slackUserIds: [...people.values()].map((person) => person.slackUserId) }
}

export async function noteGroupChannel(tx: Tx, id: MentorshipId, channel: string | null): Promise<void> {
  await tx.sql.update(mentorships).set({ channel }).where(eq(mentorships.id, id))
}

function mentorshipOf(row: typeof mentorships.$inferSelect): Mentorship {
  return {
    // Ids and states were checked when the row was written.
    id: row.id as MentorshipId,
    workspaceId: row.workspaceId as WorkspaceId,
    managerId: row.managerId as PersonId,
    mentorId: row.mentorId as PersonId,
    proposedById: row.proposedById as PersonId,
    state: row.state as MentorshipState,
    startedAt: row.startedAt === null ? undefined : Temporal.Instant.fromEpochMilliseconds(row.startedAt),
    channel: row.channel ?? undefined,
  }
}
