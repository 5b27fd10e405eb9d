import { count, eq } from 'drizzle-orm'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { openStore } from '../../src/db/store.ts'
import { invitations, triggers } from '../../src/db/tables.ts'
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
const planned = async () => {
  const [[ofManagers], [ofEmployees]] = await Promise.all([
    store.read.sql.select({ n: count() }).from(triggers).where(eq(triggers.state, 'planned')),
    store.read.sql.select({ n: count() }).from(invitations).where(eq(invitations.state, 'planned')),
  ])
  return (ofManagers?.n ?? 0) + (ofEmployees?.n ?? 0)
}

answering({
  pairs: () => pairs,
  idle: () => app.idle(),
  planned,
  /** Sets the calendar to a time in milliseconds. */
  setTo: (atMs: number) => void (aheadMs = atMs - Date.now()),
})
