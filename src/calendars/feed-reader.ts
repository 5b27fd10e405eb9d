import { Worker } from 'node:worker_threads'
import type { FeedEvent, FeedReader } from '../coaching/feed.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { fetchFeed } from './fetch-feed.ts'
import type { PlainEvent, PlainReading, ReadJob } from './plain-events.ts'
import { readPlainEvents } from './plain-events.ts'

/** Fetches calendar feeds and reads them; `allowedNetworks` as in `fetchFeed`. A large calendar is read beside the main thread. */
export function createFeedReader({ allowedNetworks = [] }: { allowedNetworks?: readonly string[] } = {}): FeedReader {
  return async (address, { from, to, zone, validators, timeoutMs }) => {
    const outcome = await fetchFeed(address, { allowedNetworks, validators, timeoutMs })
    if (outcome.state === 'unchanged') return outcome
    if (outcome.state === 'refused') return { state: 'refused', sentence: outcome.sentence }
    if (outcome.state === 'failed') return { state: 'failed', sentence: outcome.sentence, retryAfterMs: outcome.retryAfterMs }
    const job: ReadJob = { text: outcome.text, fromMs: from.epochMilliseconds, toMs: to.epochMilliseconds, zone }
    const reading = await (outcome.text.length < largeText ? Promise.resolve(readPlainEvents(job)) : readInWorker(job))
    if (reading === 'too_long')
      return { state: 'refused', sentence: 'This calendar takes too long to read. Share a calendar without old events.' }
    if ('refused' in reading) return { state: 'refused', sentence: reading.sentence }
    return { state: 'read', events: reading.events.map(asEvent), unreadable: reading.unreadable, validators: outcome.validators }
  }
}

/** Characters from which on reading would hold up clicks: some tens of milliseconds. */
const largeText = 500_000
const longestReadMs = 30_000

function readInWorker(job: ReadJob): Promise<PlainReading | Refusal | 'too_long'> {
  const { promise, resolve, reject } = Promise.withResolvers<PlainReading | Refusal | 'too_long'>()
  const worker = new Worker(new URL('./read-worker.ts', import.meta.url), { workerData: job })
  const timer = setTimeout(() => resolve('too_long'), longestReadMs)
  worker.once('message', resolve)
  worker.once('error', reject)
  return promise.finally(() => {
    clearTimeout(timer)
    void worker.terminate()
  })
}

function asEvent({ startMs, ...event }: PlainEvent): FeedEvent {
  return { ...event, startsAt: Temporal.Instant.fromEpochMilliseconds(startMs) }
}
