import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { Command, Option } from 'commander'
import type { FileMap } from '../coaching/people-data/file-map.ts'
import { emptyMap, readFileMap } from '../coaching/people-data/file-map.ts'
import type { ImportOutcome } from '../coaching/people-data/import-outcome.ts'
import { outcomeAgainst } from '../coaching/people-data/import-outcome.ts'
import type { PeopleFile } from '../coaching/people-data/people-file.ts'
import type { PeopleDataKind } from '../coaching/people-data/rows.ts'
import { peopleDataKinds } from '../coaching/people-data/rows.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { isRefusal, refusal } from '../coaching/refusal.ts'
import { storeSettings } from '../config.ts'
import { rememberedMap } from '../db/people-data.ts'
import { importPeopleFile, previewImport } from '../flows/people-import.ts'
import { readPeopleFile, tooLarge } from '../people-files/read-people-file.ts'
import { importAsJson, importInWords } from './people-words.ts'
import { withStore } from './store.ts'
import { theWorkspace } from './workspace.ts'

/**
 * `cuecard people import FILE --kind KIND`: takes a CSV file of people data, all of it or, with any problem in it, nothing.
 *
 * Ends with 0 when the file was (or, in a dry run, could be) taken, 1 when there is a problem in it or it cannot be read, 2 for wrong usage,
 * a map that cannot be used among it.
 */
export function peopleCommand(): Command {
  const command = new Command('people').description('Bring in the roster and the other people data.')
  command
    .command('import')
    .description('Take a CSV file, all of it or nothing. A file is the whole truth of its kind: what it leaves out is gone.')
    .argument('<file>', 'a CSV file, as your personnel system exports it')
    .addOption(new Option('--kind <kind>', 'what the file holds').choices(peopleDataKinds).makeOptionMandatory())
    .option('--map <file>', 'a JSON file that says which column is which; remembered for the next file of this kind')
    .option('--dry-run', 'show what would happen, and change nothing')
    .option('--json', 'print the result as JSON')
    .option('--workspace <id>', "Slack's team id, where the database holds several workspaces")
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .action(async (path: string, options: Options) => {
      process.exitCode = await importFile(path, options)
    })
  return command
}

type Options = { kind: PeopleDataKind; map?: string; dryRun?: true; json?: true; workspace?: string }

async function importFile(path: string, options: Options): Promise<0 | 1 | 2> {
  const map = options.map === undefined ? undefined : await loadMap(options.map, options.kind)
  if (isRefusal(map)) return complain(map, 2)
  const bytes = await load(path)
  if (isRefusal(bytes)) return complain(bytes, 1)
  if (options.dryRun && !hasDatabase()) {
    const file = await readPeopleFile(bytes, options.kind, map ?? emptyMap, today('UTC'))
    return show(file, outcomeAgainst([], file), options, noDatabase)
  }
  return withStore(async (store) => {
    const workspace = await theWorkspace(store, options.workspace)
    if (isRefusal(workspace)) return complain(workspace, options.workspace === undefined ? 1 : 2)
    const chosen = map ?? (await rememberedMap(store.read, workspace.id, options.kind))
    const file = await readPeopleFile(bytes, options.kind, chosen, today(workspace.zone))
    const outcome = options.dryRun
      ? await previewImport(store.read, workspace.id, file)
      : await importPeopleFile(store, workspace.id, file, { personId: undefined, map: chosen }, Temporal.Now.instant())
    return show(file, outcome, options)
  })
}

function show(file: PeopleFile, outcome: ImportOutcome, { dryRun, json }: Options, remark?: string): 0 | 1 {
  const imported = !dryRun && outcome.problems.length === 0
  process.stdout.write(json ? importAsJson(file, outcome, imported, remark) : importInWords(file, outcome, imported, remark))
  return outcome.problems.length === 0 ? 0 : 1
}

async function load(path: string): Promise<Uint8Array | Refusal> {
  try {
    const large = tooLarge((await stat(path)).size)
    return large === undefined ? await readFile(path) : refusal('too_large', large)
  } catch (error) {
    return unreadable(path, error)
  }
}

async function loadMap(path: string, kind: PeopleDataKind): Promise<FileMap | Refusal> {
  try {
    return readFileMap(await readFile(path, 'utf8'), kind)
  } catch (error) {
    return unreadable(path, error)
  }
}

function unreadable(path: string, error: unknown): Refusal {
  if (!(error instanceof Error && 'code' in error)) throw error
  return refusal(
    'unreadable',
    error.code === 'ENOENT' ? `There is no file "${path}".` : `The file "${path}" cannot be read (${String(error.code)}).`,
  )
}

/** Whether there is a database at all: a file can be looked at before Cuecard was ever started. */
function hasDatabase(): boolean {
  const { database } = storeSettings(process.env)
  return database.kind === 'postgres' || existsSync(database.file)
}

const noDatabase = 'There is no database yet, so everything in the file is new.'

const today = (zone: string) => Temporal.Now.plainDateISO(zone).toString()

function complain({ sentence }: Refusal, exitCode: 1 | 2): 1 | 2 {
  process.stderr.write(`${sentence}\n`)
  return exitCode
}
