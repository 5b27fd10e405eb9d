import type { HeaderBlock, View } from '@slack/types'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ActResult, OpenView } from '../practice-api.ts'
import { Blocks } from './blocks/block.tsx'
import { Dialog } from './dialog.tsx'
import { problemsIn } from './form.ts'
import { Icon } from './icon.tsx'
import { SurfaceContext, useLiveSurface } from './surface.ts'
import { withEmoji } from './text.tsx'
import { useWorkspace } from './workspace.ts'

/** The modal on top of the person's stack of views, if there is one. */
export function ModalHost() {
  const { state } = useWorkspace()
  const top = state.views.at(-1)
  if (top === undefined) return null
  return <Modal key={`${state.me.id} ${top.id}`} open={top} depth={state.views.length} />
}

function Modal({ open, depth }: { open: OpenView; depth: number }) {
  const { act, state } = useWorkspace()
  const { view } = open
  const [problems, setProblems] = useState<Record<string, string>>({})
  const [trouble, setTrouble] = useState<string>()
  const [sending, setSending] = useState<'sending' | 'idle'>('idle')

  const hear = (result: ActResult) => {
    if (result.ok) setTrouble(undefined)
    else if (result.fields === undefined) setTrouble(result.trouble ?? 'We had some trouble connecting. Try again?')
    setProblems(result.ok ? {} : (result.fields ?? {}))
    if (!result.ok && result.fields !== undefined) goToFirstProblem()
  }
  const surface = useLiveSurface({
    key: `${state.me.id} view ${open.id}`,
    where: { viewId: open.id },
    blocks: view.blocks,
    problems,
    send: act,
    onResult: (result) => setTrouble(result.ok ? undefined : result.trouble),
    onChange: (field) => setProblems(({ [field.blockId]: _solved, ...others }) => others),
  })

  const submit = async () => {
    if (sending === 'sending') return
    const values = surface.values()
    const own = problemsIn(view.blocks, values)
    setProblems(own)
    if (Object.keys(own).length > 0) {
      goToFirstProblem()
      return
    }
    setSending('sending')
    await surface.settle()
    const result = await act({ do: 'submit', viewId: open.id, values: surface.values() })
    setSending('idle')
    hear(result)
  }
  const close = async (how: 'cancel' | 'clear') => {
    await surface.settle()
    const result = await act({ do: 'close', viewId: open.id, how })
    if (!result.ok) setTrouble(result.trouble)
  }

  const body = useRef<HTMLFormElement>(null)
  useLayoutEffect(() => body.current?.scrollTo(0, 0), [titleOf(view), headingOf(view)])

  const title = titleOf(view)
  const submitWords = view.type === 'modal' ? view.submit?.text : undefined
  const closeWords = view.type === 'modal' ? view.close?.text : undefined
  return (
    <SurfaceContext.Provider value={surface}>
      <Dialog
        title={title}
        busy={sending === 'sending'}
        onDismiss={() => close('clear')}
        onBack={depth > 1 ? () => close('cancel') : undefined}
        banner={
          trouble !== undefined && (
            <div class="trouble-banner" role="alert">
              <Icon name="warning" /> {trouble}
            </div>
          )
        }
        footer={
          (submitWords !== undefined || closeWords !== undefined) && (
            <>
              <button type="button" class="button" onClick={() => close('cancel')}>
                {withEmoji(closeWords ?? 'Cancel')}
              </button>
              {submitWords !== undefined && (
                <button
                  type="submit"
                  form={`form-${open.id}`}
                  class={`button button-primary ${sending === 'sending' ? 'button-waiting' : ''}`}
                  aria-busy={sending === 'sending'}
                >
                  <span>{withEmoji(submitWords)}</span>
                </button>
              )}
            </>
          )
        }
      >
        <form
          ref={body}
          id={`form-${open.id}`}
          class="dialog-body"
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void submit()
          }}
        >
          <Blocks blocks={view.blocks} />
        </form>
      </Dialog>
    </SurfaceContext.Provider>
  )
}

export const titleOf = (view: View): string => (view.type === 'modal' ? withEmoji(view.title.text) : '')

/** A view that gives way to one with another heading is read from its top. */
function headingOf(view: View): string | undefined {
  const [first] = view.blocks.filter((block): block is HeaderBlock => block.type === 'header')
  return first?.text.text
}

function goToFirstProblem(): void {
  requestAnimationFrame(() => {
    const first = document.querySelector<HTMLElement>('.input-block-wrong')
    first?.scrollIntoView({ block: 'nearest' })
    first?.querySelector<HTMLElement>('input, textarea, button')?.focus()
  })
}
