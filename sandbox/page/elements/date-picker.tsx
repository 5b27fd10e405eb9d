import type { Datepicker, DateTimepicker } from '@slack/types'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { useAsk } from '../confirm.tsx'
import { dayPlus, instantOf, isoDay, isoDayInWords, monthInWords, monthPlus, timeOfDay, weeksOf } from '../drawn-time.ts'
import type { Field } from '../form.ts'
import { Icon } from '../icon.tsx'
import { Popover } from '../popover.tsx'
import { useSurface } from '../surface.ts'
import { useWorkspace } from '../workspace.ts'
import { nameAttributes, type Names } from './names.ts'
import { TimeBox } from './time-picker.tsx'

export function DatePicker({ field, element, names }: { field: Field; element: Datepicker; names: Names }) {
  const { stateOf, change } = useSurface()
  const ask = useAsk()
  const choose = async (day: string | null) => {
    if ((await ask(element.confirm)) === 'yes') change(field, { type: element.type, selected_date: day })
  }
  return (
    <DayBox
      day={stateOf(field).selected_date ?? undefined}
      placeholder={element.placeholder?.text ?? 'Choose a date'}
      names={names}
      focus={element.focus_on_load === true ? 'on load' : 'when asked'}
      onChoose={choose}
      {...(field.input?.optional === true ? { onClear: () => choose(null) } : {})}
    />
  )
}

/** A day and a time in the reader's zone, held as epoch seconds. */
export function DateTimePicker({ field, element, names }: { field: Field; element: DateTimepicker; names: Names }) {
  const { stateOf, change } = useSurface()
  const { state } = useWorkspace()
  const ask = useAsk()
  const { zone } = state.me
  const seconds = stateOf(field).selected_date_time
  const at = seconds == null ? undefined : seconds * 1000
  const choose = async (day: string, time: string) => {
    if ((await ask(element.confirm)) === 'yes')
      change(field, { type: element.type, selected_date_time: Math.round(instantOf(day, time, zone) / 1000) })
  }
  return (
    <div class="date-and-time" role="group" {...nameAttributes(names, 'Date and time')}>
      <DayBox
        day={at === undefined ? undefined : isoDay(at, zone)}
        placeholder="Choose a date"
        names={{}}
        focus="when asked"
        onChoose={(day) => choose(day, at === undefined ? '09:00' : timeOfDay(at, zone))}
      />
      <TimeBox
        time={at === undefined ? undefined : timeOfDay(at, zone)}
        placeholder="Time"
        names={{}}
        onChoose={(time) => choose(at === undefined ? isoDay(state.now, zone) : isoDay(at, zone), time)}
      />
    </div>
  )
}

type DayBoxProps = {
  day: string | undefined
  placeholder: string
  names: Names
  focus: 'on load' | 'when asked'
  onChoose: (day: string) => void
  onClear?: () => void
}

/** A box that shows a day in words and opens a calendar. */
function DayBox({ day, placeholder, names, focus, onChoose, onClear }: DayBoxProps) {
  const [shown, setShown] = useState<'open' | 'closed'>('closed')
  const anchor = useRef<HTMLButtonElement>(null)
  const id = useId()
  useEffect(() => {
    if (focus === 'on load') anchor.current?.focus()
  }, [])
  const words = day === undefined ? placeholder : isoDayInWords(day)
  return (
    <div class="day-box">
      <button
        ref={anchor}
        type="button"
        {...nameAttributes(names.labelledBy === undefined ? names : { ...names, labelledBy: `${names.labelledBy} ${id}` }, words)}
        aria-haspopup="dialog"
        aria-expanded={shown === 'open'}
        class={`picker ${day === undefined ? 'picker-empty' : ''}`}
        onClick={() => setShown(shown === 'open' ? 'closed' : 'open')}
      >
        <Icon name="calendar" size={16} />
        <span id={id}>{words}</span>
        <Icon name="down" size={14} />
      </button>
      {shown === 'open' && (
        <Popover anchor={anchor} onClose={() => setShown('closed')} role="dialog" label="Choose a date" class="calendar-popover">
          <Calendar
            day={day}
            onChoose={(chosen) => {
              setShown('closed')
              anchor.current?.focus()
              onChoose(chosen)
            }}
            {...(onClear === undefined || day === undefined
              ? {}
              : {
                  onClear: () => {
                    setShown('closed')
                    onClear()
                  },
                })}
          />
        </Popover>
      )}
    </div>
  )
}

/** A month of days. Arrows move by day and week, Page Up and Page Down by month; a day can be typed as well. */
function Calendar({ day, onChoose, onClear }: { day: string | undefined; onChoose: (day: string) => void; onClear?: () => void }) {
  const { state } = useWorkspace()
  const today = isoDay(state.now, state.me.zone)
  const [focused, setFocused] = useState(day ?? today)
  const grid = useRef<HTMLTableElement>(null)
  const moved = useRef<'by keys' | 'otherwise'>('by keys')
  const month = focused.slice(0, 7)

  useEffect(() => {
    if (moved.current === 'by keys') grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
    moved.current = 'otherwise'
  }, [focused])

  const turn = (months: number) => setFocused(`${monthPlus(month, months)}-01`)
  const onKeyDown = (event: KeyboardEvent) => {
    const to = {
      ArrowLeft: () => dayPlus(focused, -1),
      ArrowRight: () => dayPlus(focused, 1),
      ArrowUp: () => dayPlus(focused, -7),
      ArrowDown: () => dayPlus(focused, 7),
      PageUp: () => `${monthPlus(month, -1)}-01`,
      PageDown: () => `${monthPlus(month, 1)}-01`,
    }[event.key]
    if (to === undefined) return
    event.preventDefault()
    moved.current = 'by keys'
    setFocused(to())
  }

  return (
    <div class="calendar">
      <div class="calendar-head">
        <button type="button" class="icon-button" aria-label="Previous month" onClick={() => turn(-1)}>
          <Icon name="back" />
        </button>
        <strong aria-live="polite">{monthInWords(month)}</strong>
        <button type="button" class="icon-button" aria-label="Next month" onClick={() => turn(1)}>
          <Icon name="forward" />
        </button>
      </div>
      <table ref={grid} role="grid" aria-label={monthInWords(month)} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].map((name) => (
              <th key={name} scope="col">
                {name.slice(0, 2)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr key={week[0]}>
              {week.map((one) => (
                <td key={one} role="gridcell" aria-selected={one === day}>
                  <button
                    type="button"
                    tabIndex={one === focused ? 0 : -1}
                    aria-label={isoDayInWords(one)}
                    {...(one === today ? { 'aria-current': 'date' as const } : {})}
                    class={`calendar-day ${one.startsWith(month) ? '' : 'calendar-day-other'} ${one === day ? 'calendar-day-chosen' : ''}`}
                    onClick={() => onChoose(one)}
                  >
                    {Number(one.slice(8))}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div class="calendar-foot">
        <input
          type="date"
          aria-label="Type a date"
          value={day ?? ''}
          onChange={(event) => {
            if (/^\d{4}-\d{2}-\d{2}$/.test(event.currentTarget.value)) onChoose(event.currentTarget.value)
          }}
        />
        <button type="button" class="button button-small" onClick={() => onChoose(today)}>
          Today
        </button>
        {onClear !== undefined && (
          <button type="button" class="button button-small" onClick={onClear}>
            Clear
          </button>
        )}
      </div>
    </div>
  )
}
