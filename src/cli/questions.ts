import { readFile, writeFile } from 'node:fs/promises'
import { Command } from 'commander'
import type { BankChange } from '../coaching/bank-edits.ts'
import type { BankProblem } from '../coaching/question-bank.ts'
import type { Workspace } from '../db/workspaces.ts'
import { allWorkspaces } from '../db/workspaces.ts'
import type { Store } from '../db/store.ts'
import { exportBank, importBank } from '../flows/question-bank.ts'
import { withStore } from './store.ts'

/** The largest bank that is read, in bytes. */
const mostBytes = 2_000_000

/**
 * `cuecard questions export|import FILE`: the question bank as JSON. A file is the whole bank: what it leaves out is switched off, and with any
 * problem in it nothing is taken. Ends with 1 when there is a problem, each printed with its place.
 */
export function questionsCommand(): Command {
  const command = new Command('questions').description('Bring the question bank out, and back in.')
  const workspaceOption = ['--workspace <id>', "Slack's team id, where the database holds several workspaces"] as const
  command
    .command('export')
    .description('Write the whole question bank as JSON.')
    .argument('<file>', 'where to write it')
    .option(...workspaceOption)
    .action(async (path: string, options: { workspace?: string }) => {
      process.exitCode = await withStore(async (store) => {
        const workspace = await theWorkspace(store, options.workspace)
        if (typeof workspace === 'string') return complain(workspace)
        await writeFile(path, `${JSON.stringify(await exportBank(store.read, workspace.id), undefined, 1)}\n`)
        process.stdout.write(`The question bank stands in ${path}.\n`)
        return 0
      })
    })
  command
    .command('import')
    .description('Take a whole question bank, all of it or nothing.')
    .argument('<file>', 'a JSON file, as export writes it')
    .option('--dry-run', 'show what would happen, and change nothing')
    .option(...workspaceOption)
    .action(async (path: string, options: { dryRun?: true; workspace?: string }) => {
      process.exitCode = await importFile(path, options)
    })
  return command
}

async function importFile(path: string, options: { dryRun?: true; workspace?: string }): Promise<0 | 1> {
  const file = await load(path)
  if (typeof file === 'string') return complain(file)
  return withStore(async (store) => {
    const workspace = await theWorkspace(store, options.workspace)
    if (typeof workspace === 'string') return complain(workspace)
    const taken = await importBank(store, workspace.id, file.json, options.dryRun ? 'dry' : 'real', Temporal.Now.instant())
    if ('problems' in taken) return complain(problemsInWords(taken.problems))
    process.stdout.write(`${changeInWords(taken.change, options.dryRun ? 'dry' : 'real')}\n`)
    return 0
  })
}

function problemsInWords(problems: readonly BankProblem[]): string {
  const count = problems.length === 1 ? 'One thing is' : `${problems.length} things are`
  return [
    `${count} to be put right first, so nothing was taken:`,
    ...problems.map(({ place, sentence }) => `  ${place}: ${sentence}`),
  ].join('\n')
}

function changeInWords({ added, reworded, removed, switchedOff, switchedOn }: BankChange, run: 'dry' | 'real'): string {
  const counts = `${added} added, ${reworded} with other words or tags, ${removed} gone, ${switchedOff} switched off, ${switchedOn} switched on`
  return run === 'dry' ? `This would change the bank: ${counts}. Nothing was changed.` : `The bank was taken: ${counts}.`
}

async function load(path: string): Promise<{ json: unknown } | string> {
  const bytes = await readFile(path).catch(() => undefined)
  if (bytes === undefined) return `The file ${path} cannot be read. Nothing was changed.`
  if (bytes.length > mostBytes) return `The file ${path} is larger than a question bank can be. Nothing was changed.`
  try {
    return { json: JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, '')) }
  } catch (cause) {
    return `The file ${path} is not JSON: ${cause instanceof Error ? cause.message : 'it cannot be read'}. Nothing was changed.`
  }
}

async function theWorkspace(store: Store, id: string | undefined): Promise<Workspace | string> {
  const all = await allWorkspaces(store.read)
  const [only, ...others] = id === undefined ? all : all.filter((workspace) => workspace.id === id)
  if (only === undefined) return 'The database has no such workspace. Start Cuecard once, so that it knows yours.'
  return others.length === 0 ? only : 'The database holds several workspaces. Say which one with --workspace.'
}

function complain(sentence: string): 1 {
  process.stderr.write(`${sentence}\n`)
  return 1
}
