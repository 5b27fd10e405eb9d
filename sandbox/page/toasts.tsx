import { useCallback, useState } from 'preact/hooks'
import { Icon } from './icon.tsx'

type Toast = { id: number; text: string; tone: 'plain' | 'trouble' }
export type ToastList = { list: Toast[]; show: (text: string, tone?: Toast['tone']) => void; drop: (id: number) => void }

const shownMs = 6_000
let lastId = 0

/** Lines of text that go away by themselves. The same line is not shown twice at once. */
export function useToasts(): ToastList {
  const [list, setList] = useState<Toast[]>([])
  const drop = useCallback((id: number) => setList((before) => before.filter((toast) => toast.id !== id)), [])
  const show = useCallback((text: string, tone: Toast['tone'] = 'plain') => {
    lastId += 1
    const id = lastId
    setList((before) => [...before.filter((toast) => toast.text !== text), { id, text, tone }].slice(-3))
    setTimeout(() => drop(id), shownMs)
  }, [])
  return { list, show, drop }
}

export function Toasts({ toasts }: { toasts: ToastList }) {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.list.map((toast) => (
        <div key={toast.id} class={`toast toast-${toast.tone}`}>
          {toast.tone === 'trouble' && <Icon name="warning" />}
          <span>{toast.text}</span>
          <button type="button" class="icon-button" aria-label="Dismiss" onClick={() => toasts.drop(toast.id)}>
            <Icon name="close" size={14} />
          </button>
        </div>
      ))}
    </div>
  )
}
