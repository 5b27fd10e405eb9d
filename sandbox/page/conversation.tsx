import { useEffect, useState } from 'preact/hooks'
import type { ConversationState } from '../practice-api.ts'
import { AboutApp, AppHome } from './app-home.tsx'
import { Composer } from './composer.tsx'
import { Icon } from './icon.tsx'
import { MessageList } from './message-column.tsx'
import { firstUnreadOf, topLevel } from './message-list.ts'
import { Avatar, Badge, Unread } from './people.tsx'
import { useWorkspace, type Place, type Tab } from './workspace.ts'

/** The main pane: a conversation, or the app's Home, Messages and About tabs. */
export function Conversation({ conversation, place }: { conversation: ConversationState; place: Place }) {
  const { state, person, open } = useWorkspace()
  const tab: Tab = conversation.app ? (place.tab ?? 'messages') : 'messages'
  const other = person(conversation.app ? state.app.botUserId : (conversation.members.find((id) => id !== state.me.id) ?? ''))
  return (
    <>
      <header class="pane-head">
        <div class="pane-title">
          {conversation.kind === 'channel' ? (
            <Icon name="hash" />
          ) : conversation.kind === 'mpim' ? (
            <Icon name="people" />
          ) : (
            <Avatar person={other} size="s" />
          )}
          <h2>{conversation.name}</h2>
          {conversation.kind === 'im' && <Badge person={other} />}
          {conversation.kind === 'im' && !conversation.app && <span class="pane-note">{other?.title}</span>}
          {conversation.kind !== 'im' && <span class="pane-note">{conversation.members.length} people</span>}
        </div>
        {conversation.app && (
          <Tabs tab={tab} unread={conversation.unread} onChoose={(next) => open({ channel: conversation.id, tab: next })} />
        )}
      </header>
      {tab === 'messages' && <Messages conversation={conversation} />}
      {tab === 'home' && <AppHome />}
      {tab === 'about' && <AboutApp />}
    </>
  )
}

const tabs: { tab: Tab; label: string }[] = [
  { tab: 'home', label: 'Home' },
  { tab: 'messages', label: 'Messages' },
  { tab: 'about', label: 'About' },
]

function Tabs({ tab, unread, onChoose }: { tab: Tab; unread: number; onChoose: (tab: Tab) => void }) {
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    const next = tabs[(tabs.findIndex((one) => one.tab === tab) + step + tabs.length) % tabs.length]
    if (next === undefined) return
    onChoose(next.tab)
    document.getElementById(`tab-${next.tab}`)?.focus()
  }
  return (
    <div class="tabs" role="tablist" aria-label="The app" onKeyDown={onKeyDown}>
      {tabs.map((one) => (
        <button
          key={one.tab}
          id={`tab-${one.tab}`}
          type="button"
          role="tab"
          aria-selected={one.tab === tab}
          tabIndex={one.tab === tab ? 0 : -1}
          onClick={() => onChoose(one.tab)}
        >
          {one.label}
          {one.tab === 'messages' && tab !== 'messages' && <Unread count={unread} />}
        </button>
      ))}
    </div>
  )
}

function Messages({ conversation }: { conversation: ConversationState }) {
  const { state, act, loadedAt } = useWorkspace()
  const messages = topLevel(conversation, loadedAt)
  const newest = messages.at(-1)?.ts
  const [firstUnread, setFirstUnread] = useState(() => firstUnreadOf(conversation, state.me.id))

  useEffect(() => {
    const markRead = () => {
      if (document.visibilityState !== 'visible' || conversation.unread === 0) return
      setFirstUnread((before) => before ?? firstUnreadOf(conversation, state.me.id))
      const last = conversation.messages
        .map((message) => message.ts)
        .toSorted((one, another) => Number(one) - Number(another))
        .at(-1)
      if (last !== undefined) void act({ do: 'read', channel: conversation.id, ts: last })
    }
    markRead()
    document.addEventListener('visibilitychange', markRead)
    return () => document.removeEventListener('visibilitychange', markRead)
  }, [newest, conversation.unread])

  return (
    <>
      <MessageList
        conversation={conversation}
        messages={messages}
        firstUnread={firstUnread}
        start={<Beginning conversation={conversation} />}
      />
      <Composer key={conversation.id} conversation={conversation} />
    </>
  )
}

/** What stands above the first message. */
function Beginning({ conversation }: { conversation: ConversationState }) {
  const { state, person } = useWorkspace()
  const other = person(conversation.app ? state.app.botUserId : (conversation.members.find((id) => id !== state.me.id) ?? ''))
  if (conversation.kind === 'im') {
    return (
      <div class="beginning">
        <Avatar person={other} size="l" />
        <div>
          <strong>{other?.name ?? conversation.name}</strong>
          <p>
            {conversation.app
              ? 'This is where the app writes to you, and where you can write to it.'
              : 'This is only between the two of you.'}
          </p>
        </div>
      </div>
    )
  }
  return (
    <div class="beginning">
      <div>
        <strong>{conversation.kind === 'channel' ? `#${conversation.name}` : conversation.name}</strong>
        <p>This is where it begins.</p>
      </div>
    </div>
  )
}
