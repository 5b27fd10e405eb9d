import type { RefObject } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { CalendarEntry } from '../practice-api.ts'
import { fetchCalendar } from './api.ts'
import { castAtHand } from './cast.ts'
import { dayInWords, instantOf, isoDay, isoDayInWords, timeOfDay } from './drawn-time.ts'
import { Icon } from './icon.tsx'
import { Popover } from './popover.tsx'
import { useWorkspace } from './workspace.ts'

type CastCalendarProps = {
  anchor: RefObject<HTMLElement | null>
  now: number
  /** Grows with everything that happens in the workspace. */
  changes: number
  onClose: () => void
}

/** The week of the people at hand, a column for each day: who meets whom, when the app writes before it, who is away. */
export function CastCalendar({ anchor, now, changes, onClose }: CastCalendarProps) {
  const { state, person } = useWorkspace()
  const { zone } = state.me
  const [weeksAhead, setWeeksAhead] = useState(0)
  const [entries, setEntries] = useState<CalendarEntry[] | 'missing'>()
  const today = isoDay(now, zone)
  const days = weekOf(today, weeksAhead)
  const from = instantOf(days[0] ?? today, '00:00', zone)
  const to = instantOf(dayAfter(days.at(-1) ?? today), '00:00', zone)

  useEffect(() => {
    let current: 'current' | 'late' = 'current'
    const cast = new Set(castAtHand(state).map(({ id }) => id))
    fetchCalendar(from, to).then(
      (fetched) => current === 'current' && setEntries(fetched.filter(({ people }) => people.some((id) => cast.has(id)))),
      () => current === 'current' && setEntries('missing'),
    )
    return () => void (current = 'late')
  }, [from, to, changes, state.me.id])

  const nameOf = (id: string) => person(id)?.displayName ?? 'Somebody'
  const ofDay = (day: string): CalendarEntry[] =>
    entries === undefined || entries === 'missing'
      ? []
      : entries.filter((entry) =>
          entry.kind === 'away' ? isoDay(entry.at, zone) <= day && day <= isoDay(entry.until - 1, zone) : isoDay(entry.at, zone) === day,
        )
  return (
    <Popover anchor={anchor} onClose={onClose} role="dialog" label="Calendar of the cast" class="cast-calendar" align="end">
      <div class="cast-calendar-head">
        <button type="button" class="icon-button" aria-label="The week before" onClick={() => setWeeksAhead(weeksAhead - 1)}>
          <Icon name="back" />
        </button>
        <h2 aria-live="polite">
          {dayInWords(from, zone, now)} to {dayInWords(to - 1, zone, now)}
        </h2>
        <button type="button" class="icon-button" aria-label="The week after" onClick={() => setWeeksAhead(weeksAhead + 1)}>
          <Icon name="forward" />
        </button>
        <button type="button" class="icon-button" aria-label="Close the calendar" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      {entries === 'missing' && <p class="cast-calendar-note">The calendar could not be read. Close it and open it again.</p>}
      {entries !== undefined && entries !== 'missing' && entries.length === 0 && (
        <p class="cast-calendar-note">Nobody meets in this week. Add a 1:1 on the app’s Home, and it stands here.</p>
      )}
      <div class="cast-calendar-week" tabIndex={0} role="group" aria-label="Days">
        {days.map((day) => (
          <section key={day} class={day === today ? 'cast-day cast-day-now' : 'cast-day'} aria-label={isoDayInWords(day)}>
            <h3 {...(day === today ? { 'aria-current': 'date' as const } : {})}>{isoDayInWords(day).split(' ').slice(0, 3).join(' ')}</h3>
            <ul>
              {ofDay(day).map((entry) => (
                <li key={`${entry.kind} ${entry.at} ${entry.people.join()}`} class={`cast-entry ${lookOf(entry, now)}`}>
                  {entry.kind === 'away' ? (
                    `${nameOf(entry.people[0] ?? '')} is away`
                  ) : (
                    <>
                      <strong>
                        {timeOfDay(entry.at, zone)}
                        {entry.became === 'off' && <small> off</small>}
                        {entry.became === 'coached' && <small> coached</small>}
                      </strong>
                      <span>{entry.people.map(nameOf).join(' and ')}</span>
                      {entry.writesAt !== undefined && entry.writesAt > now && (
                        <small>
                          {state.app.name} writes{' '}
                          {isoDay(entry.writesAt, zone) === day ? timeOfDay(entry.writesAt, zone) : dayInWords(entry.writesAt, zone, now)}
                        </small>
                      )}
                    </>
                  )}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Popover>
  )
}

function lookOf(entry: CalendarEntry, now: number): string {
  if (entry.kind === 'away') return 'cast-entry-away'
  if (entry.became === 'off') return 'cast-entry-off'
  return entry.until <= now ? 'cast-entry-over' : ''
}

/** The seven days from the Monday of the week that holds a day, some weeks on. */
function weekOf(day: string, weeksAhead: number): string[] {
  const noon = new Date(`${day}T12:00:00Z`)
  const sinceMonday = (noon.getUTCDay() + 6) % 7
  return Array.from({ length: 7 }, (_none, index) => isoDay(noon.getTime() + (index - sinceMonday + 7 * weeksAhead) * dayMs, 'UTC'))
}

const dayMs = 86_400_000
const dayAfter = (day: string): string => isoDay(Date.parse(`${day}T12:00:00Z`) + dayMs, 'UTC')
