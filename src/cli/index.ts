import { readFileSync } from 'node:fs'
import { Command, InvalidArgumentError } from 'commander'
import { isZone } from '../coaching/local-time.ts'
import { databaseOf } from '../config.ts'
import { backupCommand, checkCommand, restoreCommand, restoredCommand } from './backup.ts'
import { calendarCommand } from './calendar.ts'
import { deadLettersCommand } from './dead-letters.ts'
import { doctorCommand } from './doctor.ts'
import { erasuresCommand } from './erasures.ts'
import { peopleCommand } from './people.ts'
import { questionsCommand } from './questions.ts'
import { pilotCommand } from './pilot.ts'

const cuecard = new Command('cuecard').description('Coaching prompts in the flow of work, inside Slack.')

cuecard
  .command('start')
  .description('Connect to Slack and run until stopped.')
  .action(async () => {
    const { main } = await import('../main.ts')
    await main()
  })

cuecard
  .command('init')
  .description('Make a new, empty database where DATABASE_URL says. One that exists is left as it is.')
  .option('--without-slack <name>', 'for an organisation that reads a pilot here without Slack: its name')
  .option('--zone <zone>', 'with --without-slack: the time zone of the organisation, such as Europe/Berlin', asZone, 'UTC')
  .action(async ({ withoutSlack, zone }: { withoutSlack?: string; zone: string }) => {
    const { openStore } = await import('../db/store.ts')
    const { makeWorkspaceWithoutSlack } = await import('../flows/workspace.ts')
    const store = await openStore(databaseOf(process.env['DATABASE_URL']), undefined, { create: 'always' })
    if (withoutSlack !== undefined) await makeWorkspaceWithoutSlack(store, withoutSlack, zone)
    await store.close()
    process.stdout.write('The database is ready.\n')
  })

cuecard
  .command('manifest')
  .description('Print the Slack app manifest: for Socket Mode, or for signed HTTP at an address of yours.')
  .option('--http <address>', 'your public https address, such as https://cuecard.example.com')
  .action(async ({ http }: { http?: string }) => {
    const { manifestFor } = await import('../slack/manifest.ts')
    const source = readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8')
    process.stdout.write(http === undefined ? source : manifestFor(source, { http }))
  })

cuecard.addCommand(calendarCommand())
for (const command of [
  backupCommand(),
  restoreCommand(),
  restoredCommand(),
  checkCommand(),
  deadLettersCommand(),
  doctorCommand(),
  erasuresCommand(),
  peopleCommand(),
  questionsCommand(),
  pilotCommand(),
])
  cuecard.addCommand(command)

await cuecard.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})

function asZone(text: string): string {
  if (isZone(text)) return text
  throw new InvalidArgumentError('A zone looks like Europe/Berlin.')
}
