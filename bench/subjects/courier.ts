import { WebClient } from '@slack/web-api'
import { eq } from 'drizzle-orm'
import type { WorkspaceId } from '../../src/coaching/ids.ts'
import { systemClock } from '../../src/clock.ts'
import { readConfig } from '../../src/config.ts'
import { enqueue, outboxDepth } from '../../src/db/outbox.ts'
import { openStore } from '../../src/db/store.ts'
import { outbox } from '../../src/db/tables.ts'
import { createCourier } from '../../src/delivery/courier.ts'
import { createPacer, slacksRates } from '../../src/delivery/pacer.ts'
import { createLog } from '../../src/log.ts'
import { slackLogger } from '../../src/slack/logger.ts'
import { createSender } from '../../src/slack/sender.ts'
import { answering } from '../harness/answering.mjs'
import { workspaceId } from '../harness/slack-stub.ts'
import { watchStalls } from '../harness/stall.ts'
import { heapMb } from './heap.ts'
import { seedPairs } from './seeded.ts'

/** The courier, the sender and the client as app.ts puts them together, paced only where PACE says so, on a database file of its own. */
const config = readConfig(process.env)
const log = createLog(config.logLevel)
const store = await openStore(config.database, config.encryptionKeys)
const pairs = await seedPairs(store, Number(process.env['PAIRS']))
// What seeding wanted to say is not part of the measurement.
await store.write(async (tx) => void (await tx.sql.delete(outbox)))
const client = new WebClient(config.slack.botToken, {
  slackApiUrl: config.slack.apiUrl ?? '',
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  logger: slackLogger(log),
  timeout: 10_000,
})
const courier = createCourier({
  store,
  clock: systemClock,
  log,
  sender: createSender({ store, clock: systemClock, client }),
  pacer: createPacer(process.env['PACE'] === 'slack' ? { gapMs: 1_000, rates: slacksRates } : { gapMs: 0, rates: 'unlimited' }),
  quarantineMs: config.quarantineMs,
  leaseMs: 60_000,
})
let batch = 0
store.onEnqueued(() => courier.wake())

/** How many messages are still to be sent. */
async function open(): Promise<number> {
  const { pending = 0, sending = 0, in_doubt = 0 } = await outboxDepth(store.read)
  return pending + sending + in_doubt
}

answering({
  ready: () => true,
  heapMb,
  /** Makes one message due for each employee, and gives the milliseconds until all are recorded as sent, with the longest stall. */
  async deliver() {
    batch++
    const now = systemClock.now()
    await store.write(async (tx) => {
      for (const { pairId, employeeId } of pairs) {
        await enqueue(tx, {
          workspaceId: workspaceId as WorkspaceId,
          key: `bench/${batch}/${pairId}`,
          kind: 'pair_proposal',
          payload: { pairId },
          to: { kind: 'person', id: employeeId },
          now,
        })
      }
    })
    const stalls = watchStalls()
    const startedMs = performance.now()
    await courier.idle()
    // Paced, the courier is idle between two calls.
    for (let left = await open(); left > 0; left = await open()) await new Promise((done) => setTimeout(done, 20))
    const tookMs = performance.now() - startedMs
    const stallMs = stalls.longestMs()
    const sent = (await store.read.sql.select({ id: outbox.id }).from(outbox).where(eq(outbox.state, 'sent'))).length
    if (sent !== batch * pairs.length) throw new Error(`not everything was sent: ${JSON.stringify(await outboxDepth(store.read))}`)
    return { tookMs, stallMs }
  },
})
