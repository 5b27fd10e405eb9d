import { and, asc, desc, eq, inArray, lte, notExists, notInArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Cadence } from '../coaching/cadence.ts'
import type { PersonId, TeamEntryId, TeamReflectionId, TeamRhythmId, WorkspaceId } from '../coaching/ids.ts'
import type { ReflectionState, TeamEntryWords } from '../coaching/team-rhythm.ts'
import { RowMissing } from './missing.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { teamEntries, teamOffers, teamReflections, teamRhythms } from './tables.ts'

export type TeamRhythmRow = {
  id: TeamRhythmId
  workspaceId: WorkspaceId
  managerId: PersonId
  /** Slack's id of the channel. */
  channel: string
  cadence: Cadence
  on: boolean
}
export type Reflection = {
  id: TeamReflectionId
  workspaceId: WorkspaceId
  rhythmId: TeamRhythmId
  startsAt: Temporal.Instant
  state: ReflectionState
  /** The manager was prompted, or needed no prompt. */
  looked: boolean
}
/** `words` are gone once they stand in Slack. */
export type TeamEntry = {
  id: TeamEntryId
  workspaceId: WorkspaceId
  reflectionId: TeamReflectionId
  authorId: PersonId
  wantsHelp: boolean
  words: TeamEntryWords | undefined
}

/** Switches a reflection on for a channel; undefined when the channel has one already. */
export async function insertTeamRhythm(
  tx: Tx,
  made: { workspaceId: WorkspaceId; managerId: PersonId; channel: string; cadence: Cadence; now: Temporal.Instant },
): Promise<TeamRhythmId | undefined> {
  const { workspaceId, managerId, channel, now } = made
  const { rule, startOn, time, zone } = made.cadence
  const rows = await tx.sql
    .insert(teamRhythms)
    .values({
      id: newId('teamRhythm'),
      workspaceId,
      managerId,
      channel,
      rule,
      startOn,
      time,
      zone,
      state: 'on',
      createdAt: now.epochMilliseconds,
    })
    .onConflictDoNothing()
    .returning({ id: teamRhythms.id })
  return rows[0]?.id as TeamRhythmId | undefined
}

export async function getTeamRhythm(tx: Tx, id: TeamRhythmId): Promise<TeamRhythmRow> {
  const [row] = await tx.sql.select().from(teamRhythms).where(eq(teamRhythms.id, id))
  if (row === undefined) throw new RowMissing('teamRhythm', id)
  return rhythmOf(row)
}

/** What a manager has switched on, the oldest first. */
export async function teamRhythmsOf(tx: Tx, managerId: PersonId): Promise<TeamRhythmRow[]> {
  const rows = await tx.sql
    .select()
    .from(teamRhythms)
    .where(and(eq(teamRhythms.managerId, managerId), eq(teamRhythms.state, 'on')))
    .orderBy(asc(teamRhythms.createdAt), asc(teamRhythms.id))
  return rows.map(rhythmOf)
}

/** Switches it off, and calls off what was planned; false when it was off. */
export async function endTeamRhythm(tx: Tx, id: TeamRhythmId): Promise<boolean> {
  const rows = await tx.sql
    .update(teamRhythms)
    .set({ state: 'off' })
    .where(and(eq(teamRhythms.id, id), eq(teamRhythms.state, 'on')))
    .returning({ id: teamRhythms.id })
  await tx.sql
    .update(teamReflections)
    .set({ state: 'missed' })
    .where(and(eq(teamReflections.rhythmId, id), eq(teamReflections.state, 'planned')))
  return rows.length > 0
}

/** Switched on, with no reflection ahead of them. */
export async function rhythmsWithoutReflection(tx: Tx, limit: number): Promise<TeamRhythmRow[]> {
  const ahead = tx.sql
    .select({ one: sql`1` })
    .from(teamReflections)
    .where(and(eq(teamReflections.rhythmId, teamRhythms.id), inArray(teamReflections.state, living)))
  const rows = await tx.sql
    .select()
    .from(teamRhythms)
    .where(and(eq(teamRhythms.state, 'on'), notExists(ahead)))
    .orderBy(asc(teamRhythms.id))
    .limit(limit)
  return rows.map(rhythmOf)
}

/** Makes the reflection of a meeting, once. */
export async function insertReflection(
  tx: Tx,
  made: { workspaceId: WorkspaceId; rhythmId: TeamRhythmId; onDate: string; startsAt: Temporal.Instant; dueAt: Temporal.Instant },
): Promise<void> {
  await tx.sql
    .insert(teamReflections)
    .values({
      id: newId('teamReflection'),
      ...made,
      startsAt: made.startsAt.epochMilliseconds,
      dueAt: made.dueAt.epochMilliseconds,
      state: 'planned',
    })
    .onConflictDoNothing()
}

export async function getReflection(tx: Tx, id: TeamReflectionId): Promise<Reflection> {
  const [row] = await tx.sql.select().from(teamReflections).where(eq(teamReflections.id, id))
  if (row === undefined) throw new RowMissing('teamReflection', id)
  return reflectionOf(row)
}

/** The latest reflection of a rhythm, over or ahead. */
export async function lastReflection(tx: Tx, rhythmId: TeamRhythmId): Promise<Reflection | undefined> {
  const [row] = await tx.sql
    .select()
    .from(teamReflections)
    .where(eq(teamReflections.rhythmId, rhythmId))
    .orderBy(desc(teamReflections.startsAt))
    .limit(1)
  return row && reflectionOf(row)
}

/** Reflections at which something is to happen by now, the earliest first; some are left out. */
export async function dueReflections(
  tx: Tx,
  now: Temporal.Instant,
  limit: number,
  without: readonly TeamReflectionId[],
): Promise<Reflection[]> {
  const rows = await tx.sql
    .select()
    .from(teamReflections)
    .where(
      and(
        inArray(teamReflections.state, living),
        lte(teamReflections.dueAt, now.epochMilliseconds),
        without.length === 0 ? undefined : notInArray(teamReflections.id, [...without]),
      ),
    )
    .orderBy(asc(teamReflections.dueAt), asc(teamReflections.id))
    .limit(limit)
  return rows.map(reflectionOf)
}

/** Changes a reflection that is still as it was read; false when somebody else was faster. */
export async function changeReflection(
  tx: Tx,
  before: Reflection,
  change: { state?: ReflectionState; looked?: 1; dueAt?: Temporal.Instant },
): Promise<boolean> {
  const { dueAt, ...rest } = change
  const rows = await tx.sql
    .update(teamReflections)
    .set({ ...rest, ...(dueAt === undefined ? {} : { dueAt: dueAt.epochMilliseconds }) })
    .where(
      and(eq(teamReflections.id, before.id), eq(teamReflections.state, before.state), eq(teamReflections.looked, before.looked ? 1 : 0)),
    )
    .returning({ id: teamReflections.id })
  return rows.length > 0
}

export async function insertTeamEntry(
  tx: Tx,
  made: { workspaceId: WorkspaceId; reflectionId: TeamReflectionId; authorId: PersonId; words: TeamEntryWords; now: Temporal.Instant },
): Promise<TeamEntryId> {
  const id = newId('teamEntry')
  const { workspaceId, reflectionId, authorId, words, now } = made
  await tx.sql.insert(teamEntries).values({
    id,
    workspaceId,
    reflectionId,
    authorId,
    wantsHelp: words.helpWanted === undefined ? 0 : 1,
    wordsSealed: tx.sealer.seal(JSON.stringify(words), place(id)),
    createdAt: now.epochMilliseconds,
  })
  return id
}

export async function getTeamEntry(tx: Tx, id: TeamEntryId): Promise<TeamEntry> {
  const [row] = await tx.sql.select().from(teamEntries).where(eq(teamEntries.id, id))
  if (row === undefined) throw new RowMissing('teamEntry', id)
  return {
    // Ids were checked when the row was written.
    id,
    workspaceId: row.workspaceId as WorkspaceId,
    reflectionId: row.reflectionId as TeamReflectionId,
    authorId: row.authorId as PersonId,
    wantsHelp: row.wantsHelp === 1,
    words: row.wordsSealed === null ? undefined : readWords(tx.sealer.open(row.wordsSealed, place(id))),
  }
}

/** Forgets the words of an entry. */
export async function forgetTeamEntry(tx: Tx, id: TeamEntryId): Promise<void> {
  await tx.sql.update(teamEntries).set({ wordsSealed: null }).where(eq(teamEntries.id, id))
}

/** How many entries a reflection has. */
export async function countTeamEntries(tx: Tx, reflectionId: TeamReflectionId): Promise<number> {
  const [row] = await tx.sql
    .select({ n: sql<number>`count(*)` })
    .from(teamEntries)
    .where(eq(teamEntries.reflectionId, reflectionId))
  return Number(row?.n ?? 0)
}

/** Notes that somebody offers help with an entry, once. */
export async function insertTeamOffer(
  tx: Tx,
  made: { workspaceId: WorkspaceId; entryId: TeamEntryId; helperId: PersonId; now: Temporal.Instant },
): Promise<boolean> {
  const { now, ...row } = made
  const rows = await tx.sql
    .insert(teamOffers)
    .values({ ...row, offeredAt: now.epochMilliseconds })
    .onConflictDoNothing()
    .returning({ entryId: teamOffers.entryId })
  return rows.length > 0
}

const living: ReflectionState[] = ['planned', 'open']
const place = (id: TeamEntryId) => ({ table: 'team_entries', id, column: 'words' })

const wordsSchema = z.object({
  kind: z.enum(['win', 'miss']),
  happened: z.string(),
  learned: z.string().optional(),
  helpWanted: z.string().optional(),
})
function readWords(json: string): TeamEntryWords {
  const { kind, happened, learned, helpWanted } = wordsSchema.parse(JSON.parse(json))
  return { kind, happened, learned, helpWanted }
}

function rhythmOf(row: typeof teamRhythms.$inferSelect): TeamRhythmRow {
  return {
    // Ids were checked when the row was written.
    id: row.id as TeamRhythmId,
    workspaceId: row.workspaceId as WorkspaceId,
    managerId: row.managerId as PersonId,
    channel: row.channel,
    cadence: { rule: row.rule, startOn: row.startOn, time: row.time, zone: row.zone, lengthMinutes: 60 },
    on: row.state === 'on',
  }
}

function reflectionOf(row: typeof teamReflections.$inferSelect): Reflection {
  return {
    id: row.id as TeamReflectionId,
    workspaceId: row.workspaceId as WorkspaceId,
    rhythmId: row.rhythmId as TeamRhythmId,
    startsAt: Temporal.Instant.fromEpochMilliseconds(row.startsAt),
    state: row.state as ReflectionState,
    looked: row.looked === 1,
  }
}
