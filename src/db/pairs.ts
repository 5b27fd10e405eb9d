import { and, desc, eq, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Cadence } from '../coaching/cadence.ts'
import type { FeedId, PairId, PersonId, PlanId, WorkspaceId } from '../coaching/ids.ts'
import type { Context, Scenario } from '../coaching/question-bank.ts'
import type { Lead } from '../coaching/trigger-time.ts'
import { RowMissing } from './missing.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { actions, drafts, meetings, pairs, people, plans, sessions } from './tables.ts'

export type PairState = 'proposed' | 'active' | 'paused' | 'declined' | 'ended'

export type Pair = {
  id: PairId
  workspaceId: WorkspaceId
  managerId: PersonId
  employeeId: PersonId
  planId: PlanId
  state: PairState
  context: Context
  scenario: Scenario | undefined
  /** When it was set or renewed. */
  scenarioSetAt: Temporal.Instant | undefined
  scenarioAsked: 'yes' | 'no'
  lead: Lead
  cadence: Cadence
  /** The calendar that says when they meet; undefined while the cadence says it. */
  feedId: FeedId | undefined
  cadenceVersion: number
  meetingsUntil: Temporal.Instant
  startedAt: Temporal.Instant | undefined
  endedAt: Temporal.Instant | undefined
  /** `closed`: the manager may not see its plan any more. */
  managersAccess: 'open' | 'closed'
  /** Whether the employee said yes, or the roster names the two; undefined before it starts. */
  startedBy: 'employee' | 'roster' | undefined
}

const living: PairState[] = ['proposed', 'active', 'paused']

/** Makes a proposed pair with an empty plan; undefined when these two have a living pair already. */
export async function insertPair(
  tx: Tx,
  made: {
    workspaceId: WorkspaceId
    managerId: PersonId
    employeeId: PersonId
    context: Context
    lead: Lead
    cadence: Cadence
    now: Temporal.Instant
  },
): Promise<PairId | undefined> {
  const { workspaceId, managerId, employeeId, context, lead, cadence, now } = made
  const at = now.epochMilliseconds
  const planId = newId('plan')
  const rows = await tx.sql
    .insert(pairs)
    .values({
      id: newId('pair'),
      workspaceId,
      managerId,
      employeeId,
      planId,
      state: 'proposed',
      context,
      lead,
      ...cadenceColumns(cadence),
      proposedAt: at,
      changedAt: at,
    })
    .onConflictDoNothing()
    .returning({ id: pairs.id })
  const [row] = rows
  if (row === undefined) return undefined
  await tx.sql.insert(plans).values({ id: planId, workspaceId, employeeId, createdAt: at })
  return row.id as PairId
}

/** Starts a proposed pair; false when it is not proposed any more. */
export async function startPair(tx: Tx, id: PairId, by: 'employee' | 'roster', now: Temporal.Instant): Promise<boolean> {
  const at = now.epochMilliseconds
  const rows = await tx.sql
    .update(pairs)
    .set({ state: 'active' satisfies PairState, startedAt: at, startedBy: by, changedAt: at })
    .where(and(eq(pairs.id, id), eq(pairs.state, 'proposed' satisfies PairState)))
    .returning({ id: pairs.id })
  return rows.length > 0
}

/** Moves a pair from one of some states to another; false when it was in none of them. */
export async function movePair(tx: Tx, id: PairId, from: PairState[], to: PairState, now: Temporal.Instant): Promise<boolean> {
  const at = now.epochMilliseconds
  const rows = await tx.sql
    .update(pairs)
    .set({
      state: to,
      changedAt: at,
      ...(to === 'ended' || to === 'declined' ? { endedAt: at } : {}),
    })
    .where(and(eq(pairs.id, id), inArray(pairs.state, from)))
    .returning({ id: pairs.id })
  return rows.length > 0
}

/** Changes how a pair meets. A new cadence gets a new version, so that meetings of the old one are known. */
export async function changePair(
  tx: Tx,
  pair: Pair,
  changes: { cadence?: Cadence; context?: Context; lead?: Lead },
  now: Temporal.Instant,
): Promise<void> {
  await tx.sql
    .update(pairs)
    .set({
      changedAt: now.epochMilliseconds,
      ...(changes.cadence ? { ...cadenceColumns(changes.cadence), cadenceVersion: pair.cadenceVersion + 1, meetingsUntil: 0 } : {}),
      ...(changes.context ? { context: changes.context } : {}),
      ...(changes.lead ? { lead: changes.lead } : {}),
    })
    .where(eq(pairs.id, pair.id))
}

/** Sets the scenario of a pair from now on, or takes it off. */
export async function setScenario(tx: Tx, id: PairId, scenario: Scenario | undefined, now: Temporal.Instant): Promise<void> {
  const at = now.epochMilliseconds
  await tx.sql
    .update(pairs)
    .set({ scenario: scenario ?? null, scenarioSetAt: scenario === undefined ? null : at, scenarioAskedAt: null, changedAt: at })
    .where(eq(pairs.id, id))
}

export async function notePlaybookAsked(tx: Tx, id: PairId, now: Temporal.Instant): Promise<void> {
  await tx.sql.update(pairs).set({ scenarioAskedAt: now.epochMilliseconds }).where(eq(pairs.id, id))
}

/** Pairs that have a scenario, in every workspace. */
export async function pairsInScenario(tx: Tx): Promise<{ id: PairId }[]> {
  const rows = await tx.sql.select({ id: pairs.id }).from(pairs).where(isNotNull(pairs.scenario))
  // Branded when the row was written.
  return rows.map(({ id }) => ({ id: id as PairId }))
}

export async function getPair(tx: Tx, id: PairId): Promise<Pair> {
  const [row] = await tx.sql.select().from(pairs).where(eq(pairs.id, id))
  if (row === undefined) throw new RowMissing('pair', id)
  return pairOf(row)
}

/** Pairs that wait for the employee's answer. */
export async function proposedPairs(tx: Tx, workspaceId: WorkspaceId): Promise<Pair[]> {
  const rows = await tx.sql
    .select()
    .from(pairs)
    .where(and(eq(pairs.workspaceId, workspaceId), eq(pairs.state, 'proposed' satisfies PairState)))
    .orderBy(pairs.proposedAt)
  return rows.map(pairOf)
}

/** Living pairs (proposed, active, paused) in which a person is on either side, the manager's first. */
export async function livingPairsOf(tx: Tx, personId: PersonId): Promise<Pair[]> {
  const rows = await tx.sql
    .select()
    .from(pairs)
    .where(and(or(eq(pairs.managerId, personId), eq(pairs.employeeId, personId)), inArray(pairs.state, living)))
    .orderBy(pairs.proposedAt)
  return rows.map(pairOf).toSorted((a, b) => Number(b.managerId === personId) - Number(a.managerId === personId))
}

/** The pairs whose plan it is. */
export async function pairsOfPlan(tx: Tx, planId: PlanId): Promise<Pair[]> {
  const rows = await tx.sql.select().from(pairs).where(eq(pairs.planId, planId))
  return rows.map(pairOf)
}

/** Closes every plan of two people to its manager, those of 1:1s that ended before included. */
export async function closeToManager(tx: Tx, managerId: PersonId, employeeId: PersonId, now: Temporal.Instant): Promise<void> {
  await tx.sql
    .update(pairs)
    .set({ managerOutAt: now.epochMilliseconds })
    .where(and(eq(pairs.managerId, managerId), eq(pairs.employeeId, employeeId), isNull(pairs.managerOutAt), isNotNull(pairs.endedAt)))
}

/** Pairs that have begun and in which a person is on either side: the living ones first, then the newest. */
export async function pairsWithPlan(tx: Tx, personId: PersonId): Promise<Pair[]> {
  const rows = await tx.sql
    .select()
    .from(pairs)
    .where(and(or(eq(pairs.managerId, personId), eq(pairs.employeeId, personId)), isNotNull(pairs.startedAt)))
    .orderBy(desc(pairs.startedAt), pairs.id)
  return rows.map(pairOf).toSorted((a, b) => Number(living.includes(b.state)) - Number(living.includes(a.state)))
}

/** The living pair of two people. */
export async function livingPair(tx: Tx, managerId: PersonId, employeeId: PersonId): Promise<Pair | undefined> {
  const [row] = await tx.sql
    .select()
    .from(pairs)
    .where(and(eq(pairs.managerId, managerId), eq(pairs.employeeId, employeeId), inArray(pairs.state, living)))
  return row && pairOf(row)
}

/** Active pairs of two members, each with a cadence of its own, whose meetings are rows only up to a time before the given one. */
export async function pairsShortOfMeetings(tx: Tx, until: Temporal.Instant, limit: number): Promise<Pair[]> {
  const rows = await tx.sql
    .select()
    .from(pairs)
    .where(and(eq(pairs.state, 'active'), isNull(pairs.feedId), lt(pairs.meetingsUntil, until.epochMilliseconds), ofMembers))
    .limit(limit)
  return rows.map(pairOf)
}

/** Every active pair of a workspace. */
export async function activePairs(tx: Tx, workspaceId: WorkspaceId): Promise<Pair[]> {
  const rows = await tx.sql
    .select()
    .from(pairs)
    .where(and(eq(pairs.workspaceId, workspaceId), eq(pairs.state, 'active')))
  return rows.map(pairOf)
}

/** How many pairs of a workspace are in each state. `stopped` are those living ones in which somebody is no member any more. */
export async function countPairs(tx: Tx, workspaceId: WorkspaceId): Promise<Record<'proposed' | 'active' | 'paused' | 'stopped', number>> {
  const rows = await tx.sql
    .select({ state: pairs.state, members: sql<number>`case when ${ofMembers} then 1 else 0 end`, n: sql<number>`count(*)` })
    .from(pairs)
    .where(and(eq(pairs.workspaceId, workspaceId), inArray(pairs.state, living)))
    .groupBy(pairs.state, sql`2`)
  const sum = (counted: typeof rows) => counted.reduce((total, row) => total + Number(row.n), 0)
  const ofState = (state: PairState) => sum(rows.filter((row) => row.state === state && Number(row.members) === 1))
  return {
    proposed: ofState('proposed'),
    active: ofState('active'),
    paused: ofState('paused'),
    stopped: sum(rows.filter((row) => Number(row.members) === 0)),
  }
}

/** Discards what is begun and not finished in a pair: its open session, and every draft of its sessions, meetings and actions. */
export async function discardUnfinished(tx: Tx, id: PairId): Promise<void> {
  const idsIn = (subjects: typeof sessions | typeof meetings | typeof actions) =>
    tx.sql.select({ id: subjects.id }).from(subjects).where(eq(subjects.pairId, id))
  await tx.sql
    .delete(drafts)
    .where(
      or(inArray(drafts.subjectId, idsIn(sessions)), inArray(drafts.subjectId, idsIn(meetings)), inArray(drafts.subjectId, idsIn(actions))),
    )
  await tx.sql
    .update(sessions)
    .set({ state: 'discarded' })
    .where(and(eq(sessions.pairId, id), eq(sessions.state, 'open')))
}

export async function noteMeetingsUntil(tx: Tx, id: PairId, until: Temporal.Instant): Promise<void> {
  await tx.sql.update(pairs).set({ meetingsUntil: until.epochMilliseconds }).where(eq(pairs.id, id))
}

/** True for pairs in which both are full members now. */
const ofMembers = sql`not exists (select 1 from ${people} gone where gone.id in (${pairs.managerId}, ${pairs.employeeId}) and gone.kind <> 'member')`

const localDates = z.array(z.iso.date())

function cadenceColumns(cadence: Cadence) {
  const { rule, startOn, time, zone, lengthMinutes, until, skippedDates } = cadence
  return { rule, startOn, time, zone, lengthMinutes, until: until ?? null, skippedDates: JSON.stringify(skippedDates ?? []) }
}

function pairOf(row: typeof pairs.$inferSelect): Pair {
  return {
    // Ids, states and names of kinds were checked when the row was written.
    id: row.id as PairId,
    workspaceId: row.workspaceId as WorkspaceId,
    managerId: row.managerId as PersonId,
    employeeId: row.employeeId as PersonId,
    planId: row.planId as PlanId,
    state: row.state as PairState,
    context: row.context as Context,
    scenario: (row.scenario ?? undefined) as Scenario | undefined,
    scenarioSetAt: row.scenarioSetAt === null ? undefined : Temporal.Instant.fromEpochMilliseconds(row.scenarioSetAt),
    scenarioAsked: row.scenarioAskedAt === null ? 'no' : 'yes',
    lead: row.lead as Lead,
    cadence: {
      rule: row.rule,
      startOn: row.startOn,
      time: row.time,
      zone: row.zone,
      lengthMinutes: row.lengthMinutes,
      until: row.until ?? undefined,
      skippedDates: localDates.parse(JSON.parse(row.skippedDates)),
    },
    feedId: (row.feedId ?? undefined) as FeedId | undefined,
    cadenceVersion: row.cadenceVersion,
    meetingsUntil: Temporal.Instant.fromEpochMilliseconds(row.meetingsUntil),
    startedAt: row.startedAt === null ? undefined : Temporal.Instant.fromEpochMilliseconds(row.startedAt),
    endedAt: row.endedAt === null ? undefined : Temporal.Instant.fromEpochMilliseconds(row.endedAt),
    managersAccess: row.managerOutAt === null ? 'open' : 'closed',
    startedBy: row.startedAt === null ? undefined : row.startedBy === 'roster' ? 'roster' : 'employee',
  }
}
