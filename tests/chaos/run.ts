import { parseArgs } from 'node:util'

/**
 * `npm run chaos -- --minutes 5 --seed N [--postgres]`: the real app in processes of its own, under everything that can go wrong, while
 * people work with it. With --postgres two replicas share a database on the server in TEST_POSTGRES_URL. Ends with 1 when something does
 * not hold, and prints the seed, under which the same plan of faults is played again.
 */
const { values: given } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string' },
    postgres: { type: 'boolean', default: false },
    trios: { type: 'string', default: '4' },
    verbose: { type: 'boolean', default: false },
  },
})
if (given.postgres && !process.execArgv.includes('--conditions=postgres')) {
  process.env['CUECARD_TEST_BACKEND'] = 'postgres'
  process.execve?.(
    process.execPath,
    [process.execPath, '--conditions=postgres', ...process.execArgv, ...process.argv.slice(1)],
    process.env,
  )
}
const { chaos } = await import('./chaos.ts')
const seed = given.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(given.seed)
process.exitCode = await chaos({
  minutes: Number(given.minutes),
  seed,
  replicas: given.postgres ? 2 : 1,
  trios: Number(given.trios),
  say: (line) => void process.stdout.write(`${line}\n`),
  verbose: given.verbose,
})
