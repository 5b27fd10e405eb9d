import { and, asc, eq, exists, inArray, isNotNull, lte, ne, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Absence } from '../coaching/absence.ts'
import type { FeedMatch } from '../coaching/feed.ts'
import { feedMatchSchema } from '../coaching/feed.ts'
import type { FeedId, PairId, PersonId, WorkspaceId } from '../coaching/ids.ts'
import { newId } from './new-id.ts'
import type { Tx } from './store.ts'
import { feeds, invitations, pairs, triggers } from './tables.ts'

/** A calendar that a manager connected, without its address. Only `host` is ever shown. */
export type Feed = {
  id: FeedId
  workspaceId: WorkspaceId
  ownerId: PersonId
  host: string
  validators: { etag?: string | undefined; lastModified?: string | undefined }
  readAt: Temporal.Instant | undefined
  expandedAt: Temporal.Instant | undefined
  failures: number
  failingSinceAt: Temporal.Instant | undefined
  problem: string | undefined
  absences: Absence[]
}

/** Connects a person's calendar, in place of the one before; nothing has been read from it yet. */
export async function saveFeed(
  tx: Tx,
  made: { workspaceId: WorkspaceId; ownerId: PersonId; address: string; host: string; now: Temporal.Instant },
): Promise<FeedId> {
  const { address, now, host } = made
  const known = await feedOf(tx, made.ownerId)
  const id = known?.id ?? newId('feed')
  const fresh = {
    addressSealed: tx.sealer.seal(address, place(id)),
    host,
    etag: null,
    lastModified: null,
    readAt: null,
    expandedAt: null,
    askedAt: null,
    nextReadAt: 0,
    failures: 0,
    failingSinceAt: null,
    problem: null,
    absences: '[]',
  }
  await tx.sql
    .insert(feeds)
    .values({ id, workspaceId: made.workspaceId, ownerId: made.ownerId, ...fresh, createdAt: now.epochMilliseconds })
    .onConflictDoUpdate({ target: feeds.ownerId, set: fresh })
  return id
}

export async function feedOf(tx: Tx, ownerId: PersonId): Promise<Feed | undefined> {
  const [row] = await tx.sql.select().from(feeds).where(eq(feeds.ownerId, ownerId))
  return row && feedFrom(row)
}

export async function findFeed(tx: Tx, id: FeedId): Promise<Feed | undefined> {
  const [row] = await tx.sql.select().from(feeds).where(eq(feeds.id, id))
  return row && feedFrom(row)
}

/** The address itself: a password, for the reader of feeds alone. */
export async function addressOf(tx: Tx, id: FeedId): Promise<string | undefined> {
  const [row] = await tx.sql.select({ address: feeds.addressSealed }).from(feeds).where(eq(feeds.id, id))
  return row && tx.sealer.open(row.address, place(id))
}

export async function dropFeed(tx: Tx, id: FeedId): Promise<void> {
  await tx.sql.delete(feeds).where(eq(feeds.id, id))
}

/** Notes that the server answered. `events` says whether its events were read, and not only found unchanged. */
export async function noteFeedRead(
  tx: Tx,
  id: FeedId,
  read: {
    events: 'read' | 'unchanged'
    validators?: Feed['validators']
    absences?: readonly Absence[]
    nextReadAt: Temporal.Instant
    now: Temporal.Instant
  },
): Promise<void> {
  const at = read.now.epochMilliseconds
  await tx.sql
    .update(feeds)
    .set({
      readAt: at,
      askedAt: at,
      failures: 0,
      failingSinceAt: null,
      problem: null,
      nextReadAt: read.nextReadAt.epochMilliseconds,
      ...(read.events === 'read' ? { expandedAt: at } : {}),
      ...(read.validators ? { etag: read.validators.etag ?? null, lastModified: read.validators.lastModified ?? null } : {}),
      ...(read.absences
        ? { absences: JSON.stringify(read.absences.map(({ fromAt, untilAt }) => [fromAt.epochMilliseconds, untilAt.epochMilliseconds])) }
        : {}),
    })
    .where(eq(feeds.id, id))
}

/** Notes that a feed could not be read; what it last said stays. */
export async function noteFeedFailure(
  tx: Tx,
  id: FeedId,
  failed: { problem: string; nextReadAt: Temporal.Instant; now: Temporal.Instant },
): Promise<void> {
  const at = failed.now.epochMilliseconds
  await tx.sql
    .update(feeds)
    .set({
      askedAt: at,
      failures: sql`${feeds.failures} + 1`,
      failingSinceAt: sql`coalesce(${feeds.failingSinceAt}, ${at})`,
      problem: failed.problem,
      nextReadAt: failed.nextReadAt.epochMilliseconds,
    })
    .where(eq(feeds.id, id))
}

/** Asks for a feed to be read in full at the next look. */
export async function wantFeedSoon(tx: Tx, id: FeedId): Promise<void> {
  await tx.sql.update(feeds).set({ nextReadAt: 0, expandedAt: null }).where(eq(feeds.id, id))
}

/** Feeds that a living pair follows and whose next look is due, the longest waiting first. */
export async function feedsToRead(tx: Tx, now: Temporal.Instant, limit: number): Promise<FeedId[]> {
  const followed = tx.sql
    .select({ id: pairs.id })
    .from(pairs)
    .where(and(eq(pairs.feedId, feeds.id), inArray(pairs.state, ['active', 'paused'])))
  const rows = await tx.sql
    .select({ id: feeds.id })
    .from(feeds)
    .where(and(lte(feeds.nextReadAt, now.epochMilliseconds), exists(followed)))
    .orderBy(asc(feeds.nextReadAt))
    .limit(limit)
  // Branded when the row was written.
  return rows.map((row) => row.id as FeedId)
}

/** Feeds behind triggers and invitations that are due by a time, and that were last asked before another. */
export async function feedsBehindDue(tx: Tx, dueBy: Temporal.Instant, askedBefore: Temporal.Instant, limit: number): Promise<FeedId[]> {
  const isDue = (decisions: typeof triggers | typeof invitations) =>
    exists(
      tx.sql
        .select({ id: decisions.id })
        .from(decisions)
        .innerJoin(pairs, eq(pairs.id, decisions.pairId))
        .where(
          and(eq(pairs.feedId, feeds.id), inArray(decisions.state, ['planned', 'snoozed']), lte(decisions.dueAt, dueBy.epochMilliseconds)),
        ),
    )
  const rows = await tx.sql
    .select({ id: feeds.id })
    .from(feeds)
    .where(and(lte(sql`coalesce(${feeds.askedAt}, 0)`, askedBefore.epochMilliseconds), or(isDue(triggers), isDue(invitations))))
    .limit(limit)
  return rows.map((row) => row.id as FeedId)
}

/** Which events of a calendar are a pair's 1:1s. */
export type FeedLink = { pairId: PairId; match: FeedMatch }

export async function linksOf(tx: Tx, feedId: FeedId): Promise<FeedLink[]> {
  const rows = await tx.sql
    .select({ id: pairs.id, match: pairs.feedMatchSealed })
    .from(pairs)
    .where(and(eq(pairs.feedId, feedId), isNotNull(pairs.feedMatchSealed), ne(pairs.state, 'ended'), ne(pairs.state, 'declined')))
  return rows.map(({ id, match }) => ({
    pairId: id as PairId,
    match: feedMatchSchema.parse(JSON.parse(tx.sealer.open(match ?? '', matchPlace(id)))),
  }))
}

/** Lets a pair follow a calendar, or its cadence again. Its meetings of before are known by their version. */
export async function linkPair(
  tx: Tx,
  pairId: PairId,
  link: { feedId: FeedId; match: FeedMatch } | undefined,
  now: Temporal.Instant,
): Promise<void> {
  await tx.sql
    .update(pairs)
    .set({
      feedId: link?.feedId ?? null,
      feedMatchSealed: link === undefined ? null : tx.sealer.seal(JSON.stringify(link.match), matchPlace(pairId)),
      cadenceVersion: sql`${pairs.cadenceVersion} + 1`,
      meetingsUntil: 0,
      changedAt: now.epochMilliseconds,
    })
    .where(eq(pairs.id, pairId))
}

/** When a person is out of office, as the calendar that they connected has it. */
export async function absencesInFeed(tx: Tx, personId: PersonId): Promise<Absence[]> {
  return (await feedOf(tx, personId))?.absences ?? []
}

const place = (id: string) => ({ table: 'feeds', id, column: 'addressSealed' })
const matchPlace = (id: string) => ({ table: 'pairs', id, column: 'feedMatchSealed' })
const stretches = z.array(z.tuple([z.int(), z.int()]))

function feedFrom(row: typeof feeds.$inferSelect): Feed {
  const instant = (at: number | null) => (at === null ? undefined : Temporal.Instant.fromEpochMilliseconds(at))
  return {
    // Ids were branded when the row was written.
    id: row.id as FeedId,
    workspaceId: row.workspaceId as WorkspaceId,
    ownerId: row.ownerId as PersonId,
    host: row.host,
    validators: { etag: row.etag ?? undefined, lastModified: row.lastModified ?? undefined },
    readAt: instant(row.readAt),
    expandedAt: instant(row.expandedAt),
    failures: row.failures,
    failingSinceAt: instant(row.failingSinceAt),
    problem: row.problem ?? undefined,
    absences: stretches.parse(JSON.parse(row.absences)).map(([from, until]) => ({
      fromAt: Temporal.Instant.fromEpochMilliseconds(from),
      untilAt: Temporal.Instant.fromEpochMilliseconds(until),
    })),
  }
}
