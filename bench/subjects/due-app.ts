import { and, count, eq, lte } from 'drizzle-orm'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { openStore } from '../../src/db/store.ts'
import { invitations, outbox, triggers } from '../../src/db/tables.ts'
import { createLog } from '../../src/log.ts'
import { answering } from '../harness/answering.mjs'
import type { SeededPair } from './seeded.ts'
import { seedPairs } from './seeded.ts'

/**
 * The real app with running 1:1s on one weekday after the other, as many as GROUPS says for each, and a calendar that can be set: what is due
 * at a time is then brought about by its own tick.
 */
const config = readConfig(process.env)
const store = await openStore(config.database, config.encryptionKeys)
const groups = (process.env['GROUPS'] ?? '').split(',').map(Number)
const pairs: SeededPair[] = []
for (const [i, size] of groups.entries())
  pairs.push(...(await seedPairs(store, size, { weekday: i + 1, invitations: process.env['INVITATIONS'] === 'yes' })))
// What seeding wanted to say is not part of the measurement.
await store.write(async (tx) => void (await tx.sql.delete(outbox)))
let aheadMs = 0
const clock = { now: () => Temporal.Instant.fromEpochMilliseconds(Date.now() + aheadMs), elapsedMs: () => Date.now() }
const app = createApp({
  config,
  store,
  clock,
  log: createLog(config.logLevel),
  pace: process.env['PACE'] === 'slack' ? {} : { postGapMs: 0, rates: 'unlimited' },
})
await app.start()
/** How many messages are due at the calendar's time and not decided yet. */
const due = async () => {
  const nowMs = clock.now().epochMilliseconds
  const [[ofManagers], [ofEmployees]] = await Promise.all([
    store.read.sql
      .select({ n: count() })
      .from(triggers)
      .where(and(eq(triggers.state, 'planned'), lte(triggers.dueAt, nowMs))),
    store.read.sql
      .select({ n: count() })
      .from(invitations)
      .where(and(eq(invitations.state, 'planned'), lte(invitations.dueAt, nowMs))),
  ])
  return (ofManagers?.n ?? 0) + (ofEmployees?.n ?? 0)
}

answering({
  pairs: () => pairs,
  idle: () => app.idle(),
  due,
  /** Sets the calendar to a time in milliseconds. */
  setTo: (atMs: number) => void (aheadMs = atMs - Date.now()),
})
