import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { Icon } from './icon.tsx'

type DialogProps = {
  title: string
  onDismiss: () => void
  /** The way one step back, where there is one. */
  onBack?: (() => void) | undefined
  children: ComponentChildren
  footer?: ComponentChildren
  banner?: ComponentChildren
  size?: 'm' | 's'
  busy?: boolean
}

/** A modal box: the rest of the page is out of reach until it closes, Esc dismisses it, and the focus returns where it was. */
export function Dialog({ title, onDismiss, onBack, children, footer, banner, size = 'm', busy = false }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const self = box.current
    const focusBefore = document.activeElement
    self?.showModal()
    self?.focus()
    return () => {
      self?.close()
      if (focusBefore instanceof HTMLElement && focusBefore.isConnected) focusBefore.focus()
    }
  }, [])

  return (
    <dialog
      ref={box}
      class={`dialog dialog-${size}`}
      aria-label={title}
      aria-busy={busy}
      tabIndex={-1}
      onCancel={(event) => {
        event.preventDefault()
        onDismiss()
      }}
    >
      <div class="dialog-head">
        {onBack !== undefined && (
          <button type="button" class="icon-button" aria-label="Back" onClick={onBack}>
            <Icon name="back" />
          </button>
        )}
        <h2>{title}</h2>
        <button type="button" class="icon-button" aria-label="Close" onClick={onDismiss}>
          <Icon name="close" />
        </button>
      </div>
      {banner}
      {children}
      {footer !== undefined && footer !== false && <div class="dialog-foot">{footer}</div>}
    </dialog>
  )
}
