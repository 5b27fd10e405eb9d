import type { RawEvent } from './raw-event.ts'
import { instantMs } from './raw-event.ts'
import type { Series } from './series.ts'

/**
 * The series of one calendar, one for each UID, each event in its newest version: the highest SEQUENCE, then the latest change. Two that
 * nothing tells apart but their start are two events of a program that gives all its events the same UID.
 */
export function currentSeries(events: RawEvent[]): Series[] {
  return [...Map.groupBy(withNames(events), (event) => event.uid).values()].flatMap(seriesOf)
}

function seriesOf(versions: RawEvent[]): Series[] {
  const overrides = newestOverrides(versions.filter((event) => event.replaces !== undefined))
  const masters = newestMasters(versions.filter((event) => event.replaces === undefined))
  const [master, ...others] = masters
  return [{ master, overrides }, ...others.map((other) => ({ master: other, overrides: [] }))]
}

function newestOverrides(overrides: RawEvent[]): RawEvent[] {
  const byOriginal = Map.groupBy(overrides, ({ replaces }) => replaces && instantMs(replaces))
  return [...byOriginal.values()].map((versions) => versions.reduce((best, event) => (isOlder(event, best) ? best : event)))
}

/** Of those with the same start the last. */
function newestMasters(masters: RawEvent[]): RawEvent[] {
  if (masters.length < 2) return masters
  const newest = masters.reduce((best, event) => (isOlder(best, event) ? event : best))
  const current = masters.filter((event) => !isOlder(event, newest))
  return [...new Map(current.map((event) => [instantMs(event.start), event])).values()]
}

function isOlder(event: RawEvent, than: RawEvent): boolean {
  const bySequence = event.details.sequence - than.details.sequence
  return bySequence === 0 ? event.changedAtMs < than.changedAtMs : bySequence < 0
}

/** Events without a UID have a name made of their start and title; the second of the same name is numbered. */
function withNames(events: RawEvent[]): RawEvent[] {
  const seen = new Map<string, number>()
  return events.map((event) => {
    if (event.naming === 'own') return event
    const count = (seen.get(event.uid) ?? 0) + 1
    seen.set(event.uid, count)
    return count === 1 ? event : { ...event, uid: `${event.uid}-${count}` }
  })
}
