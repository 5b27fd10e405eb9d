import { seededRandom } from './random.ts'
import { zones } from './zones.ts'

/** Everything that is going to happen, decided beforehand: the run lets it happen, the oracle says what must come of it. */
export type World = {
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  managers: SimPerson[]
  pairs: SimPair[]
  /** Company closures, as local dates. */
  closures: string[]
  /** No tick happens in these stretches: the app is down. After each of them it is started anew. */
  outages: Stretch[]
  /** The clock of the machine is set back at `at` by `byMinutes`, and is right again after as long. */
  setBack: { at: Temporal.Instant; byMinutes: number }[]
}
export type Stretch = { from: Temporal.Instant; to: Temporal.Instant }

export type SimPerson = {
  name: string
  zone: string
  country: string
  days: number[]
  from: string
  to: string
  leaves: SimLeave[]
}
/** First and last local date; told at an instant before: with the button, or as an out-of-office entry of the calendar. */
export type SimLeave = { by: 'button' | 'calendar'; toldAt: Temporal.Instant; first: string; last: string }

export type SimLead = 'default' | 'morning' | 'evening_before' | 'hours_2' | 'minutes_30'
export type SimCadence =
  | { every: 'week'; interval: number; weekdays: number[]; time: string }
  /** `nth` of -1 is the last. */
  | { every: 'month'; nth: 1 | 2 | 3 | 4 | -1; weekday: number; time: string }
export type SimPair = {
  index: number
  manager: SimPerson
  employee: SimPerson
  lead: SimLead
  cadence: SimCadence
  /** `feed`: its times come from the manager's calendar, which says what happens to single meetings. */
  source: 'hand' | 'feed'
  /** Dates that are left out from the beginning, and the last date; of a cadence set by hand. */
  leftOut: string[]
  until: string | undefined
  /** What happens to single meetings, by the local date that the cadence gives them. */
  fates: Map<string, Fate>
  /** Stretches in which the calendar cannot be read. */
  unreadable: Stretch[]
}
/** Known from `at` on. A move is to another local date and time of the manager. */
export type Fate = { at: Temporal.Instant } & ({ what: 'moved'; to: string } | { what: 'skipped' | 'cancelled' | 'declined' })

export type WorldSize = { from: string; days: number; zones: number; pairsEach: number; seed: number }

/** A world of one manager per zone, with 1:1s in every rhythm. The same size gives the same world. */
export function makeWorld(size: WorldSize): World {
  const random = seededRandom(size.seed)
  const startsAt = Temporal.Instant.from(`${size.from}T00:00:00Z`)
  const endsAt = startsAt.add({ hours: 24 * size.days })
  const outages = Array.from({ length: Math.max(1, Math.floor(size.days / 60)) }, () =>
    stretch(random.instant(startsAt.add({ hours: 48 }), endsAt), random.pick([2, 9, 30, 47])),
  )
  const setBack = Array.from({ length: Math.max(1, Math.floor(size.days / 90)) }, () => ({
    at: random.instant(startsAt.add({ hours: 48 }), endsAt),
    byMinutes: random.pick([10, 65, 120]),
  })).filter(({ at }) => isFree(at, outages, 6))
  const quiet = [...outages, ...setBack.map(({ at, byMinutes }) => stretch(at.subtract({ minutes: byMinutes }), 6))]
  const closures = Array.from({ length: Math.floor(size.days / 45) }, () => dateOf(random.instant(startsAt, endsAt), 'UTC'))

  const managers: SimPerson[] = []
  const pairs: SimPair[] = []
  for (const [index, { zone, country }] of zones.slice(0, size.zones).entries()) {
    const person = (name: string): SimPerson => ({
      name,
      zone,
      country,
      days: random.pick([
        [1, 2, 3, 4, 5],
        [1, 2, 3, 4, 5],
        [1, 2, 3, 4],
        [1, 2, 3, 4, 7],
      ]),
      from: random.pick(['07:00', '08:00', '09:00', '10:00']),
      to: random.pick(['16:00', '17:00', '18:30']),
      leaves: leavesOf(random, startsAt, endsAt, zone, quiet),
    })
    const manager = person(`Manager ${index}`)
    managers.push(manager)
    if (index % 2 === 0) manager.leaves.push(...calendarLeavesOf(random, startsAt, endsAt, zone))
    for (let nth = 0; nth < size.pairsEach; nth++) {
      const source = nth === size.pairsEach - 1 && index % 2 === 0 ? 'feed' : 'hand'
      const unreadable =
        source === 'feed'
          ? Array.from({ length: Math.ceil(size.days / 200) }, () =>
              stretch(random.instant(startsAt.add({ hours: 48 }), endsAt), random.pick([3, 40])),
            )
          : []
      const pair: SimPair = {
        index: pairs.length,
        manager,
        employee: person(`Employee ${pairs.length}`),
        lead: random.pick(['default', 'default', 'default', 'morning', 'evening_before', 'hours_2', 'minutes_30']),
        cadence: cadenceOf(random, pairs.length, manager.days),
        source,
        leftOut: [],
        until: undefined,
        fates: new Map(),
        unreadable,
      }
      if (source === 'hand') limit(random, pair, startsAt, endsAt)
      pair.fates = fatesOf(random, pair, { startsAt, endsAt }, [...quiet, ...unreadable])
      pairs.push(pair)
    }
  }
  return { startsAt, endsAt, managers, pairs, closures, outages, setBack }
}

type Random = ReturnType<typeof seededRandom>

function cadenceOf(random: Random, index: number, days: number[]): SimCadence {
  const time = random.pick(['00:30', '02:15', '07:45', '08:30', '09:00', '10:59', '11:00', '13:30', '14:00', '16:45', '18:00', '23:30'])
  const weekday = random.pick(days)
  switch (index % 6) {
    case 0:
    case 1:
      return { every: 'week', interval: 1, weekdays: [weekday], time }
    case 2:
      return { every: 'week', interval: 2, weekdays: [weekday], time }
    case 3:
      return { every: 'week', interval: random.pick([3, 4]), weekdays: [weekday], time }
    case 4:
      return { every: 'month', nth: random.pick([1, 2, 3, 4, -1]), weekday, time }
    default:
      return { every: 'week', interval: 1, weekdays: [...new Set([weekday, random.pick(days)])].toSorted(), time }
  }
}

/** Now and then a date is left out, and a 1:1 comes to an end before the world does. */
function limit(random: Random, pair: SimPair, startsAt: Temporal.Instant, endsAt: Temporal.Instant): void {
  const dates = roundsOf(pair, startsAt, endsAt).map(({ date }) => date)
  if (random.between(0, 2) === 0 && dates.length > 4) pair.leftOut = [dates[2] ?? '', dates[Math.floor(dates.length / 2)] ?? ''].toSorted()
  if (random.between(0, 5) === 0) pair.until = dates[Math.floor(dates.length * 0.7)]
  told.delete(pair)
}

/** Leaves that stand in the calendar two weeks before, so that they are known whenever the calendar can be read by then. */
function calendarLeavesOf(random: Random, startsAt: Temporal.Instant, endsAt: Temporal.Instant, zone: string): SimLeave[] {
  const leaves: SimLeave[] = []
  let day = Temporal.PlainDate.from(dateOf(startsAt, zone)).add({ days: random.between(25, 150) })
  while (day.toZonedDateTime(zone).epochMilliseconds < endsAt.epochMilliseconds) {
    const last = day.add({ days: random.between(0, 9) })
    const toldAt = day
      .toZonedDateTime(zone)
      .toInstant()
      .subtract({ hours: random.between(340, 500) })
    leaves.push({ by: 'calendar', toldAt, first: day.toString(), last: last.toString() })
    day = last.add({ days: random.between(60, 240) })
  }
  return leaves
}

/** Leaves one after the other, each told before its first day and after the end of the one before. */
function leavesOf(random: Random, startsAt: Temporal.Instant, endsAt: Temporal.Instant, zone: string, quiet: Stretch[]): SimLeave[] {
  const leaves: SimLeave[] = []
  let day = Temporal.PlainDate.from(dateOf(startsAt, zone)).add({ days: random.between(10, 90) })
  while (day.toZonedDateTime(zone).epochMilliseconds < endsAt.epochMilliseconds) {
    const last = day.add({ days: random.between(0, 16) })
    const toldAt = day
      .toZonedDateTime(zone)
      .toInstant()
      .subtract({ hours: random.between(2, 40) })
    if (isFree(toldAt, quiet, 3)) leaves.push({ by: 'button', toldAt, first: day.toString(), last: last.toString() })
    day = last.add({ days: random.between(20, 120) })
  }
  return leaves
}

/** Every fifth meeting or so has a fate of its own; two skipped in a row, which would bring a quiet week, never follow each other. */
function fatesOf(
  random: Random,
  pair: SimPair,
  { startsAt, endsAt }: { startsAt: Temporal.Instant; endsAt: Temporal.Instant },
  quiet: Stretch[],
): Map<string, Fate> {
  const fates = new Map<string, Fate>()
  const { zone } = pair.manager
  let wait = random.between(3, 8)
  for (const { date, at } of roundsOf(pair, startsAt, endsAt)) {
    if (--wait > 0) continue
    wait = random.between(3, 8)
    const kind =
      pair.source === 'hand'
        ? random.pick(['moved', 'moved', 'skipped'] as const)
        : random.pick(['moved', 'cancelled', 'declined'] as const)
    // Long before, so that the trigger is planned anew; or an hour before, when most were sent.
    const told = at.subtract(random.pick([{ hours: 60 }, { hours: 30 }, { minutes: 61 }]))
    if (!isFree(told, quiet, 8) || told.epochMilliseconds <= startsAt.epochMilliseconds + 86_400_000) continue
    const to = at
      .toZonedDateTimeISO(zone)
      .toPlainDateTime()
      .add({ days: random.between(0, 3), minutes: random.pick([45, 120, 345]) })
    fates.set(date, kind === 'moved' ? { at: told, what: 'moved', to: to.toString({ smallestUnit: 'minute' }) } : { at: told, what: kind })
  }
  return fates
}

/**
 * The rounds of a pair's cadence that begin in [`from`, `to`): which local dates have one, and when it begins. They are told day by day, and
 * kept, because a calendar is asked for them thousands of times. `from` is the world's first moment.
 */
export function roundsOf(pair: SimPair, from: Temporal.Instant, to: Temporal.Instant): Round[] {
  const kept = told.get(pair) ?? { rounds: [], until: from }
  if (Temporal.Instant.compare(kept.until, to) < 0) {
    kept.until = to.add({ hours: 24 * 400 })
    kept.rounds = tellRounds(pair, from, kept.until)
    told.set(pair, kept)
  }
  return kept.rounds.filter(({ at }) => at.epochMilliseconds < to.epochMilliseconds)
}

type Round = { date: string; at: Temporal.Instant }
const told = new WeakMap<SimPair, { rounds: Round[]; until: Temporal.Instant }>()

function tellRounds({ cadence, leftOut, until, manager: { zone } }: SimPair, from: Temporal.Instant, to: Temporal.Instant): Round[] {
  const rounds: Round[] = []
  const first = firstDayOf(cadence, from, zone)
  const last = to.toZonedDateTimeISO(zone).toPlainDate().add({ days: 2 })
  for (let day = first; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    if (!hasRound(cadence, first, day) || leftOut.includes(day.toString()) || (until !== undefined && day.toString() > until)) continue
    const at = day.toPlainDateTime(cadence.time).toZonedDateTime(zone, { disambiguation: 'compatible' }).toInstant()
    if (at.epochMilliseconds >= from.epochMilliseconds && at.epochMilliseconds < to.epochMilliseconds)
      rounds.push({ date: day.toString(), at })
  }
  return rounds
}

/** The first local date on or after the world's second day that fits: the date of the first 1:1. */
export function firstDayOf(cadence: SimCadence, from: Temporal.Instant, zone: string): Temporal.PlainDate {
  let day = from.toZonedDateTimeISO(zone).toPlainDate().add({ days: 2 })
  while (!fits(cadence, day)) day = day.add({ days: 1 })
  return day
}

function fits(cadence: SimCadence, day: Temporal.PlainDate): boolean {
  if (cadence.every === 'week') return cadence.weekdays.includes(day.dayOfWeek)
  if (day.dayOfWeek !== cadence.weekday) return false
  return cadence.nth === -1 ? day.add({ days: 7 }).month !== day.month : Math.ceil(day.day / 7) === cadence.nth
}

function hasRound(cadence: SimCadence, first: Temporal.PlainDate, day: Temporal.PlainDate): boolean {
  if (!fits(cadence, day)) return false
  if (cadence.every === 'month') return true
  const monday = (date: Temporal.PlainDate) => date.subtract({ days: date.dayOfWeek - 1 })
  return (monday(first).until(monday(day), { largestUnit: 'days' }).days / 7) % cadence.interval === 0
}

export function isFree(at: Temporal.Instant, stretches: readonly Stretch[], marginHours: number): boolean {
  const margin = marginHours * 3_600_000
  return stretches.every(
    ({ from, to }) => at.epochMilliseconds < from.epochMilliseconds - margin || at.epochMilliseconds > to.epochMilliseconds + margin,
  )
}

function stretch(from: Temporal.Instant, hours: number): Stretch {
  return { from, to: from.add({ hours }) }
}

function dateOf(at: Temporal.Instant, zone: string): string {
  return at.toZonedDateTimeISO(zone).toPlainDate().toString()
}
