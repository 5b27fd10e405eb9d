import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { clickCost } from './cases/click-cost.ts'
import { delivery } from './cases/delivery.ts'
import { busyTick } from './cases/busy-tick.ts'
import { durableClicks } from './cases/durable-clicks.ts'
import { hotStatements } from './cases/hot-statements.ts'
import { idleMemory } from './cases/idle-memory.ts'
import { idleTick } from './cases/idle-tick.ts'
import { lateness } from './cases/lateness.ts'
import { leasing } from './cases/leasing.ts'
import { occurrenceSpeed } from './cases/occurrence-speed.ts'
import { slacksLimits } from './cases/slacks-limits.ts'
import { timeToReady } from './cases/time-to-ready.ts'
import type { Case, Row } from './harness/case.ts'
import { machineLine } from './harness/machine.ts'
import { asTable } from './harness/table.ts'

/**
 * `npm run bench`: Cuecard beside what somebody would write without it, in one run. Each figure is the median over rounds of the ratio
 * within a round. `--only P1,P6` picks cases, `--rounds 5 --slice 200` (milliseconds) makes a quick look
 * of it; `--profile /tmp/profiles` writes CPU profiles of Cuecard's side.
 */
const cases: Case[] = [
  durableClicks,
  clickCost,
  busyTick,
  leasing,
  idleTick,
  occurrenceSpeed,
  delivery,
  slacksLimits,
  hotStatements,
  timeToReady,
  idleMemory,
  lateness,
]

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '15' },
    slice: { type: 'string', default: '400' },
    profile: { type: 'string' },
  },
})
const effort = { rounds: Number(values.rounds), sliceMs: Number(values.slice), profileTo: values.profile }
const wanted = values.only?.toUpperCase().split(',')
const chosen = cases.filter(({ id }) => wanted === undefined || wanted.includes(id))
if (chosen.length === 0 || !(effort.rounds >= 1) || !(effort.sliceMs >= 1)) {
  process.stderr.write(
    `Usage: npm run bench -- [--only ${cases.map(({ id }) => id).join(',')}] [--rounds 15] [--slice 400] [--profile FOLDER]\n`,
  )
  process.exit(2)
}

const machine = machineLine()
process.stdout.write(`${machine}\n${effort.rounds} rounds, slices of ${effort.sliceMs} ms\n`)
const rows: Row[] = []
for (const one of chosen) {
  process.stderr.write(`${one.id} ${one.about}\n`)
  rows.push(...(await one.run(effort)))
}
process.stdout.write(`\n${asTable(rows)}\n${machineLine()}\n`)

const results = new URL('./results/', import.meta.url)
mkdirSync(results, { recursive: true })
writeFileSync(new URL('latest.json', results), `${JSON.stringify({ machine, ...effort, rows }, undefined, 2)}\n`)
