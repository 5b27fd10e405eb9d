import type { Cadence } from '../../src/coaching/cadence.ts'

/** Native Temporal, or a polyfill with the same API. */
export type TemporalImplementation = Pick<typeof Temporal, 'Instant' | 'PlainDate'>

/**
 * The peer of src/coaching/cadence.ts: the next start of a weekly cadence with one weekday, in epoch milliseconds, as one would write it
 * with Temporal and nothing else. Counting goes by whole weeks from the first date; the wall time is placed by Temporal's own rule.
 */
export function nextByTemporal({ Instant, PlainDate }: TemporalImplementation, cadence: Cadence, afterMs: number): number {
  const [, interval = '1', code = 'MO'] = /INTERVAL=(\d+);BYDAY=(\w\w)/.exec(cadence.rule) ?? []
  const everyDays = Number(interval) * 7
  const start = PlainDate.from(cadence.startOn)
  const first = start.add({ days: codes.indexOf(code) + 1 - start.dayOfWeek })
  const today = Instant.fromEpochMilliseconds(afterMs).toZonedDateTimeISO(cadence.zone).toPlainDate()
  const passed = Math.max(0, Math.floor(first.until(today).days / everyDays))
  for (let date = first.add({ days: passed * everyDays }); ; date = date.add({ days: everyDays })) {
    if (PlainDate.compare(date, start) < 0) continue
    const startsMs = date.toZonedDateTime({ timeZone: cadence.zone, plainTime: cadence.time }).epochMilliseconds
    if (startsMs > afterMs) return startsMs
  }
}

const codes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
