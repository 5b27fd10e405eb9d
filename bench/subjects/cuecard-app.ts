import { count, eq, max } from 'drizzle-orm'
import { createApp } from '../../src/app.ts'
import { systemClock } from '../../src/clock.ts'
import { readConfig } from '../../src/config.ts'
import { openStore } from '../../src/db/store.ts'
import { drafts, inbox } from '../../src/db/tables.ts'
import { createLog } from '../../src/log.ts'
import { answering } from '../harness/answering.mjs'
import { heapMb } from './heap.ts'
import { seedPairs } from './seeded.ts'

/** The real app on a database file of its own with running 1:1s, one for each connection of the load. */
const config = readConfig(process.env)
const store = await openStore(config.database, config.encryptionKeys)
const pairs = await seedPairs(store, Number(process.env['PAIRS']))
const app = createApp({ config, store, clock: systemClock, log: createLog(config.logLevel), pace: { postGapMs: 0, rates: 'unlimited' } })
await app.start()

answering({
  heapMb,
  pairs: () => pairs,
  idle: () => app.idle(),
  /** How many clicks have had an effect. */
  clicks: async () => (await store.read.sql.select({ n: count() }).from(inbox).where(eq(inbox.kind, 'click')))[0]?.n,
  /** Slack's stamp of the newest keystroke that is kept, in microseconds. */
  newestDraft: async () => (await store.read.sql.select({ at: max(drafts.stamp) }).from(drafts))[0]?.at,
})
