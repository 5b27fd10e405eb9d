import type { ComponentChildren } from 'preact'
import { goalOf } from './link-goal.ts'
import { useWorkspace } from './workspace.ts'

/** A link that leads inside the practice workspace where it can, outside in a new tab where it may, and nowhere otherwise. */
export function Link({ url, children }: { url: string; children: ComponentChildren }) {
  const { state, open } = useWorkspace()
  const goal = goalOf(
    url,
    state.app.id,
    (id) => state.conversations.find((conversation) => conversation.id === id || (id === state.app.id && conversation.app))?.id,
  )
  if (goal.kind === 'nowhere') return <span class="link-nowhere">{children}</span>
  if (goal.kind === 'outside') {
    return (
      <a href={goal.url} target="_blank" rel="noreferrer noopener">
        {children}
      </a>
    )
  }
  return (
    <a
      href={url}
      onClick={(event) => {
        event.preventDefault()
        open(goal.place)
      }}
    >
      {children}
    </a>
  )
}

export function ChannelLink({ id, label = 'private-channel' }: { id: string; label?: string | undefined }) {
  const { state, open } = useWorkspace()
  const channel = state.conversations.find((conversation) => conversation.id === id)
  if (channel === undefined) return <span class="mention">#{label.replace(/^#/, '')}</span>
  return (
    <button type="button" class="mention" onClick={() => open({ channel: id })}>
      #{channel.name}
    </button>
  )
}
