import type { ComponentChildren, RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

type PopoverProps = {
  anchor: RefObject<HTMLElement | null>
  onClose: () => void
  children: ComponentChildren
  role?: 'menu' | 'listbox' | 'dialog' | 'group'
  label?: string
  id?: string
  /** As wide as its anchor at least. */
  wide?: boolean
  class?: string
  /** `start` aligns left edges, `end` right edges. */
  align?: 'start' | 'end'
}

/**
 * Something that opens beside its anchor and above everything, modals too. Esc, a press elsewhere, or a scroll of what is around it
 * closes it; whoever opened it gets the focus back if the focus was inside.
 */
export function Popover({ anchor, onClose, children, role = 'menu', label, id, wide, class: extra = '', align = 'start' }: PopoverProps) {
  const box = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<{ left: number; top: number; minWidth: number; maxHeight: number }>()

  useLayoutEffect(() => {
    const self = box.current
    if (self === null) return
    self.showPopover()
    const put = () => {
      if (anchor.current !== null) setPlace(placeBeside(anchor.current.getBoundingClientRect(), self, align))
    }
    put()
    const grown = new ResizeObserver(put)
    grown.observe(self)
    if (anchor.current !== null) grown.observe(anchor.current)
    window.addEventListener('resize', put)
    window.addEventListener('scroll', put, true)
    return () => {
      grown.disconnect()
      window.removeEventListener('resize', put)
      window.removeEventListener('scroll', put, true)
    }
  }, [])

  useEffect(() => {
    const closeOnPressElsewhere = (event: PointerEvent) => {
      const target = event.target instanceof Node ? event.target : null
      if (!box.current?.contains(target) && !anchor.current?.contains(target)) onClose()
    }
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      // The next Esc is for whatever is around, even when it comes before this has been redrawn.
      document.removeEventListener('keydown', closeOnEscape, true)
      const hadFocus = box.current?.contains(document.activeElement)
      onClose()
      if (hadFocus) focusFirst(anchor.current)
    }
    document.addEventListener('pointerdown', closeOnPressElsewhere, true)
    document.addEventListener('keydown', closeOnEscape, true)
    return () => {
      document.removeEventListener('pointerdown', closeOnPressElsewhere, true)
      document.removeEventListener('keydown', closeOnEscape, true)
    }
  }, [onClose])

  return (
    <div
      ref={box}
      popover="manual"
      class={`popover ${extra}`}
      role={role}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(id === undefined ? {} : { id })}
      style={
        place === undefined
          ? { visibility: 'hidden' }
          : {
              left: `${place.left}px`,
              top: `${place.top}px`,
              maxHeight: `${place.maxHeight}px`,
              ...(wide ? { minWidth: `${place.minWidth}px` } : {}),
            }
      }
    >
      {children}
    </div>
  )
}

const gapPx = 4
const edgePx = 8

function placeBeside(anchor: DOMRect, self: HTMLElement, align: 'start' | 'end') {
  const { offsetWidth: width, scrollHeight: height } = self
  const below = window.innerHeight - anchor.bottom - gapPx - edgePx
  const above = anchor.top - gapPx - edgePx
  const goesBelow = below >= Math.min(height, 320) || below >= above
  const maxHeight = Math.max(120, Math.min(goesBelow ? below : above, 420))
  const wanted = align === 'start' ? anchor.left : anchor.right - width
  return {
    left: Math.max(edgePx, Math.min(wanted, window.innerWidth - width - edgePx)),
    top: goesBelow ? anchor.bottom + gapPx : anchor.top - gapPx - Math.min(height, maxHeight),
    minWidth: anchor.width,
    maxHeight,
  }
}

function focusFirst(around: HTMLElement | null): void {
  const target = around?.matches('button, input, [tabindex]') ? around : around?.querySelector<HTMLElement>('button, input, [tabindex]')
  target?.focus()
}

export type MenuItem =
  | { kind: 'item'; label: string; hint?: string; description?: string; tone?: 'danger'; onChoose: () => void }
  | { kind: 'heading'; label: string }
  | { kind: 'divider' }

type MenuProps = { anchor: RefObject<HTMLElement | null>; items: MenuItem[]; onClose: () => void; label: string; align?: 'start' | 'end' }

/** A menu of verbs: arrows move, Enter chooses, Tab leaves. */
export function Menu({ anchor, items, onClose, label, align }: MenuProps) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => itemsIn(list.current)[0]?.focus(), [])

  const onKeyDown = (event: KeyboardEvent) => {
    const all = itemsIn(list.current)
    const at = all.findIndex((item) => item === document.activeElement)
    const next = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key]
    if (event.key === 'Tab') onClose()
    if (next === undefined) return
    event.preventDefault()
    all[next % all.length]?.focus()
  }

  return (
    <Popover anchor={anchor} onClose={onClose} label={label} {...(align === undefined ? {} : { align })}>
      <div ref={list} class="menu" onKeyDown={onKeyDown}>
        {items.map((item, place) => {
          if (item.kind === 'divider') return <hr key={place} />
          if (item.kind === 'heading')
            return (
              <div key={place} class="menu-heading" role="presentation">
                {item.label}
              </div>
            )
          return (
            <button
              key={place}
              type="button"
              role="menuitem"
              tabIndex={-1}
              class={`menu-item ${item.tone === 'danger' ? 'menu-item-danger' : ''}`}
              onClick={() => {
                onClose()
                focusFirst(anchor.current)
                item.onChoose()
              }}
            >
              <span class="menu-item-words">
                {item.label}
                {item.description !== undefined && <small>{item.description}</small>}
              </span>
              {item.hint !== undefined && <span class="menu-item-hint">{item.hint}</span>}
            </button>
          )
        })}
      </div>
    </Popover>
  )
}

const itemsIn = (list: HTMLElement | null): HTMLElement[] => [...(list?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
