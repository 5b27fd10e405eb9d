import type { Case, Row } from '../harness/case.ts'
import { startClickServers } from '../harness/click-servers.ts'
import type { Interactions } from '../harness/interactions.ts'
import { pausing, typing } from '../harness/interactions.ts'
import { inRounds, median, ratioOf } from '../harness/rounds.ts'

const connections = 16

/** How many interactions a second are acknowledged after their effect is on disk. Acknowledging first would lose answers in a crash. */
export const durableClicks: Case = {
  id: 'P1',
  about: 'interactions a second, committed before the acknowledgement',
  async run({ rounds, sliceMs, profileTo }) {
    const measure = async (measured: string, made: { interactions: Interactions; leaves: 'click' | 'draft' }): Promise<Row> => {
      const servers = await startClickServers(connections, made, profileTo)
      const perSecond = async (side: 'cuecard' | 'bolt') => (await servers[side].load.slice(sliceMs)).perSecond
      const sides = { cuecard: () => perSecond('cuecard'), bolt: () => perSecond('bolt') }
      await inRounds(3, sides)
      const figures = await inRounds(rounds, sides)
      await servers.prove()
      await servers.close()
      return {
        id: 'P1',
        measured,
        peer: 'bare Bolt app that acknowledges and does nothing',
        bar: { is: 'at_least', value: 0.7, unit: 'x' },
        ...ratioOf(figures.cuecard, figures.bolt),
        detail: `${Math.round(median(figures.cuecard))}/s beside ${Math.round(median(figures.bolt))}/s, ${connections} connections`,
      }
    }
    return [
      await measure('words typed in a form, kept as a draft', { interactions: typing, leaves: 'draft' }),
      await measure('*Pause* and *Resume* of a 1:1, with its meetings planned anew', { interactions: pausing, leaves: 'click' }),
    ]
  },
}
