import { sayRelativeDay } from '../../../coaching/local-time.ts'
import type { Reader } from '../../../coaching/reader.ts'

/** An instant as the reader says it today: "today, 14:00". */
export function said(instant: Temporal.Instant, reader: Reader): string {
  return sayRelativeDay(instant, reader.now, reader.zone, reader.locale)
}
