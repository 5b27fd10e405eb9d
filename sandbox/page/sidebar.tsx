import { useEffect, useRef } from 'preact/hooks'
import type { ConversationState } from '../practice-api.ts'
import { Icon } from './icon.tsx'
import { Avatar, Unread } from './people.tsx'
import { useWorkspace, type Place } from './workspace.ts'

/** All conversations of the person: the app, channels, direct messages. On a narrow screen it slides in from the left. */
export function Sidebar({ shown, place, onClose }: { shown: 'open' | 'closed'; place: Place | undefined; onClose: () => void }) {
  const { state } = useWorkspace()
  const list = useRef<HTMLElement>(null)
  const groups: { title: string; conversations: ConversationState[] }[] = [
    { title: 'Apps', conversations: state.conversations.filter((one) => one.app) },
    { title: 'Channels', conversations: state.conversations.filter((one) => one.kind === 'channel') },
    { title: 'Direct messages', conversations: state.conversations.filter((one) => one.kind !== 'channel' && !one.app) },
  ]
  useEffect(() => {
    if (shown === 'open') list.current?.querySelector<HTMLElement>('.sidebar-line')?.focus()
  }, [shown])
  return (
    <>
      {shown === 'open' && <div class="scrim" onClick={onClose} />}
      <aside
        ref={list}
        class={`sidebar sidebar-${shown}`}
        aria-label="Conversations"
        onKeyDown={(event) => {
          if (event.key === 'Escape' && shown === 'open') onClose()
        }}
      >
        <h1>{state.workspace.name}</h1>
        {groups.map(
          (group) =>
            group.conversations.length > 0 && (
              <section key={group.title}>
                <h2>{group.title}</h2>
                {group.conversations.map((conversation) => (
                  <Line key={conversation.id} conversation={conversation} chosen={conversation.id === place?.channel} />
                ))}
              </section>
            ),
        )}
        <StartDirectMessage />
      </aside>
    </>
  )
}

function Line({ conversation, chosen }: { conversation: ConversationState; chosen: boolean }) {
  const { state, person, open } = useWorkspace()
  const other = conversation.members.find((id) => id !== state.me.id)
  return (
    <button
      type="button"
      class={`sidebar-line ${chosen ? 'sidebar-line-chosen' : ''} ${conversation.unread > 0 ? 'sidebar-line-unread' : ''}`}
      {...(chosen ? { 'aria-current': 'page' as const } : {})}
      onClick={() =>
        open({
          channel: conversation.id,
          ...(conversation.app ? { tab: conversation.unread > 0 ? ('messages' as const) : ('home' as const) } : {}),
        })
      }
    >
      {conversation.kind === 'channel' ? (
        <Icon name="hash" size={15} />
      ) : conversation.kind === 'mpim' ? (
        <span class="sidebar-many">{conversation.members.length - 1}</span>
      ) : (
        <Avatar person={conversation.app ? person(state.app.botUserId) : person(other ?? '')} size="s" />
      )}
      <span class="sidebar-name">{conversation.name}</span>
      <Unread count={conversation.unread} />
    </button>
  )
}

/** Everybody whom the person has no direct message with yet. */
function StartDirectMessage() {
  const { state, act, open, toast } = useWorkspace()
  const met = new Set(state.conversations.filter((one) => one.kind === 'im').flatMap((one) => one.members))
  const others = state.people.filter(
    (person) => !met.has(person.id) && person.id !== state.me.id && person.kind !== 'deactivated' && person.kind !== 'app',
  )
  if (others.length === 0) return null
  const start = async (id: string) => {
    const result = await act({ do: 'openIm', user: id })
    if (result.ok && result.channel !== undefined) open({ channel: result.channel })
    if (!result.ok && result.trouble !== undefined) toast(result.trouble, 'trouble')
  }
  return (
    <details class="sidebar-more">
      <summary>More people</summary>
      {others.map((person) => (
        <button key={person.id} type="button" class="sidebar-line" onClick={() => start(person.id)}>
          <Avatar person={person} size="s" />
          <span class="sidebar-name">{person.displayName}</span>
        </button>
      ))}
    </details>
  )
}
