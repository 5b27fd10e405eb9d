import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import type { WorkspaceId } from '../coaching/ids.ts'
import { contactRouteLabels, missingRoutes } from '../coaching/sensitive.ts'
import type { Config } from '../config.ts'
import { ConfigError, readConfig } from '../config.ts'
import { newestBackup } from '../db/backups.ts'
import { contactsOf, elsewhere } from '../db/contacts.ts'
import type { Finding } from '../db/finding.ts'
import { fine, worthKnowing, wrong } from '../db/finding.ts'
import { newestEventMs } from '../db/inbox.ts'
import { KeyMissing } from '../db/key-file.ts'
import { coordinatorsOf } from '../db/people.ts'
import { StoreRefused } from '../db/refused.ts'
import type { Store } from '../db/store.ts'
import { examineSlack } from '../slack/doctor.ts'
import { checkDatabase } from './backup.ts'
import { report } from './report.ts'
import { withStore } from './store.ts'

/** `cuecard doctor`: looks at everything that Cuecard needs, and says of each that it is well or what to do. Changes nothing; ends with 1 when something is wrong. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('Check settings, Slack, the clock, the database, the key and backups, and say what to do.')
    .action(async () => report(await examineAll()))
}

async function examineAll(): Promise<Finding[]> {
  let config: Config
  try {
    config = readConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.problems.map(({ name, sentence }) => wrong('settings', `${name}: ${sentence}`))
  }
  const manifest = readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8')
  const slack = await examineSlack(config.slack, manifest)
  return [
    fine('settings', 'Complete.'),
    ...slack.findings,
    fine('time zones', `Node ${process.versions.node} knows those of ${process.versions['tz'] ?? 'an unknown release'}.`),
    ...(await examineDatabase(config, slack.workspaceId)),
    backups(config),
  ]
}

async function examineDatabase(config: Config, workspaceId: WorkspaceId | undefined): Promise<Finding[]> {
  try {
    const seen = await checkDatabase(config.database, config.encryptionKeys)
    const usable = workspaceId !== undefined && !seen.some(({ about, is }) => is === 'wrong' && about !== 'events')
    return usable ? [...seen, ...(await withStore((store) => setUp(store, workspaceId)))] : seen
  } catch (error) {
    if (error instanceof StoreRefused || error instanceof KeyMissing) return [wrong('database', error.message)]
    throw error
  }
}

/** What people have to set up, and whether anything has come from Slack. */
async function setUp(store: Store, workspaceId: WorkspaceId): Promise<Finding[]> {
  const cameMs = await newestEventMs(store.read, workspaceId)
  const contacts = await contactsOf(store.read, workspaceId)
  const missing = missingRoutes(elsewhere, contacts).map((route) => contactRouteLabels[route].toLowerCase())
  const coordinators = await coordinatorsOf(store.read, workspaceId)
  return [
    cameMs === undefined
      ? worthKnowing(
          'events',
          'None has come from Slack in the last seven days. Open the app’s Home tab in Slack; if this stays, compare Event Subscriptions in your Slack app with manifest.yml.',
        )
      : fine('events', `The newest came at ${new Date(cameMs).toISOString().slice(0, 16).replace('T', ' ')} UTC.`),
    coordinators.length === 0
      ? wrong('coordinators', 'Nobody is one yet. Put Slack user ids or e-mail addresses into COORDINATORS and start Cuecard.')
      : fine('coordinators', coordinators.length === 1 ? '1 person.' : `${coordinators.length} people.`),
    contacts.elsewhere.length === 0
      ? wrong('contacts', 'Nobody is named for sensitive matters. A coordinator does it on App Home, with Name contacts.')
      : missing.length > 0
        ? worthKnowing('contacts', `For sensitive matters nobody is named as: ${missing.join(', ')}.`)
        : fine('contacts', 'Named for sensitive matters.'),
  ]
}

function backups({ database, backups }: Config): Finding {
  if (database.kind === 'postgres')
    return worthKnowing('backups', 'PostgreSQL is backed up with its own tools, such as pg_dump; they cannot be seen from here.')
  if (backups === undefined) return worthKnowing('backups', 'None are taken. Name a folder as BACKUP_DIR, on another disk, for one a day.')
  const newest = newestBackup(backups.folder)
  if (newest === undefined) return worthKnowing('backups', 'None was taken yet; a running Cuecard takes the first within the hour.')
  const hours = Math.round(Temporal.Now.instant().since(newest).total('hours'))
  return hours <= 49
    ? fine('backups', `The newest is ${hours === 1 ? '1 hour' : `${hours} hours`} old.`)
    : wrong('backups', `The newest is ${Math.floor(hours / 24)} days old. Is there room in BACKUP_DIR? The log says why (backup failed).`)
}
