import { Temporal as Polyfill } from 'temporal-polyfill/implementation'
import type { Cadence } from '../../src/coaching/cadence.ts'
import { nextOccurrence, nextStartMs } from '../../src/coaching/cadence.ts'
import type { Case, Row } from '../harness/case.ts'
import type { TemporalImplementation } from '../harness/plain-temporal.ts'
import { nextByTemporal } from '../harness/plain-temporal.ts'
import { inRounds, median, ratioOf } from '../harness/rounds.ts'

/** How many next occurrences of cadences are found in a second, and whether they are the ones that Temporal's own arithmetic finds. */
export const occurrenceSpeed: Case = {
  id: 'P6',
  about: 'next occurrences a second',
  async run({ rounds, sliceMs }) {
    const questions = Array.from({ length: 20_000 }, (_, i) => question(i))
    const perSecond = (next: (cadence: Cadence, afterMs: number) => unknown) => async () => {
      const endsAt = performance.now() + sliceMs
      const startedMs = performance.now()
      let count = 0
      for (; performance.now() < endsAt; count += askedAtOnce) {
        for (let i = 0; i < askedAtOnce; i++) {
          const { cadence, afterMs } = questions[(count + i) % questions.length] as Question
          next(cadence, afterMs)
        }
      }
      return count / ((performance.now() - startedMs) / 1_000)
    }
    // Both are the same API; the polyfill's types are its own.
    const polyfill = Polyfill as unknown as TemporalImplementation
    const figures = await inRounds(rounds, {
      cuecard: perSecond(nextStartMs),
      asInstants: perSecond((cadence, afterMs) => nextOccurrence(cadence, Temporal.Instant.fromEpochMilliseconds(afterMs))),
      native: perSecond((cadence, afterMs) => nextByTemporal(Temporal, cadence, afterMs)),
      polyfill: perSecond((cadence, afterMs) => nextByTemporal(polyfill, cadence, afterMs)),
    })
    const mismatches = questions.filter(
      ({ cadence, afterMs }) => nextStartMs(cadence, afterMs) !== nextByTemporal(Temporal, cadence, afterMs),
    ).length
    const thousands = (side: number[]) => `${(median(side) / 1_000).toFixed(1)}k/s`
    const row = (measured: string, ours: number[]): Row => ({
      id: 'P6',
      measured,
      peer: 'the same arithmetic on temporal-polyfill',
      bar: { is: 'at_least', value: 20, unit: 'x' },
      ...ratioOf(ours, figures.polyfill),
      detail: `${thousands(ours)} beside ${thousands(figures.polyfill)}, and ${thousands(figures.native)} on native Temporal`,
    })
    return [
      row('next occurrences a second, as milliseconds', figures.cuecard),
      row('next occurrences a second, as Temporal instants', figures.asInstants),
      {
        id: 'P6',
        measured: `occurrences that differ, of ${questions.length}`,
        peer: 'native Temporal',
        bar: { is: 'at_most', value: 0, unit: 'cases' },
        figure: mismatches,
        spread: undefined,
        detail: `${zones.length} zones, instants from 2020 to 2032, times around clock changes among them`,
      },
    ]
  },
}

type Question = { cadence: Cadence; afterMs: number }

/** Looking at the clock costs more than an occurrence. */
const askedAtOnce = 50

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'America/Santiago',
  'UTC',
]
const weekdayCodes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const times = ['09:00', '14:30', '02:30', '00:15', '23:45', '01:45']

/** The same questions in every run: a weekly cadence and an instant, spread by the number over zones, days, times and twelve years. */
function question(i: number): Question {
  const pick = <One>(list: readonly One[], by: number) => list[by % list.length] as One
  const cadence: Cadence = {
    rule: `FREQ=WEEKLY;INTERVAL=${1 + (i % 3)};BYDAY=${pick(weekdayCodes, i * 5)}`,
    startOn: `20${15 + (i % 5)}-0${1 + (i % 9)}-1${i % 10}`,
    time: pick(times, i * 7 + Math.floor(i / zones.length)),
    zone: pick(zones, i),
    lengthMinutes: 30,
  }
  return { cadence, afterMs: Date.UTC(2020, 0, 1) + ((i * 7_919_003) % 378_000) * 1_000_000 }
}
