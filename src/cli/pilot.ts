import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import { sayDate } from '../coaching/local-time.ts'
import { outcomeFacts, outcomeIds, type OutcomeId } from '../coaching/pilot/outcomes.ts'
import type { Refusal } from '../coaching/refusal.ts'
import { isRefusal, refusal } from '../coaching/refusal.ts'
import type { Store } from '../db/store.ts'
import type { Workspace } from '../db/workspaces.ts'
import { givenArms, pulseFile } from '../people-files/pilot-files.ts'
import { takePulseFile } from '../flows/pulse-file.ts'
import { readPilot } from '../flows/pilot-readout.ts'
import { closePilot, designPilot, lockPilot, recordDeviation, thePilot } from '../flows/pilots.ts'
import { pilotStatus } from '../flows/pilot-status.ts'
import { balanceInWords, designInWords, statusInWords } from './pilot-words.ts'
import { withStore } from './store.ts'
import { theWorkspace } from './workspace.ts'

/**
 * `cuecard pilot …`: plans, locks, watches and reads a pilot, with or without Slack. The same flows answer the coordinator's screens.
 *
 * Ends with 0 when it was done, 1 when it was refused (the sentence says why), 2 for wrong usage.
 */
export function pilotCommand(): Command {
  const command = new Command('pilot').description('Plan, lock, watch and read a six-week pilot.')
  const part = (name: string, says: string) =>
    command
      .command(name)
      .description(says)
      .option('--workspace <id>', "Slack's team id, where the database holds several workspaces")
      .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))

  part('design', 'Plan a pilot from the people data, or plan it anew as long as it is not locked.')
    .requiredOption('--starts <date>', 'the Monday on which week 1 begins, such as 2026-03-02', asDate)
    .addOption(
      new Option('--control <what>', 'what the control group gets: the toolkit in week 7, or nothing until the reading after 26 weeks')
        .choices(['late-start', 'follow-up'])
        .makeOptionMandatory(),
    )
    .option('--analysis <date>', 'the day of the one analysis; a week after the six weeks unless given', asDate)
    .option('--minimum-employees <count>', 'fewest people of a manager who takes part; 3 unless given', asCount)
    .option('--minimum-months <count>', 'fewest months in post; 3 unless given', asCount)
    .addOption(
      new Option('--assignment <how>', 'matched pairs, or by lot inside functions; pairs from ten managers on').choices([
        'pairs',
        'strata',
      ]),
    )
    .option('--worthwhile <outcome=value...>', 'the smallest difference that matters, such as pulse_index=0.4 or request_share=0.1')
    .option(
      '--arms <file>',
      'groups set elsewhere: a CSV with manager_id, arm (pilot or control) and, where a lot was drawn in pairs or groups, stratum',
    )
    .option('--drawn-by-lot', 'with --arms: a lot decided who is in which group; without it the report is observational')
    .action((options: DesignOptions) => run(options, (store, { id }, now) => design(store, id, options, now)))

  part('balance', 'Show the pairs, and, once the groups are drawn, how alike they are.').action((options: Common) =>
    run(options, async (store, { id }) => {
      const pilot = await thePilot(store.read, id)
      return isRefusal(pilot) ? pilot : balanceInWords(pilot)
    }),
  )

  part('lock', 'Draw the groups by lot and freeze everything. It cannot be undone.')
    .option('--understood', 'confirms that the sentence on what six weeks cannot show was read')
    .action((options: Common & { understood?: true }) =>
      run(options, async (store, { id }, now) => {
        const pilot = await lockPilot(store, id, { personId: undefined, hasRead: options.understood === true }, now)
        return isRefusal(pilot) ? pilot : `${designInWords(pilot)}${balanceInWords(pilot)}`
      }),
    )

  part('status', 'Show where the pilot stands and how the toolkit is used, by week. Nothing of it compares the groups.').action(
    (options: Common) =>
      run(options, async (store, { id }, now) => {
        const status = await pilotStatus(store.read, id, now)
        return isRefusal(status) ? status : statusInWords(status)
      }),
  )

  part('deviate', 'Record what happened otherwise than the locked design says.')
    .argument('<note>', 'one sentence')
    .action((note: string, options: Common) =>
      run(options, async (store, { id }, now) => {
        const pilot = await recordDeviation(store, id, { note, byId: undefined }, now)
        return isRefusal(pilot) ? pilot : 'Recorded. It stands in every report from now on.\n'
      }),
    )

  part('answers', 'Take the answers of one wave from a CSV, where the questions were asked outside of Slack.')
    .argument('<file>', 'columns manager_id, q1 to q5 (1 to 5 or empty), and at month end asked and applied (yes, no or empty); no names')
    .addOption(new Option('--wave <wave>', 'which wave').choices(['baseline', 'week_3', 'week_6', 'week_26']).makeOptionMandatory())
    .action((path: string, options: Common & { wave: 'baseline' | 'week_3' | 'week_6' | 'week_26' }) =>
      run(options, async (store, { id }) => {
        const file = pulseFile(await text(path))
        if (isRefusal(file)) return file
        const taken = await takePulseFile(store, id, options.wave, file)
        return isRefusal(taken) ? taken : `${taken} answers were taken, without a name, an order or a time.\n`
      }),
    )

  part('readout', 'Work out the results on or after the day of the analysis, and write the report into a folder.')
    .requiredOption('--to <folder>', 'where the files go; it is made if it is not there')
    .addOption(new Option('--reading <which>', 'which reading; the newest that is due unless given').choices(['six-weeks', '26-weeks']))
    .option('--performance <before,after>', 'the two periods of the performance file, such as 2025-Q4,2026-Q1', asPeriods)
    .action((options: ReadoutOptions) => run(options, (store, { id }, now) => readout(store, id, options, now)))

  part('end', 'End the pilot, so that another can be planned. What is in it stays.').action((options: Common) =>
    run(options, async (store, { id }) => {
      const pilot = await closePilot(store, id)
      return isRefusal(pilot) ? pilot : 'The pilot has ended.\n'
    }),
  )
  return command
}

type Common = { workspace?: string }
type DesignOptions = Common & {
  starts: Temporal.PlainDate
  control: 'late-start' | 'follow-up'
  analysis?: Temporal.PlainDate
  minimumEmployees?: number
  minimumMonths?: number
  assignment?: 'pairs' | 'strata'
  worthwhile?: string[]
  arms?: string
  drawnByLot?: true
}
type ReadoutOptions = Common & { to: string; reading?: 'six-weeks' | '26-weeks'; performance?: { before: string; after: string } }

async function run(
  options: Common,
  work: (store: Store, workspace: Workspace, now: Temporal.Instant) => Promise<string | Refusal>,
): Promise<void> {
  process.exitCode = await withStore(async (store) => {
    const workspace = await theWorkspace(store, options.workspace)
    const said = isRefusal(workspace) ? workspace : await work(store, workspace, Temporal.Now.instant())
    if (isRefusal(said)) process.stderr.write(`${said.sentence}\n`)
    else process.stdout.write(said)
    return isRefusal(said) ? 1 : 0
  })
}

async function design(store: Store, id: Workspace['id'], options: DesignOptions, now: Temporal.Instant): Promise<string | Refusal> {
  const worthwhile = worthwhileOf(options.worthwhile ?? [])
  if (isRefusal(worthwhile)) return worthwhile
  const arms = options.arms === undefined ? undefined : givenArms(await text(options.arms))
  if (isRefusal(arms)) return arms
  const pilot = await designPilot(
    store,
    id,
    {
      startsOn: options.starts,
      analysisOn: options.analysis,
      control: options.control === 'late-start' ? 'late_start' : 'follow_up',
      minimumEmployees: options.minimumEmployees,
      minimumMonths: options.minimumMonths,
      assignment: options.assignment,
      worthwhile,
      given: arms === undefined ? undefined : { arms, randomised: options.drawnByLot === true },
    },
    now,
  )
  return isRefusal(pilot) ? pilot : designInWords(pilot)
}

async function readout(store: Store, id: Workspace['id'], options: ReadoutOptions, now: Temporal.Instant): Promise<string | Refusal> {
  const found = await readPilot(store.read, id, { periods: options.performance ?? null, reading: options.reading }, now)
  if (isRefusal(found)) return found
  // Drawing loads what no other command needs.
  const { readoutFiles } = await import('../exports/report/readout-files.ts')
  const { fiveLines } = await import('../exports/report/report.ts')
  await mkdir(options.to, { recursive: true })
  const files = await readoutFiles(found)
  for (const { name, content } of files) await writeFile(join(options.to, name), content)
  return `${fiveLines(found).join('\n')}\n\nAs of ${sayDate(Temporal.PlainDate.from(found.asOf))}. Written to ${options.to}: ${files.map(({ name }) => name).join(', ')}.\n`
}

function worthwhileOf(said: readonly string[]): Partial<Record<OutcomeId, number>> | Refusal {
  const worthwhile: Partial<Record<OutcomeId, number>> = {}
  for (const one of said) {
    const [name = '', value = ''] = one.split('=')
    const id = outcomeIds.find((candidate) => candidate === name)
    const number = Number(value)
    if (id === undefined || !(number > 0))
      return refusal(
        'worthwhile',
        `“${one}” names no outcome with a number above 0. Outcomes: ${outcomeIds.map((each) => `${each} (${outcomeFacts[each].unit}, now ${outcomeFacts[each].smallestWorthwhile})`).join(', ')}. Shares are written as 0.1 for ten points of a hundred. Nothing was changed.`,
      )
    worthwhile[id] = number
  }
  return worthwhile
}

async function text(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new Error(code === 'ENOENT' ? `There is no file "${path}".` : `The file "${path}" cannot be read (${code}).`, { cause: error })
  })
}

function asDate(given: string): Temporal.PlainDate {
  try {
    if (/^\d{4}-\d\d-\d\d$/.test(given)) return Temporal.PlainDate.from(given)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  throw new InvalidArgumentError('A date looks like 2026-03-02.')
}

function asCount(given: string): number {
  if (/^\d{1,3}$/.test(given) && Number(given) > 0) return Number(given)
  throw new InvalidArgumentError('A whole number above 0, please.')
}

function asPeriods(given: string): { before: string; after: string } {
  const [before = '', after = '', ...more] = given.split(',').map((period) => period.trim())
  if (before !== '' && after !== '' && before !== after && more.length === 0) return { before, after }
  throw new InvalidArgumentError('Two periods of the performance file, the earlier first, such as 2025-Q4,2026-Q1.')
}
