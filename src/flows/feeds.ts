import { budgetDecision } from '../coaching/budget.ts'
import type { FeedReader, FeedReading } from '../coaching/feed.ts'
import { absencesIn, meetingsOf } from '../coaching/feed.ts'
import type { FeedId } from '../coaching/ids.ts'
import { weekOf } from '../coaching/local-time.ts'
import type { MessagePayload } from '../coaching/messages.ts'
import type { FeedFailing } from '../coaching/feed-messages.ts'
import type { Feed } from '../db/feeds.ts'
import { addressOf, feedsBehindDue, feedsToRead, findFeed, linksOf, noteFeedFailure, noteFeedRead, wantFeedSoon } from '../db/feeds.ts'
import { countedInWeek, enqueue } from '../db/outbox.ts'
import { getPair } from '../db/pairs.ts'
import type { Person } from '../db/people.ts'
import { getPerson } from '../db/people.ts'
import type { Store, Tx } from '../db/store.ts'
import { feedWindow, followCalendar } from './feed-meetings.ts'
import { mayRemind } from './holding-back.ts'

/** How long after a good look the next one is due, and how long one that failed waits at least and at most. */
const every = { minutes: 55 }
const retry = { firstMinutes: 15, mostMinutes: 6 * 60 }
/** After so long the owner is told that their calendar cannot be read. */
const tellAfter = { hours: 24 }
/** An unchanged calendar is asked for in full after this, because time moves on under it. */
const inFullAfter = { hours: 24 }
/** What a trigger waits for its calendar: the others of that minute wait along. */
const beforeTrigger = { dueWithin: { minutes: 1 }, askedWithin: { minutes: 5 }, timeoutMs: 5_000, atOnce: 20, rounds: 5 }
const inBackground = { timeoutMs: 15_000, atOnce: 4, mostAtOnce: 500 }

/** Reads every followed calendar whose next look is due, a few at a time. */
export async function refreshFeeds(store: Store, readFeed: FeedReader, now: Temporal.Instant): Promise<void> {
  const due = await feedsToRead(store.read, now, inBackground.mostAtOnce)
  for (let next = 0; next < due.length; next += inBackground.atOnce) {
    await together(due.slice(next, next + inBackground.atOnce), (id) => refreshFeed(store, readFeed, id, inBackground.timeoutMs, now))
  }
}

/** Reads the calendars behind what is due to be sent, so that it goes by what they say now. Those that do not answer hold nothing up. */
export async function refreshFeedsBeforeTriggers(store: Store, readFeed: FeedReader, now: Temporal.Instant): Promise<void> {
  for (let round = 0; round < beforeTrigger.rounds; round++) {
    const due = await feedsBehindDue(
      store.read,
      now.add(beforeTrigger.dueWithin),
      now.subtract(beforeTrigger.askedWithin),
      beforeTrigger.atOnce,
    )
    if (due.length === 0) return
    await together(due, (id) => refreshFeed(store, readFeed, id, beforeTrigger.timeoutMs, now))
  }
}

/** Asks for a calendar, outside any transaction, and lets the meetings of its pairs follow. */
export async function refreshFeed(
  store: Store,
  readFeed: FeedReader,
  id: FeedId,
  timeoutMs: number,
  now: Temporal.Instant,
): Promise<FeedReading | undefined> {
  const feed = await findFeed(store.read, id)
  const address = await addressOf(store.read, id)
  if (feed === undefined || address === undefined) return undefined
  const reading = await askFor(store, readFeed, feed, address, timeoutMs, now)
  await store.write(async (tx) => {
    // Somebody may have put another address in its place meanwhile; that one is read by itself.
    if ((await addressOf(tx, id)) === address) await takeReading(tx, feed, reading, now)
  })
  return reading
}

/** Reads an address for the person who gives it, before anything of it is kept. */
export function readAddress(readFeed: FeedReader, address: string, owner: Person, now: Temporal.Instant): Promise<FeedReading> {
  return readFeed(address, { ...windowAt(now), zone: owner.zone, timeoutMs: inBackground.timeoutMs })
}

/** Reads a connected calendar in full, for its owner to pick from. */
export async function readOwnCalendar(
  store: Store,
  readFeed: FeedReader,
  id: FeedId,
  now: Temporal.Instant,
): Promise<FeedReading | undefined> {
  await store.write((tx) => wantFeedSoon(tx, id))
  return refreshFeed(store, readFeed, id, inBackground.timeoutMs, now)
}

const windowAt = (now: Temporal.Instant) => ({ from: now.subtract(feedWindow.before), to: now.add(feedWindow.after) })

async function askFor(
  store: Store,
  readFeed: FeedReader,
  feed: Feed,
  address: string,
  timeoutMs: number,
  now: Temporal.Instant,
): Promise<FeedReading> {
  const owner = await getPerson(store.read, feed.ownerId)
  const isRecent =
    feed.expandedAt !== undefined &&
    Temporal.Instant.compare(feed.expandedAt, now.subtract(inFullAfter)) > 0 &&
    Temporal.Instant.compare(feed.expandedAt, now) <= 0
  return readFeed(address, { ...windowAt(now), zone: owner.zone, validators: isRecent ? feed.validators : undefined, timeoutMs })
}

/** Keeps what came of asking: meetings and absences as the calendar has them, or that it could not be read. */
export async function takeReading(tx: Tx, feed: Feed, reading: FeedReading, now: Temporal.Instant): Promise<void> {
  switch (reading.state) {
    case 'read': {
      const owner = await getPerson(tx, feed.ownerId)
      await noteFeedRead(tx, feed.id, {
        events: 'read',
        validators: reading.validators,
        absences: absencesIn(reading.events, owner.zone),
        nextReadAt: now.add(every),
        now,
      })
      for (const { pairId, match } of await linksOf(tx, feed.id))
        await followCalendar(tx, await getPair(tx, pairId), meetingsOf(reading.events, match), now)
      return
    }
    case 'unchanged':
      return noteFeedRead(tx, feed.id, { events: 'unchanged', nextReadAt: now.add(every), now })
    case 'refused':
    case 'failed': {
      const minutes = Math.min(
        retry.mostMinutes,
        reading.state === 'refused' ? retry.mostMinutes : retry.firstMinutes * 2 ** Math.min(feed.failures, 10),
      )
      const asked = Math.ceil(Math.min(reading.retryAfterMs ?? 0, 24 * 3_600_000) / 60_000)
      await noteFeedFailure(tx, feed.id, { problem: reading.sentence, nextReadAt: now.add({ minutes: Math.max(minutes, asked) }), now })
      return tellWhenLong(tx, feed, now)
    }
    default:
      return reading satisfies never
  }
}

/** Tells the owner once that their calendar has not been readable for a day, within their hours, as soon as the week's budget has room for it. */
async function tellWhenLong(tx: Tx, feed: Feed, now: Temporal.Instant): Promise<void> {
  const since = feed.failingSinceAt
  if (since === undefined || Temporal.Instant.compare(now, since.add(tellAfter)) < 0 || (await linksOf(tx, feed.id)).length === 0) return
  const owner = await getPerson(tx, feed.ownerId)
  if (!(await mayRemind(tx, owner, now))) return
  const week = weekOf(now, owner.zone)
  if (budgetDecision({ class: 'counted', sentThisWeek: await countedInWeek(tx, feed.ownerId, week) }) !== 'send') return
  await enqueue(tx, {
    workspaceId: feed.workspaceId,
    key: `feed/${feed.id}/failing/${since.epochMilliseconds}`,
    kind: 'feed_failing',
    payload: { feedId: feed.id },
    to: { kind: 'person', id: feed.ownerId },
    now,
    budgetWeek: week,
  })
}

export async function loadFeedFailing(tx: Tx, { feedId }: MessagePayload<'feed_failing'>): Promise<FeedFailing | undefined> {
  const feed = await findFeed(tx, feedId)
  if (feed?.failingSinceAt === undefined) return undefined
  return { host: feed.host, problem: feed.problem ?? '', lastReadAt: feed.readAt, failingSinceAt: feed.failingSinceAt }
}

/** All of them; the first that throws is thrown once every one has ended. */
async function together(ids: readonly FeedId[], work: (id: FeedId) => Promise<unknown>): Promise<void> {
  const failed = (await Promise.allSettled(ids.map(work))).flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} calendars could not be followed`)
}
