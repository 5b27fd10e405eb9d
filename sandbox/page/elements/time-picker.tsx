import type { Timepicker } from '@slack/types'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { useAsk } from '../confirm.tsx'
import { readTime } from '../drawn-time.ts'
import type { Field } from '../form.ts'
import { Icon } from '../icon.tsx'
import { Popover } from '../popover.tsx'
import { useSurface } from '../surface.ts'
import { nameAttributes, type Names } from './names.ts'

export function TimePicker({ field, element, names }: { field: Field; element: Timepicker; names: Names }) {
  const { stateOf, change } = useSurface()
  const ask = useAsk()
  return (
    <TimeBox
      time={stateOf(field).selected_time ?? undefined}
      placeholder={element.placeholder?.text ?? 'Choose a time'}
      names={names}
      onChoose={async (time) => {
        if ((await ask(element.confirm)) === 'yes') change(field, { type: element.type, selected_time: time })
      }}
      {...(element.focus_on_load === true ? { focus: 'on load' as const } : {})}
    />
  )
}

type TimeBoxProps = { time: string | undefined; placeholder: string; names: Names; onChoose: (time: string) => void; focus?: 'on load' }

/** A box that takes any time that is typed and offers the half hours. */
export function TimeBox({ time, placeholder, names, onChoose, focus }: TimeBoxProps) {
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState<string>()
  const [shown, setShown] = useState<'open' | 'closed'>('closed')
  const [active, setActive] = useState(-1)
  const offered =
    typed === undefined || typed === ''
      ? halfHours
      : halfHours.filter((one) => one.startsWith(typed.padStart(typed.length === 1 && typed > '2' ? 2 : 1, '0')))

  useEffect(() => {
    if (focus === 'on load') input.current?.focus()
  }, [])
  useEffect(() => {
    if (shown === 'open')
      document.getElementById(`${id}-${active === -1 ? nearest(time ?? '09:00') : active}`)?.scrollIntoView({ block: 'nearest' })
  }, [shown, active])

  const choose = (next: string) => {
    setShown('closed')
    setTyped(undefined)
    setActive(-1)
    if (next !== time) onChoose(next)
  }
  const leave = () => {
    const read = typed === undefined ? undefined : readTime(typed)
    if (read !== undefined) choose(read)
    else {
      setShown('closed')
      setTyped(undefined)
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setShown('open')
      const from = active === -1 && typed === undefined ? nearest(time ?? '09:00') - (event.key === 'ArrowDown' ? 1 : -1) : active
      setActive((from + (event.key === 'ArrowDown' ? 1 : -1) + offered.length) % Math.max(1, offered.length))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const line = offered[active]
      if (shown === 'open' && line !== undefined) choose(line)
      else leave()
    } else if (event.key === 'Tab') {
      leave()
    }
  }

  return (
    <div ref={box} class={`select time-box ${shown === 'open' ? 'select-open' : ''}`}>
      <Icon name="clock" size={16} />
      <input
        {...nameAttributes(names, placeholder)}
        ref={input}
        type="text"
        role="combobox"
        aria-expanded={shown === 'open'}
        aria-controls={`${id}-list`}
        {...(shown === 'open' && active !== -1 ? { 'aria-activedescendant': `${id}-${active}` } : {})}
        autoComplete="off"
        placeholder={placeholder}
        value={typed ?? time ?? ''}
        onClick={() => setShown('open')}
        onInput={(event) => {
          setTyped(event.currentTarget.value)
          setActive(-1)
          setShown('open')
        }}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={leave}
        onKeyDown={onKeyDown}
      />
      <Icon name="down" size={14} />
      {shown === 'open' && offered.length > 0 && (
        <Popover anchor={box} onClose={leave} role="listbox" label={placeholder} id={`${id}-list`} wide class="select-list">
          {offered.map((one, place) => (
            <div
              key={one}
              id={`${id}-${place}`}
              role="option"
              aria-selected={one === time}
              class={`select-line ${place === active ? 'select-line-active' : ''}`}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(one)}
            >
              <span class="menu-item-words">{one}</span>
              {one === time && <Icon name="check" size={14} />}
            </div>
          ))}
        </Popover>
      )}
    </div>
  )
}

const halfHours = Array.from(
  { length: 48 },
  (_, half) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`,
)
const nearest = (time: string): number =>
  Math.max(
    0,
    halfHours.findLastIndex((one) => one <= time),
  )
