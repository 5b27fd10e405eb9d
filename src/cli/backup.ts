import { backUp, restore, unpack } from '#backend/backup.ts'
import { examine } from '#backend/examine.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { storeSettings } from '../config.ts'
import { deliveryState } from '../db/delivery-state.ts'
import type { Finding } from '../db/finding.ts'
import { fine, worthKnowing, wrong } from '../db/finding.ts'
import { keysBeside } from '../db/key-file.ts'
import { noteRestore, unsettledRestore } from '../db/restores.ts'
import { openEverySealedText } from '../db/sealed-texts.ts'
import { openStore } from '../db/store.ts'
import { report } from './report.ts'
import { withStore } from './store.ts'

/** `cuecard backup`: takes a backup beside a running Cuecard. */
export function backupCommand(): Command {
  return new Command('backup')
    .description('Take a backup of the database, also while Cuecard runs.')
    .option('--to <folder>', 'where to put it; BACKUP_DIR, or ./backups, unless given')
    .action(async ({ to }: { to?: string }) => {
      const { database, backupFolder } = storeSettings(process.env)
      const taken = await backUp(database, to ?? backupFolder ?? 'backups', Temporal.Now.instant())
      process.stdout.write(`${taken}\nThe key is not in it. Keep ENCRYPTION_KEY, or the key file beside the database, in another place.\n`)
    })
}

/** `cuecard restore FILE`: puts a backup in place where no database is. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('Put a backup in place. A database that is there is never overwritten.')
    .argument('<file>', 'a backup that cuecard took')
    .action(async (file: string) => {
      const { database, encryptionKeys } = storeSettings(process.env)
      const takenAt = await restore(database, encryptionKeys, file, Temporal.Now.instant())
      process.stdout.write(`Restored as it was at ${takenAt.toString()}. ${whatFollows}\n`)
    })
}

/** `cuecard restored --taken-at TIME`: says that the database was restored with other tools. */
export function restoredCommand(): Command {
  return new Command('restored')
    .description('Say that the database was restored with other tools (pg_restore), before Cuecard is started on it.')
    .requiredOption('--taken-at <time>', 'when the backup was taken, such as 2026-11-27T03:00:00Z', asInstant)
    .action(({ takenAt }: { takenAt: Temporal.Instant }) =>
      withStore(async (store) => {
        await store.write((tx) => noteRestore(tx, takenAt, Temporal.Now.instant()))
        process.stdout.write(`Noted. ${whatFollows}\n`)
      }),
    )
}

const whatFollows =
  'At the next start Cuecard looks up in Slack what waited then, and sends nothing that may have been sent since. What people did after that time is not in it.'

/** `cuecard check`: looks at the database, or at a backup, and changes nothing. Ends with 1 when something is wrong. */
export function checkCommand(): Command {
  return new Command('check')
    .description('Check the database: whether it is whole, of this version, opened by the key, and how delivery stands.')
    .option('--backup <file>', 'check a backup instead')
    .action(async ({ backup }: { backup?: string }) => {
      const { database, encryptionKeys } = storeSettings(process.env)
      if (backup === undefined) return report(await checkDatabase(database, encryptionKeys))
      const folder = mkdtempSync(join(tmpdir(), 'cuecard-check-'))
      try {
        const file = join(folder, 'cuecard.db')
        const takenAt = await unpack(backup, file)
        const keys = encryptionKeys ?? (database.kind === 'sqlite' ? keysBeside(database.file, false) : undefined)
        report([fine('backup', `Taken at ${takenAt.toString()}.`), ...(await checkDatabase({ kind: 'sqlite', file }, keys))])
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    })
}

/** Everything that can be said of a database without changing it. */
export async function checkDatabase(
  setting: ReturnType<typeof storeSettings>['database'],
  keys: readonly string[] | undefined,
): Promise<Finding[]> {
  const seen = await examine(setting)
  if (seen.some(({ is }) => is !== 'ok')) return seen
  const store = await openStore(setting, keys, { create: 'never' })
  try {
    const waits = await unsettledRestore(store.read)
    return [
      ...seen,
      await openEverySealedText(store.read),
      ...deliveryFindings(await deliveryState(store.read, Date.now(), Temporal.Now.instant())),
      ...(waits === undefined
        ? []
        : [worthKnowing('restore', `Restored from ${waits.takenAt.toString()}; reconciled with Slack at the next start.`)]),
    ]
  } finally {
    await store.close()
  }
}

function deliveryFindings({ outbox, leftOver, inbox }: Awaited<ReturnType<typeof deliveryState>>): Finding[] {
  const count = (state: string) => outbox[state] ?? 0
  const waiting = count('pending') + count('sending')
  const messages = `${waiting} waiting, ${count('in_doubt')} unsure whether Slack took them, ${count('failed')} given up, ${count('sent')} sent.`
  return [
    count('failed') > 0
      ? worthKnowing('messages', `${messages} See: npm run cuecard -- dead-letters`)
      : leftOver > 0
        ? worthKnowing('messages', `${messages} ${leftOver} were being sent when a process ended; a running Cuecard looks them up.`)
        : fine('messages', messages),
    inbox.setAside > 0
      ? wrong('events', `${inbox.waiting} waiting, ${inbox.setAside} set aside. See: npm run cuecard -- dead-letters`)
      : fine('events', `${inbox.waiting} waiting, none set aside.`),
  ]
}

function asInstant(text: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(text)
  } catch {
    throw new InvalidArgumentError('A time looks like 2026-11-27T03:00:00Z.')
  }
}
