import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFeedReader } from '../../src/calendars/feed-reader.ts'
import type { FeedReading } from '../../src/coaching/feed.ts'
import type { FeedServer } from '../support/feed-server.ts'
import { feedServer } from '../support/feed-server.ts'

let feed: FeedServer
beforeEach(async () => void (feed = await feedServer()))
afterEach(() => feed.close())

const readFeed = createFeedReader({ allowedNetworks: ['127.0.0.0/8'] })
const asked = {
  from: Temporal.Instant.from('2026-03-01T00:00:00Z'),
  to: Temporal.Instant.from('2026-05-01T00:00:00Z'),
  zone: 'Europe/Berlin',
  timeoutMs: 10_000,
}
const weekly = { uid: 'one', start: '20260303T140000', end: '20260303T143000', with: 'Dev', rule: 'FREQ=WEEKLY', title: 'Maya / Dev' }
/** Some thousand events of past years: more than half a megabyte. */
const ballast = Array.from({ length: 3_000 }, (_none, index) => ({
  uid: `old-${index}`,
  start: '20200106T090000',
  end: '20200106T093000',
  title: 'Something of old times, with a long title that nobody reads any more, and then some',
}))

function startsOf(reading: FeedReading): string[] {
  if (reading.state !== 'read') throw new Error(`the feed is ${reading.state}`)
  return reading.events.map(({ startsAt }) => startsAt.toString())
}

describe('a feed', () => {
  it('is the same, read here or, when it is large, beside the main thread', async () => {
    feed.serves([weekly])
    const small = await readFeed(feed.address, asked)
    feed.serves([...ballast, weekly])
    const large = await readFeed(feed.address, asked)
    expect(startsOf(small)).toHaveLength(9)
    expect(startsOf(large)).toEqual(startsOf(small))
    expect(large).toMatchObject({ unreadable: 0 })
  })

  it('that is large holds no click up', async () => {
    feed.serves([...ballast, ...ballast.map((one) => ({ ...one, uid: `${one.uid}-again`, rule: 'FREQ=DAILY' })), weekly])
    let longestMs = 0
    const beganMs = performance.now()
    let last = beganMs
    const heartbeat = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - last)
      last = performance.now()
    }, 5)
    await readFeed(feed.address, asked)
    clearInterval(heartbeat)
    // Read on the main thread, nearly all of the time would be one long gap.
    expect(longestMs / (performance.now() - beganMs)).toBeLessThan(0.5)
  })
})
