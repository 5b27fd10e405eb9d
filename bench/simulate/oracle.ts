import Calendar from 'date-holidays'
import type { Fate, SimPair, SimPerson, World } from './world.ts'
import { roundsOf } from './world.ts'

/**
 * What must become of every meeting, worked out from the rules as they are promised, and from nothing that the app computes with.
 * `sentAt` is the tick at which the trigger must go.
 */
export type Verdict = { pair: SimPair; date: string; startsAt: Temporal.Instant; dueAt: Temporal.Instant } & (
  | { must: 'sent'; sentAt: Temporal.Instant }
  | { must: 'away' | 'holiday' | 'too_late' | 'off' | 'pending' }
)

/** The verdict on each meeting of the world, given when the app looked what is due, in the order in which it looked. */
export function verdicts(world: World, ticks: readonly Temporal.Instant[]): Verdict[] {
  const tickMs = ticks.map((tick) => tick.epochMilliseconds)
  return world.pairs.flatMap((pair) =>
    roundsOf(pair, world.startsAt, world.endsAt).map(({ date, at }) => verdictOn(world, pair, date, at, tickMs)),
  )
}

function verdictOn(world: World, pair: SimPair, date: string, original: Temporal.Instant, tickMs: readonly number[]): Verdict {
  const { manager } = pair
  const fate = pair.fates.get(date)
  const isFree = dayOff(manager, world.closures)
  let settled: { must: 'away' | 'holiday' | 'too_late'; dueAt: Temporal.Instant } | undefined
  let startsAt = original
  let isOff = false
  let isKnown = false
  let dueAt = promisedAt(pair, startsAt, isFree)
  // From shortly before anything could be due on.
  for (let index = firstFrom(tickMs, original.epochMilliseconds - 12 * 86_400_000); index < tickMs.length; index++) {
    const now = tickMs[index] ?? 0
    if (now > Math.max(startsAt.epochMilliseconds, original.epochMilliseconds) + 3 * 86_400_000) break
    if (fate !== undefined && !isKnown && now >= fate.at.epochMilliseconds) {
      isKnown = true
      if (fate.what === 'moved') {
        startsAt = placeOf(fate, manager)
        dueAt = promisedAt(pair, startsAt, isFree)
        settled = undefined
      } else isOff = true
    }
    if (isOff || settled !== undefined || now < dueAt.epochMilliseconds) continue
    const at = Temporal.Instant.fromEpochMilliseconds(now)
    const instants = [dueAt, at, startsAt]
    if (instants.some((instant) => isAway(manager, instant, now))) settled = { must: 'away', dueAt }
    else if (instants.some((instant) => isHoliday(manager, localDate(instant, manager.zone), world.closures)))
      settled = { must: 'holiday', dueAt }
    else if (now >= startsAt.epochMilliseconds - 5 * 60_000) settled = { must: 'too_late', dueAt }
    else return { pair, date, startsAt, dueAt, must: 'sent', sentAt: at }
  }
  if (isOff) return { pair, date, startsAt, dueAt, must: 'off' }
  return settled ? { pair, date, startsAt, ...settled } : { pair, date, startsAt, dueAt, must: 'pending' }
}

export function placeOf(fate: Fate & { what: 'moved' }, { zone }: SimPerson): Temporal.Instant {
  return Temporal.PlainDateTime.from(fate.to).toZonedDateTime(zone, { disambiguation: 'compatible' }).toInstant()
}

/** When the message is promised: each way of choosing, as its label says it. */
function promisedAt(
  { lead, manager }: SimPair,
  startsAt: Temporal.Instant,
  isFree: (date: Temporal.PlainDate) => boolean,
): Temporal.Instant {
  const local = startsAt.toZonedDateTimeISO(manager.zone)
  const day = local.toPlainDate()
  const begin = manager.from > '09:00' ? manager.from : '09:00'
  const clock = (on: Temporal.PlainDate, time: string) =>
    on.toPlainDateTime(time).toZonedDateTime(manager.zone, { disambiguation: 'compatible' }).toInstant()
  const halfAnHour = startsAt.subtract({ minutes: 30 })
  const isLate = (at: Temporal.Instant) => at.epochMilliseconds > halfAnHour.epochMilliseconds
  const eveningBefore = () => {
    let before = day.subtract({ days: 1 })
    while (isFree(before)) before = before.subtract({ days: 1 })
    const hourBeforeEnd = Temporal.PlainTime.from(manager.to).subtract({ hours: 1 }).toString({ smallestUnit: 'minute' })
    const time = ['16:00', hourBeforeEnd].toSorted()[0] ?? ''
    return clock(before, time < manager.from ? manager.from : time)
  }
  const morning = clock(day, begin)
  const chosen = () => {
    if (lead === 'minutes_30') return halfAnHour
    if (lead === 'evening_before') return eveningBefore()
    if (lead === 'morning') return isLate(morning) ? halfAnHour : morning
    if (lead === 'hours_2') {
      const twoHours = startsAt.subtract({ hours: 2 })
      const dayBegins = isLate(morning) ? halfAnHour : morning
      return twoHours.epochMilliseconds < dayBegins.epochMilliseconds ? dayBegins : twoHours
    }
    const isEarly = local.toPlainTime().toString({ smallestUnit: 'minute' }) < '11:00'
    return isFree(day) || isEarly || isLate(morning) ? eveningBefore() : morning
  }
  const at = chosen()
  return at.epochMilliseconds < startsAt.epochMilliseconds ? at : halfAnHour
}

function dayOff(person: SimPerson, closures: readonly string[]): (date: Temporal.PlainDate) => boolean {
  return (date) => !person.days.includes(date.dayOfWeek) || isHoliday(person, date, closures)
}

/** The leave that was told last holds; it begins and ends at local midnights. */
export function isAway({ leaves, zone }: SimPerson, at: Temporal.Instant, knownAtMs: number): boolean {
  const told = leaves.filter(({ toldAt }) => toldAt.epochMilliseconds <= knownAtMs).at(-1)
  if (told === undefined) return false
  const date = localDate(at, zone).toString()
  return date >= told.first && date <= told.last
}

const yearsOf = new Map<string, Set<string>>()

export function isHoliday({ country }: SimPerson, date: Temporal.PlainDate, closures: readonly string[]): boolean {
  if (closures.includes(date.toString())) return true
  const key = `${country}/${date.year}`
  let days = yearsOf.get(key)
  if (days === undefined) {
    days = new Set()
    for (const { date: text, start, end, type } of new Calendar(country).getHolidays(date.year)) {
      if (type !== 'public' || text.slice(11, 13) >= '12') continue
      const hours = (end.getTime() - start.getTime()) / 3_600_000
      for (let passed = 0; passed === 0 || passed + 12 <= hours; passed += 24)
        days.add(
          Temporal.PlainDate.from(text.slice(0, 10))
            .add({ days: passed / 24 })
            .toString(),
        )
    }
    yearsOf.set(key, days)
  }
  return days.has(date.toString())
}

function localDate(at: Temporal.Instant, zone: string): Temporal.PlainDate {
  return at.toZonedDateTimeISO(zone).toPlainDate()
}

/** The first tick at or after a time. A clock that was set back makes this approximate by hours, and it is asked for days before. */
function firstFrom(tickMs: readonly number[], from: number): number {
  let low = 0
  let high = tickMs.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tickMs[middle] ?? 0) < from) low = middle + 1
    else high = middle
  }
  return low
}
