import { cadenceInWords } from '../coaching/cadence.ts'
import type { Pair } from '../db/pairs.ts'

/** When a pair meets, in words for either of the two. */
export function meetsInWords(pair: Pair, zone: 'unnamed' | 'named' = 'unnamed'): string {
  return pair.feedId === undefined ? cadenceInWords(pair.cadence, zone) : 'as the calendar has it'
}
