import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createLog } from '../src/log.ts'
import { firstAtScreen } from './cast.ts'
import { bigCompany } from './company/index.ts'
import { buildPage } from './page/build.ts'
import { practicePage } from './practice-page.ts'
import { startPracticeWorkspace } from './practice-workspace.ts'

/**
 * `npm run demo`: the practice workspace in a browser, on a database that is gone when it ends. With `-- --seed big` it is a company of 40
 * managers that has used Cuecard for twelve weeks.
 */
const { values } = parseArgs({ options: { seed: { type: 'string' } } })
if (values.seed !== undefined && values.seed !== 'big') {
  process.stderr.write(`There is no seed “${values.seed}”. There is one: npm run demo -- --seed big\n`)
  process.exit(1)
}
const port = Number(process.env['DEMO_PORT'] ?? 4000)
// Nothing of it is to last, so where memory can be had as a folder no disk is waited for.
const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'cuecard-demo-'))

process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
process.on('SIGINT', leave)
process.on('SIGTERM', leave)
const startsAt = mondayMorning(Temporal.Now.instant())
const startedMs = performance.now()
const say = (line: string) => process.stdout.write(`  ${line}\n`)

await buildPage()
const workspace = await startPracticeWorkspace({
  folder,
  port,
  page: practicePage({ startAs: firstAtScreen }),
  log: createLog(process.env['LOG_LEVEL'] ?? 'warn', process.stderr),
  startsAt,
  ...(values.seed === 'big' ? bigCompany(startsAt, say) : {}),
}).catch((error: unknown) => {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    process.stderr.write(`Port ${port} is taken. Choose another: DEMO_PORT=4001 npm run demo (0 takes any free one).\n`)
    process.exit(1)
  }
  throw error
})

const opening =
  values.seed === 'big'
    ? `Twelve weeks were lived through in ${Math.round((performance.now() - startedMs) / 1_000)} seconds. You start as Maya, one of 40 managers; “More” has everybody else.`
    : 'You start as Maya, a manager. Type /coach, add a 1:1 with Dev, and become Dev to say yes.'
process.stdout.write(`
  The practice workspace is ready:  ${workspace.slack.url}

  ${opening}
  The clock at the top moves the calendar. Every message and screen: ${workspace.slack.url}/gallery
  Stop with Ctrl+C.
`)

process.removeListener('SIGINT', leave)
process.removeListener('SIGTERM', leave)
let stopping = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping) leave()
    stopping = true
    void workspace.stop().finally(() => process.exit(0))
  })
}

function leave(): void {
  process.exit(1)
}

/** The last Monday, half past eight in Berlin: a week lies ahead. */
function mondayMorning(now: Temporal.Instant): Temporal.Instant {
  const today = now.toZonedDateTimeISO('Europe/Berlin')
  return today
    .subtract({ days: today.dayOfWeek - 1 })
    .withPlainTime('08:30')
    .toInstant()
}
