import type { Case, Row } from '../harness/case.ts'
import type { Subject } from '../harness/click-servers.ts'
import { startClickServers } from '../harness/click-servers.ts'
import { typing } from '../harness/interactions.ts'
import { inRounds, median, quantile, ratioOf } from '../harness/rounds.ts'

/** What one interaction costs when nothing else happens: how long the person waits, and how much of the processor it takes. */
export const clickCost: Case = {
  id: 'P2',
  about: 'one interaction at a time: latency and processor time',
  async run({ rounds, sliceMs, profileTo }) {
    const servers = await startClickServers(1, { interactions: typing, leaves: 'draft' }, profileTo)
    const sides = { cuecard: () => cost(servers.cuecard, sliceMs), bolt: () => cost(servers.bolt, sliceMs) }
    await inRounds(3, sides)
    const { cuecard, bolt } = await inRounds(rounds, sides)
    await servers.prove()
    await servers.close()
    const row = (measured: string, most: number, unit: string, figureOf: (cost: Cost) => number): Row => ({
      id: 'P2',
      measured,
      peer: 'the same bare Bolt app',
      bar: { is: 'at_most', value: most, unit: 'x' },
      ...ratioOf(cuecard.map(figureOf), bolt.map(figureOf)),
      detail: `${median(cuecard.map(figureOf)).toFixed(2)} ${unit} beside ${median(bolt.map(figureOf)).toFixed(2)} ${unit}`,
    })
    return [
      row('one interaction, half are faster (p50)', 2.2, 'ms', ({ p50Ms }) => p50Ms),
      row('one interaction, 99 of 100 are faster (p99)', 3, 'ms', ({ p99Ms }) => p99Ms),
      row('processor time of one interaction', 1.8, 'ms', ({ cpuMs }) => cpuMs),
    ]
  },
}

type Cost = { p50Ms: number; p99Ms: number; cpuMs: number }

async function cost({ child, load }: Subject, sliceMs: number): Promise<Cost> {
  const beforeUs = Number(await child.ask('cpuUs'))
  const { count, latenciesMs } = await load.slice(sliceMs)
  const cpuMs = (Number(await child.ask('cpuUs')) - beforeUs) / 1_000 / count
  return { p50Ms: quantile(latenciesMs, 0.5), p99Ms: quantile(latenciesMs, 0.99), cpuMs }
}
