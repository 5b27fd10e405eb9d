import { useEffect, useRef, useState } from 'preact/hooks'
import type { ClockState } from '../practice-api.ts'
import { fetchClock, moveClock } from './api.ts'
import { CastCalendar } from './cast-calendar.tsx'
import { dayAndTime, placeOf } from './drawn-time.ts'
import { Icon } from './icon.tsx'
import { Menu } from './popover.tsx'
import { useWorkspace } from './workspace.ts'

const hourMinutes = 60
const dayMinutes = 24 * hourMinutes

/** Where the workspace's calendar stands, in the reader's zone, and ways to move it on. */
export function Clock({ changes }: { changes: number }) {
  const { state, toast } = useWorkspace()
  const [clock, setClock] = useState<ClockState>()
  const [moving, setMoving] = useState<'moving' | 'idle'>('idle')
  const [menu, setMenu] = useState<'open' | 'closed'>('closed')
  const [calendar, setCalendar] = useState<'open' | 'closed'>('closed')
  const face = useRef<HTMLButtonElement>(null)
  const week = useRef<HTMLButtonElement>(null)
  const { zone } = state.me
  const now = Math.max(clock?.now ?? 0, state.now)

  useEffect(() => {
    const timer = setTimeout(() => fetchClock().then(setClock, () => setClock(undefined)), 120)
    return () => clearTimeout(timer)
  }, [changes])

  const move = async (how: { to: number } | { byMinutes: number }) => {
    setMoving('moving')
    try {
      const moved = await moveClock(how)
      setClock(moved)
      if (moved.written !== undefined && moved.written > 0)
        toast(
          `${state.app.name} wrote ${moved.written === 1 ? 'one message' : `${moved.written} messages`} on the way to ${dayAndTime(moved.now, zone)}.`,
        )
    } catch {
      toast('The clock could not be moved.', 'trouble')
    }
    setMoving('idle')
  }

  const next = clock?.nextTriggerAt
  const moves = [
    { label: '+1 hour', words: 'One hour later', how: { byMinutes: hourMinutes } },
    { label: '+1 day', words: 'One day later', how: { byMinutes: dayMinutes } },
    ...(next === undefined ? [] : [{ label: 'Next trigger', words: `Next trigger, ${dayAndTime(next, zone, now)}`, how: { to: next } }]),
    { label: 'Next week', words: 'One week later', how: { byMinutes: 7 * dayMinutes } },
  ]
  const canMove = clock?.canMove === true
  return (
    <div class="clock" role="group" aria-label="Clock" aria-busy={moving === 'moving'} data-tour="clock">
      <button
        ref={face}
        type="button"
        class="clock-face"
        aria-haspopup="menu"
        aria-expanded={menu === 'open'}
        disabled={!canMove}
        onClick={() => setMenu(menu === 'open' ? 'closed' : 'open')}
      >
        <Icon name="clock" size={16} />
        <span>
          <span class="unseen">It is </span>
          <strong>{dayAndTime(now, zone)}</strong> <small>{placeOf(zone)}</small>
        </span>
      </button>
      {canMove &&
        moves.map((one) => (
          <button
            key={one.label}
            type="button"
            class="clock-move"
            title={one.words}
            disabled={moving === 'moving'}
            onClick={() => move(one.how)}
          >
            {one.label}
          </button>
        ))}
      <button
        ref={week}
        type="button"
        class="icon-button"
        aria-label="Calendar of the cast"
        title="Calendar: who meets whom this week"
        aria-haspopup="dialog"
        aria-expanded={calendar === 'open'}
        onClick={() => setCalendar(calendar === 'open' ? 'closed' : 'open')}
      >
        <Icon name="calendar" />
      </button>
      {calendar === 'open' && <CastCalendar anchor={week} now={now} changes={changes} onClose={() => setCalendar('closed')} />}
      {menu === 'open' && (
        <Menu
          anchor={face}
          label="Move the clock"
          align="end"
          onClose={() => setMenu('closed')}
          items={moves.map((one) => ({ kind: 'item' as const, label: one.words, onChoose: () => move(one.how) }))}
        />
      )}
    </div>
  )
}
