import { and, asc, desc, eq, inArray, isNull, lte, notExists, notInArray, sql } from 'drizzle-orm'
import type { Cadence } from '../coaching/cadence.ts'
import type { CircleMeetingState, CircleMemberState } from '../coaching/circles.ts'
import { circleMinutes } from '../coaching/circles.ts'
import type { CircleId, CircleMeetingId, PersonId, WorkspaceId } from '../coaching/ids.ts'
import { RowMissing } from './missing.ts'
import { newId } from './new-id.ts'
import { getPeople } from './people.ts'
import type { Tx } from './store.ts'
import { circleMeetings, circleMembers, circles } from './tables.ts'

export type Circle = {
  id: CircleId
  workspaceId: WorkspaceId
  startedById: PersonId
  cadence: Cadence
  channel: { id: string; openedFor: string } | undefined
  ended: boolean
}
export type CircleMember = { circleId: CircleId; personId: PersonId; state: CircleMemberState; joined: number; askedAt: Temporal.Instant }
export type CircleMeeting = {
  id: CircleMeetingId
  workspaceId: WorkspaceId
  circleId: CircleId
  startsAt: Temporal.Instant
  state: CircleMeetingState
  caseOwnerId: PersonId | undefined
  step: number | undefined
  skippedById: PersonId | undefined
}

export async function insertCircle(
  tx: Tx,
  made: { workspaceId: WorkspaceId; startedById: PersonId; cadence: Cadence; now: Temporal.Instant },
): Promise<CircleId> {
  const { workspaceId, startedById, now } = made
  const { rule, startOn, time, zone } = made.cadence
  const id = newId('circle')
  await tx.sql.insert(circles).values({ id, workspaceId, startedById, rule, startOn, time, zone, createdAt: now.epochMilliseconds })
  return id
}

export async function getCircle(tx: Tx, id: CircleId): Promise<Circle> {
  const [row] = await tx.sql.select().from(circles).where(eq(circles.id, id))
  if (row === undefined) throw new RowMissing('circle', id)
  return circleOf(row)
}

export async function endCircle(tx: Tx, id: CircleId, now: Temporal.Instant): Promise<void> {
  await tx.sql.update(circles).set({ endedAt: now.epochMilliseconds }).where(eq(circles.id, id))
}

/** Names a person for a circle, once: false when they are in one, or were asked, already. Somebody who said no or left can be asked anew. */
export async function askIntoCircle(
  tx: Tx,
  asked: { workspaceId: WorkspaceId; circleId: CircleId; personId: PersonId; state: 'asked' | 'in'; now: Temporal.Instant },
): Promise<boolean> {
  const { workspaceId, circleId, personId, state, now } = asked
  if ((await livingMembership(tx, personId)) !== undefined) return false
  const joined = (await membersOf(tx, circleId)).length
  const set = { state, askedAt: now.epochMilliseconds, answeredAt: state === 'in' ? now.epochMilliseconds : null }
  await tx.sql
    .insert(circleMembers)
    .values({ id: newId('circleMember'), workspaceId, circleId, personId, joined, ...set })
    .onConflictDoUpdate({ target: [circleMembers.circleId, circleMembers.personId], set })
  return true
}

/** Moves a member from one of some states to another; false when they were in none of them. */
export async function moveMember(
  tx: Tx,
  member: { circleId: CircleId; personId: PersonId },
  from: CircleMemberState[],
  to: CircleMemberState,
  now: Temporal.Instant,
): Promise<boolean> {
  const rows = await tx.sql
    .update(circleMembers)
    .set({ state: to, answeredAt: now.epochMilliseconds })
    .where(
      and(eq(circleMembers.circleId, member.circleId), eq(circleMembers.personId, member.personId), inArray(circleMembers.state, from)),
    )
    .returning({ id: circleMembers.id })
  return rows.length > 0
}

/** Everybody who was ever named for a circle, in the order in which they were. */
export async function membersOf(tx: Tx, circleId: CircleId): Promise<CircleMember[]> {
  const rows = await tx.sql
    .select()
    .from(circleMembers)
    .where(eq(circleMembers.circleId, circleId))
    .orderBy(asc(circleMembers.joined), asc(circleMembers.id))
  return rows.map(memberOf)
}

/** The circle that a person is in or was asked into. */
export async function livingMembership(tx: Tx, personId: PersonId): Promise<CircleMember | undefined> {
  const [row] = await tx.sql
    .select()
    .from(circleMembers)
    .where(and(eq(circleMembers.personId, personId), inArray(circleMembers.state, ['asked', 'in'])))
  return row && memberOf(row)
}

/** The group DM of a circle: the people to open it with, and its channel where it was opened for just them. */
export async function circleGroup(tx: Tx, id: CircleId): Promise<{ channel: string | undefined; slackUserIds: string[] }> {
  const circle = await getCircle(tx, id)
  const members = (await membersOf(tx, id)).filter(({ state }) => state === 'in')
  const people = await getPeople(
    tx,
    members.map(({ personId }) => personId),
  )
  const slackUserIds = [...people.values()]
    .filter(({ kind }) => kind === 'member')
    .map(({ slackUserId }) => slackUserId)
    .toSorted()
  return { channel: circle.channel?.openedFor === slackUserIds.join(',') ? circle.channel.id : undefined, slackUserIds }
}

export async function noteCircleChannel(tx: Tx, id: CircleId, channel: string, slackUserIds: readonly string[]): Promise<void> {
  await tx.sql
    .update(circles)
    .set({ channel, channelFor: slackUserIds.join(',') })
    .where(eq(circles.id, id))
}

/** Circles that go on and have no meeting ahead of them. */
export async function circlesWithoutMeeting(tx: Tx, limit: number): Promise<Circle[]> {
  const ahead = tx.sql
    .select({ one: sql`1` })
    .from(circleMeetings)
    .where(and(eq(circleMeetings.circleId, circles.id), inArray(circleMeetings.state, living)))
  const rows = await tx.sql
    .select()
    .from(circles)
    .where(and(isNull(circles.endedAt), notExists(ahead)))
    .orderBy(asc(circles.id))
    .limit(limit)
  return rows.map(circleOf)
}

/** Makes the meeting of an occurrence, once; false when its date has one already. */
export async function insertCircleMeeting(
  tx: Tx,
  made: { workspaceId: WorkspaceId; circleId: CircleId; onDate: string; startsAt: Temporal.Instant; dueAt: Temporal.Instant },
): Promise<boolean> {
  const rows = await tx.sql
    .insert(circleMeetings)
    .values({
      id: newId('circleMeeting'),
      ...made,
      startsAt: made.startsAt.epochMilliseconds,
      dueAt: made.dueAt.epochMilliseconds,
      state: 'planned',
    })
    .onConflictDoNothing()
    .returning({ id: circleMeetings.id })
  return rows.length > 0
}

export async function getCircleMeeting(tx: Tx, id: CircleMeetingId): Promise<CircleMeeting> {
  const [row] = await tx.sql.select().from(circleMeetings).where(eq(circleMeetings.id, id))
  if (row === undefined) throw new RowMissing('circleMeeting', id)
  return meetingOf(row)
}

/** The circle's latest date that has a meeting, over or ahead. */
export async function lastCircleDate(tx: Tx, circleId: CircleId): Promise<CircleMeeting | undefined> {
  const [row] = await tx.sql
    .select()
    .from(circleMeetings)
    .where(eq(circleMeetings.circleId, circleId))
    .orderBy(desc(circleMeetings.startsAt))
    .limit(1)
  return row && meetingOf(row)
}

/** The circle's meeting that is not over. */
export async function nextCircleMeeting(tx: Tx, circleId: CircleId): Promise<CircleMeeting | undefined> {
  const [row] = await tx.sql
    .select()
    .from(circleMeetings)
    .where(and(eq(circleMeetings.circleId, circleId), inArray(circleMeetings.state, living)))
  return row && meetingOf(row)
}

/** Every meeting of a circle in which somebody brought a case, the oldest first. */
export async function casesOf(tx: Tx, circleId: CircleId): Promise<CircleMeeting[]> {
  const rows = await tx.sql
    .select()
    .from(circleMeetings)
    .where(and(eq(circleMeetings.circleId, circleId), eq(circleMeetings.state, 'done' satisfies CircleMeetingState)))
    .orderBy(asc(circleMeetings.startsAt))
  return rows.map(meetingOf)
}

/** Meetings at which something is to happen by now, the earliest first; some are left out. */
export async function dueCircleMeetings(
  tx: Tx,
  now: Temporal.Instant,
  limit: number,
  without: readonly CircleMeetingId[],
): Promise<CircleMeeting[]> {
  const rows = await tx.sql
    .select()
    .from(circleMeetings)
    .where(
      and(
        inArray(circleMeetings.state, living),
        lte(circleMeetings.dueAt, now.epochMilliseconds),
        without.length === 0 ? undefined : notInArray(circleMeetings.id, [...without]),
      ),
    )
    .orderBy(asc(circleMeetings.dueAt), asc(circleMeetings.id))
    .limit(limit)
  return rows.map(meetingOf)
}

/** Changes a meeting that is still as it was read; false when somebody else was faster. */
export async function changeCircleMeeting(
  tx: Tx,
  before: CircleMeeting,
  change: {
    state?: CircleMeetingState
    caseOwnerId?: PersonId
    step?: number
    skippedById?: PersonId
    dueAt?: Temporal.Instant
  },
): Promise<boolean> {
  const { dueAt, ...rest } = change
  const rows = await tx.sql
    .update(circleMeetings)
    .set({ ...rest, ...(dueAt === undefined ? {} : { dueAt: dueAt.epochMilliseconds }) })
    .where(
      and(
        eq(circleMeetings.id, before.id),
        eq(circleMeetings.state, before.state),
        before.step === undefined ? isNull(circleMeetings.step) : eq(circleMeetings.step, before.step),
      ),
    )
    .returning({ id: circleMeetings.id })
  return rows.length > 0
}

const living: CircleMeetingState[] = ['planned', 'announced', 'running']

function circleOf(row: typeof circles.$inferSelect): Circle {
  return {
    // Ids were checked when the row was written.
    id: row.id as CircleId,
    workspaceId: row.workspaceId as WorkspaceId,
    startedById: row.startedById as PersonId,
    cadence: { rule: row.rule, startOn: row.startOn, time: row.time, zone: row.zone, lengthMinutes: circleMinutes },
    channel: row.channel === null || row.channelFor === null ? undefined : { id: row.channel, openedFor: row.channelFor },
    ended: row.endedAt !== null,
  }
}

function memberOf(row: typeof circleMembers.$inferSelect): CircleMember {
  return {
    circleId: row.circleId as CircleId,
    personId: row.personId as PersonId,
    state: row.state as CircleMemberState,
    joined: row.joined,
    askedAt: Temporal.Instant.fromEpochMilliseconds(row.askedAt),
  }
}

function meetingOf(row: typeof circleMeetings.$inferSelect): CircleMeeting {
  return {
    id: row.id as CircleMeetingId,
    workspaceId: row.workspaceId as WorkspaceId,
    circleId: row.circleId as CircleId,
    startsAt: Temporal.Instant.fromEpochMilliseconds(row.startsAt),
    state: row.state as CircleMeetingState,
    caseOwnerId: (row.caseOwnerId ?? undefined) as PersonId | undefined,
    step: row.step ?? undefined,
    skippedById: (row.skippedById ?? undefined) as PersonId | undefined,
  }
}
