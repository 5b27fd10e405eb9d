import { existsSync, readFileSync } from 'node:fs'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { openStore } from '../../src/db/store.ts'
import { createLog } from '../../src/log.ts'
import type { CrashPointName } from './crash-points.ts'
import { dyingAt } from './crash-points.ts'

/** The real app as a process of its own, to be killed. Its calendar is read from a file, so that the test can move it from outside. */
const clockFile = process.env['CLOCK_FILE'] ?? ''
const config = readConfig(process.env)
const opened = await openStore(config.database, config.encryptionKeys)
const crashPoint = process.env['CRASH_POINT'] as CrashPointName | undefined
const armed = process.env['ARMED_FILE'] ?? ''
const store = crashPoint === undefined ? opened : dyingAt(opened, crashPoint, () => existsSync(armed))
const clock = { now: () => Temporal.Instant.from(readFileSync(clockFile, 'utf8').trim()), elapsedMs: () => Date.now() }
const app = createApp({
  config,
  store,
  clock,
  log: createLog('warn', process.stderr),
  pace: { postGapMs: 0, rates: 'unlimited', tickMs: 150, secondSocketAfterMs: 500, leaseMs: 3_000 },
})
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (error: unknown) => {
    process.stderr.write(`nobody caught: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    process.exit(1)
  })
// A test may fill the disk: the file may then not grow by another page, and SQLite answers as it does on a full disk.
let pagesBefore: number | undefined
process.on('SIGUSR2', () => {
  void store.write(async ({ sql }) => {
    // Only asked for where the database is a file, whose driver has pragmas.
    const file = (sql as unknown as { $client: { pragma(words: string, options: { simple: true }): number } }).$client
    const most = pagesBefore ?? file.pragma('page_count', { simple: true })
    pagesBefore = pagesBefore === undefined ? file.pragma('max_page_count', { simple: true }) : undefined
    file.pragma(`max_page_count = ${most}`, { simple: true })
  })
})
await app.start()
process.stdout.write('running\n')
