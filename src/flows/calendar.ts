import type { FeedMatch, FeedReading } from '../coaching/feed.ts'
import type { PairId } from '../coaching/ids.ts'
import { sayDateTime, sayTime, localDate } from '../coaching/local-time.ts'
import { dropFeed, feedOf, findFeed, linkPair, linksOf, saveFeed } from '../db/feeds.ts'
import type { Pair } from '../db/pairs.ts'
import { getPair, livingPairsOf } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPeople } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import { redrawHomes } from './home.ts'
import { planAfresh } from './pairs.ts'
import { takeReading } from './feeds.ts'

/** Connects a manager's calendar with what was read at its address; pairs follow it once they are picked. */
export async function connectCalendar(
  store: Store,
  by: Person,
  given: { address: string; host: string; reading: FeedReading | undefined },
  now: Temporal.Instant,
): Promise<void> {
  await store.write(async (tx) => {
    const id = await saveFeed(tx, { workspaceId: by.workspaceId, ownerId: by.id, address: given.address, host: given.host, now })
    const feed = await findFeed(tx, id)
    if (feed !== undefined && given.reading !== undefined) await takeReading(tx, feed, given.reading, now)
  })
}

/** A manager's 1:1 as the form of the calendar shows it. `match` is what it follows already. */
export type Followable = { pair: Pair; employee: Person; match: FeedMatch | undefined }

/** The 1:1s of a manager that can follow their calendar. */
export async function followables(tx: Tx, by: Person): Promise<Followable[]> {
  const feed = await feedOf(tx, by.id)
  const links = new Map((feed === undefined ? [] : await linksOf(tx, feed.id)).map(({ pairId, match }) => [pairId, match]))
  const mine = (await livingPairsOf(tx, by.id)).filter(({ managerId }) => managerId === by.id)
  const people = await getPeople(
    tx,
    mine.map(({ employeeId }) => employeeId),
  )
  return mine.flatMap((pair) => {
    const employee = people.get(pair.employeeId)
    return employee === undefined ? [] : [{ pair, employee, match: links.get(pair.id) }]
  })
}

/**
 * Lets 1:1s follow the manager's calendar, or, with no match, the days that were set by hand again. Their meetings are brought in line at
 * once with what was read last. 1:1s of others, and those that stay as they are, are left alone.
 */
export async function pickFromCalendar(
  store: Store,
  by: Person,
  picks: ReadonlyMap<PairId, FeedMatch | undefined>,
  reading: FeedReading,
  now: Temporal.Instant,
): Promise<number> {
  return store.write(async (tx) => {
    const feed = await feedOf(tx, by.id)
    if (feed === undefined) return 0
    for (const { pair, match: before } of await followables(tx, by)) {
      const match = picks.get(pair.id)
      if (!picks.has(pair.id) || JSON.stringify(match) === JSON.stringify(before)) continue
      await linkPair(tx, pair.id, match && { feedId: feed.id, match }, now)
      if (match === undefined) await planAfresh(tx, await getPair(tx, pair.id), now)
    }
    await takeReading(tx, feed, reading, now)
    await redrawHomes(tx, [by], now)
    return (await linksOf(tx, feed.id)).length
  })
}

/** Forgets a calendar with its address; its 1:1s follow the days that were set by hand again. */
export async function disconnectCalendar(store: Store, by: Person, now: Temporal.Instant): Promise<void> {
  await store.write(async (tx) => {
    const feed = await feedOf(tx, by.id)
    if (feed === undefined) return
    const links = await linksOf(tx, feed.id)
    for (const { pairId } of links) {
      await linkPair(tx, pairId, undefined, now)
      await planAfresh(tx, await getPair(tx, pairId), now)
    }
    await dropFeed(tx, feed.id)
    await redrawHomes(tx, [by], now)
  })
}

/** Where a pair's times come from and how fresh they are, for its manager: "weekly, set by you", "from your calendar, 08:52". */
export async function sourceInWords(tx: Tx, pair: Pair, manager: Person, byHand: string, now: Temporal.Instant): Promise<string> {
  const feed = pair.feedId === undefined ? undefined : await findFeed(tx, pair.feedId)
  if (feed === undefined) return `${byHand}, set by you`
  if (feed.readAt === undefined) return 'from your calendar, which could not be read yet'
  const isToday = localDate(feed.readAt, manager.zone).equals(localDate(now, manager.zone))
  const readAt = isToday ? sayTime(feed.readAt, manager.zone, manager.locale) : sayDateTime(feed.readAt, manager.zone, manager.locale)
  return feed.failingSinceAt === undefined
    ? `from your calendar, ${readAt}`
    : `from your calendar as of ${readAt}; it could not be read since`
}
