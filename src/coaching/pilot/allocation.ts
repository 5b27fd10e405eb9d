import type { Arm } from './arm.ts'
import { seededRandom } from './seeded-random.ts'

/** Which arm a manager was dealt, and the pair or stratum inside which the dealing happened. */
export interface Allocated {
  managerId: string
  arm: Arm
  stratum: string
}

/**
 * A coin per pair, in the order given: the first manager of a pair is in the pilot arm on heads, the second on tails.
 * The same pairs and seed give the same arms; pairs are named `P01`, `P02` and so on.
 */
export function drawPairedArms(pairs: readonly (readonly [string, string])[], seed: string): Allocated[] {
  const random = seededRandom(seed)
  return pairs.flatMap(([first, second], index): Allocated[] => {
    const stratum = `P${String(index + 1).padStart(2, '0')}`
    const heads = random.below(2) === 1
    return [
      { managerId: first, arm: heads ? 'pilot' : 'control', stratum },
      { managerId: second, arm: heads ? 'control' : 'pilot', stratum },
    ]
  })
}

/**
 * Half of each stratum to the pilot arm, drawn without pairs: for pilots too small or too mixed to pair up.
 * In a stratum with an odd number a coin says which arm gets the one more. The order of managers inside a stratum changes the draw.
 */
export function drawStratifiedArms(managers: readonly { managerId: string; stratum: string }[], seed: string): Allocated[] {
  const random = seededRandom(seed)
  return [...Map.groupBy(managers, ({ stratum }) => stratum)].flatMap(([stratum, members]) => {
    const ids = members.map(({ managerId }) => managerId)
    for (let last = ids.length - 1; last > 0; last -= 1) {
      const other = random.below(last + 1)
      const held = ids[last] ?? ''
      ids[last] = ids[other] ?? ''
      ids[other] = held
    }
    const pilots = Math.floor(ids.length / 2) + (ids.length % 2 === 1 ? random.below(2) : 0)
    return ids.map((managerId, index): Allocated => ({ managerId, arm: index < pilots ? 'pilot' : 'control', stratum }))
  })
}
