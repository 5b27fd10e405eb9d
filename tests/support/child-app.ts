import { readFileSync } from 'node:fs'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { openStore } from '../../src/db/store.ts'
import { createLog } from '../../src/log.ts'

/** The real app as a process of its own, to be killed. Its calendar is read from a file, so that the test can move it from outside. */
const clockFile = process.env['CLOCK_FILE'] ?? ''
const config = readConfig(process.env)
const store = await openStore(config.database, config.encryptionKeys)
const clock = { now: () => Temporal.Instant.from(readFileSync(clockFile, 'utf8').trim()), elapsedMs: () => Date.now() }
const app = createApp({
  config,
  store,
  clock,
  log: createLog('warn', process.stderr),
  pace: { postGapMs: 0, rates: 'unlimited', tickMs: 150, leaseMs: 3_000 },
})
await app.start()
process.stdout.write('running\n')
