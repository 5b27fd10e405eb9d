import Calendar from 'date-holidays'
import type { Fate, SimPair, SimPerson, World } from './world.ts'
import { roundsOf } from './world.ts'

/**
 * What must become of what is sent about a meeting, worked out from the rules as they are promised, and from nothing that the app computes
 * with. `dueAt` is the promised minute, `sentAt` the tick at which it must go.
 */
export type Outcome = { startsAt: Temporal.Instant; dueAt: Temporal.Instant } & (
  | { must: 'sent'; sentAt: Temporal.Instant }
  | { must: 'away' | 'holiday' | 'too_late' | 'off' | 'other_missing' | 'pending' }
)
/** The verdict on a meeting: its manager's trigger and its employee's invitation. */
export type Verdict = { pair: SimPair; date: string; trigger: Outcome; invitation: Outcome }

/** The verdict on each meeting of the world, given when the app looked what is due, in the order in which it looked. */
export function verdicts(world: World, ticks: readonly Temporal.Instant[]): Verdict[] {
  const tickMs = ticks.map((tick) => tick.epochMilliseconds)
  return world.pairs.flatMap((pair) =>
    roundsOf(pair, world.startsAt, world.endsAt).map(({ date, at }) => {
      const isFree = dayOff(pair.manager, world.closures)
      const { employee, manager } = pair
      const trigger: Promise = { to: manager, promisedAt: (startsAt) => promisedAt(pair, startsAt, isFree), isMissing: () => false }
      const invitation: Promise = {
        to: employee,
        promisedAt: (startsAt) => invitedAt(employee, startsAt, dayOff(employee, world.closures)),
        isMissing: (startsAt, now) =>
          isAway(manager, startsAt, now) || isHoliday(manager, localDate(startsAt, manager.zone), world.closures),
      }
      return {
        pair,
        date,
        trigger: outcomeOf(world, pair, date, at, trigger, tickMs),
        invitation: outcomeOf(world, pair, date, at, invitation, tickMs),
      }
    }),
  )
}

/** Something that is promised to one of the two; nothing goes while the other is missing. */
type Promise = {
  to: SimPerson
  promisedAt: (startsAt: Temporal.Instant) => Temporal.Instant
  isMissing: (startsAt: Temporal.Instant, nowMs: number) => boolean
}

function outcomeOf(
  world: World,
  pair: SimPair,
  date: string,
  original: Temporal.Instant,
  promise: Promise,
  tickMs: readonly number[],
): Outcome {
  const { to } = promise
  const fate = pair.fates.get(date)
  let settled: 'away' | 'holiday' | 'too_late' | 'other_missing' | undefined
  let startsAt = original
  let isOff = false
  let isKnown = false
  let dueAt = promise.promisedAt(startsAt)
  /** Later than promised where it would have rung at night. */
  let waitsUntil = dueAt
  // From shortly before anything could be due on.
  for (let index = firstFrom(tickMs, original.epochMilliseconds - 12 * 86_400_000); index < tickMs.length; index++) {
    const now = tickMs[index] ?? 0
    if (now > Math.max(startsAt.epochMilliseconds, original.epochMilliseconds) + 3 * 86_400_000) break
    if (fate !== undefined && !isKnown && now >= fate.at.epochMilliseconds) {
      isKnown = true
      if (fate.what === 'moved') {
        startsAt = placeOf(fate, pair.manager)
        dueAt = promise.promisedAt(startsAt)
        waitsUntil = dueAt
        settled = undefined
      } else isOff = true
    }
    if (isOff || settled !== undefined || now < waitsUntil.epochMilliseconds) continue
    const at = Temporal.Instant.fromEpochMilliseconds(now)
    const instants = [waitsUntil, at, startsAt]
    if (instants.some((instant) => isAway(to, instant, now))) settled = 'away'
    else if (instants.some((instant) => isHoliday(to, localDate(instant, to.zone), world.closures))) settled = 'holiday'
    else if (promise.isMissing(startsAt, now)) settled = 'other_missing'
    else if (now >= startsAt.epochMilliseconds - 5 * 60_000) settled = 'too_late'
    else {
      const later = afterTheNight(to, { waitsUntil, at, startsAt }, dayOff(to, world.closures))
      if (later === undefined) return { startsAt, dueAt, must: 'sent', sentAt: at }
      waitsUntil = later
    }
  }
  return { startsAt, dueAt, must: isOff ? 'off' : (settled ?? 'pending') }
}

/** What is more than ten minutes late does not ring outside of working hours, unless the talk begins in half an hour. */
function afterTheNight(
  { zone, from, to }: SimPerson,
  { waitsUntil, at, startsAt }: { waitsUntil: Temporal.Instant; at: Temporal.Instant; startsAt: Temporal.Instant },
  isFree: (date: Temporal.PlainDate) => boolean,
): Temporal.Instant | undefined {
  const local = at.toZonedDateTimeISO(zone)
  const clock = local.toPlainTime().toString().slice(0, 5)
  const halfAnHour = startsAt.subtract({ minutes: 30 }).epochMilliseconds
  const isLate = at.epochMilliseconds - waitsUntil.epochMilliseconds >= 10 * 60_000
  const isAtWork = !isFree(local.toPlainDate()) && clock >= from && clock < to
  if (!isLate || isAtWork || at.epochMilliseconds >= halfAnHour) return undefined
  for (let day = local.toPlainDate(); ; day = day.add({ days: 1 })) {
    const morning = day.toPlainDateTime(from > '09:00' ? from : '09:00').toZonedDateTime(zone, { disambiguation: 'compatible' })
    if (!isFree(day) && morning.epochMilliseconds > at.epochMilliseconds)
      return Temporal.Instant.fromEpochMilliseconds(Math.min(morning.epochMilliseconds, halfAnHour))
  }
}

/** Nine in the morning of the employee's working day before. */
function invitedAt({ zone, from }: SimPerson, startsAt: Temporal.Instant, isFree: (date: Temporal.PlainDate) => boolean): Temporal.Instant {
  let day = startsAt.toZonedDateTimeISO(zone).toPlainDate().subtract({ days: 1 })
  while (isFree(day)) day = day.subtract({ days: 1 })
  const time = from > '09:00' ? from : '09:00'
  return day.toPlainDateTime(time).toZonedDateTime(zone, { disambiguation: 'compatible' }).toInstant()
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

/** The leave that was told last with the button holds, and all that stand in the calendar; each begins and ends at local midnights. */
export function isAway({ leaves, zone }: SimPerson, at: Temporal.Instant, knownAtMs: number): boolean {
  const known = leaves.filter(({ toldAt }) => toldAt.epochMilliseconds <= knownAtMs)
  const button = known.filter(({ by }) => by === 'button').at(-1)
  const date = localDate(at, zone).toString()
  return [...known.filter(({ by }) => by === 'calendar'), ...(button ? [button] : [])].some(
    ({ first, last }) => date >= first && date <= last,
  )
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
