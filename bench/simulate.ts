import { parseArgs } from 'node:util'
import type { Counts } from './simulate/judge.ts'
import { judge } from './simulate/judge.ts'
import { live } from './simulate/live.ts'
import { makeWorld } from './simulate/world.ts'
import { zones } from './simulate/zones.ts'

/** `npm run simulate -- --years 2`: lives through years with a stepped clock and prints, as a table, how often the right thing happened at the right minute. */
const { values } = parseArgs({
  options: {
    years: { type: 'string', default: '2' },
    from: { type: 'string', default: '2026-01-05' },
    pairs: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
  },
})
const days = Math.round(Number(values.years) * 365.25)
const world = makeWorld({ from: values.from, days, zones: zones.length, pairsEach: Number(values.pairs), seed: Number(values.seed) })
const lived = await live(world)
const found = await judge(world, lived)
await lived.end()

const sum = <Row>(rows: readonly Row[], of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0)
const leaves = [...new Set(world.pairs.flatMap(({ manager, employee }) => [manager, employee]))].flatMap((person) => person.leaves)
const rowsOf = (what: 'triggers' | 'invitations', counts: Counts): [string, number][] => [
  [`${what} sent, one for each`, counts.sent],
  ['  of them at the very minute', counts.onTheMinute],
  ['  of them late (outage, or learnt late)', counts.late],
  ['  not sent: away', counts.away],
  ['  not sent: holiday', counts.holiday],
  ...(what === 'invitations' ? [['  not sent: the manager is missing', counts.otherMissing] satisfies [string, number]] : []),
  ['  not sent: too late', counts.tooLate],
  ['  called off: skipped, cancelled, declined', counts.off],
]
const rows: [string, number][] = [
  ['zones', zones.length],
  ['managers', world.managers.length],
  ['1:1s', world.pairs.length],
  ['  that follow a calendar', world.pairs.filter(({ source }) => source === 'feed').length],
  ['  that come to an end', world.pairs.filter(({ until }) => until !== undefined).length],
  ['leaves', leaves.length],
  ['  that stand in a calendar', leaves.filter(({ by }) => by === 'calendar').length],
  ['outages, each with a restart', lived.restarts],
  ['clock set back and right again', world.setBack.length],
  ['dates left out', sum(world.pairs, ({ leftOut }) => leftOut.length)],
  ['looks at what is due', found.ticks],
  ['meetings', found.meetings],
  ['of them moved', found.moved],
  ...rowsOf('triggers', found.triggers),
  ['messages that carry them', found.messages],
  ...rowsOf('invitations', found.invitations),
  ['differences from the oracle', found.differences.length],
]
const width = Math.max(...rows.map(([name]) => name.length))
process.stdout.write(
  `From ${values.from}, ${days} days, seed ${values.seed}\n\n| ${'what'.padEnd(width)} |  count |\n| ${'-'.repeat(width)} | -----: |\n${rows.map(([name, count]) => `| ${name.padEnd(width)} | ${String(count).padStart(6)} |`).join('\n')}\n`,
)
for (const difference of found.differences.slice(0, 40)) process.stdout.write(`- ${difference}\n`)
process.exitCode = found.differences.length === 0 ? 0 : 1
