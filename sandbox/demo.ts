import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLog } from '../src/log.ts'
import { firstAtScreen } from './cast.ts'
import { buildPage } from './page/build.ts'
import { practicePage } from './practice-page.ts'
import { startPracticeWorkspace } from './practice-workspace.ts'

/** `npm run demo`: the practice workspace in a browser, on a database that is gone when it ends. */
const port = Number(process.env['DEMO_PORT'] ?? 4000)
const folder = mkdtempSync(join(tmpdir(), 'cuecard-demo-'))

await buildPage()
const workspace = await startPracticeWorkspace({
  folder,
  port,
  page: practicePage({ startAs: firstAtScreen }),
  log: createLog(process.env['LOG_LEVEL'] ?? 'warn', process.stderr),
  startsAt: mondayMorning(Temporal.Now.instant()),
}).catch((error: unknown) => {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    process.stderr.write(`Port ${port} is taken. Choose another: DEMO_PORT=4001 npm run demo (0 takes any free one).\n`)
    process.exit(1)
  }
  throw error
})

process.stdout.write(`
  The practice workspace is ready:  ${workspace.slack.url}

  You start as Maya, a manager. Type /coach, add a 1:1 with Dev, and become Dev to say yes.
  The clock at the top moves the calendar. Every message and screen: ${workspace.slack.url}/gallery
  Stop with Ctrl+C.
`)

let stopping = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping) process.exit(1)
    stopping = true
    void workspace.stop().finally(() => {
      rmSync(folder, { recursive: true, force: true })
      process.exit(0)
    })
  })
}

/** The last Monday, half past eight in Berlin: a week lies ahead. */
function mondayMorning(now: Temporal.Instant): Temporal.Instant {
  const today = now.toZonedDateTimeISO('Europe/Berlin')
  return today
    .subtract({ days: today.dayOfWeek - 1 })
    .withPlainTime('08:30')
    .toInstant()
}
