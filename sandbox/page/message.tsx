import { useRef, useState } from 'preact/hooks'
import type { ConversationState, MessageState } from '../practice-api.ts'
import { Blocks } from './blocks/block.tsx'
import { useAsk } from './confirm.tsx'
import { dayAndTime, instantOfTs, timeOfDay } from './drawn-time.ts'
import { FileCard } from './file-card.tsx'
import { Icon } from './icon.tsx'
import { agoInWords } from './lib/date-tokens.ts'
import { repliesTo } from './message-list.ts'
import { Mrkdwn } from './mrkdwn.tsx'
import { Avatar, Badge } from './people.tsx'
import { Menu, type MenuItem } from './popover.tsx'
import { SurfaceContext, useLiveSurface } from './surface.ts'
import { asTyped } from './typed.ts'
import { useWorkspace, type Deed } from './workspace.ts'

type MessageProps = { conversation: ConversationState; message: MessageState; follows: boolean; place: 'main' | 'thread' }

/** A message: who, when, what; what can be done with it appears when it is pointed at or focused. */
export function Message({ conversation, message, follows, place }: MessageProps) {
  const { state, person } = useWorkspace()
  const [editing, setEditing] = useState<'editing' | 'reading'>('reading')
  const author = person(message.user)
  const at = instantOfTs(message.ts)
  return (
    <article
      class={`message ${follows ? 'message-follows' : ''} ${message.ephemeral ? 'message-ephemeral' : ''}`}
      aria-label={`${author?.name ?? 'Somebody'}, ${dayAndTime(at, state.me.zone, state.now)}`}
      data-ts={message.ts}
    >
      <div class="message-side">{follows ? <time>{timeOfDay(at, state.me.zone)}</time> : <Avatar person={author} />}</div>
      <div class="message-main">
        {message.ephemeral && (
          <div class="only-you">
            <Icon name="eye" size={14} /> Only visible to you
          </div>
        )}
        {!follows && (
          <div class="message-head">
            <strong>{author?.displayName ?? author?.name ?? 'Somebody'}</strong>
            <Badge person={author} />
            <time title={dayAndTime(at, state.me.zone, state.now)}>{timeOfDay(at, state.me.zone)}</time>
          </div>
        )}
        {editing === 'editing' ? (
          <EditBox conversation={conversation} message={message} onDone={() => setEditing('reading')} />
        ) : (
          <MessageBody conversation={conversation} message={message} />
        )}
        {place === 'main' && <Replies conversation={conversation} message={message} />}
      </div>
      {!message.ephemeral && editing === 'reading' && (
        <Toolbar conversation={conversation} message={message} place={place} onEdit={() => setEditing('editing')} />
      )}
    </article>
  )
}

/** What a message says: its blocks where it has some, else its text; then its files. */
export function MessageBody({ conversation, message }: { conversation: ConversationState | 'nowhere'; message: MessageState }) {
  const { act, toast, state } = useWorkspace()
  const surface = useLiveSurface({
    key: `${state.me.id} message ${conversation === 'nowhere' ? '' : conversation.id} ${message.ts}`,
    where: conversation === 'nowhere' ? 'nowhere' : { channel: conversation.id, ts: message.ts },
    blocks: message.blocks ?? noBlocks,
    send: act,
    onResult: (result) => {
      if (!result.ok && result.trouble !== undefined) toast(result.trouble, 'trouble')
    },
  })
  return (
    <SurfaceContext.Provider value={surface}>
      <div class="message-body">
        {message.blocks !== undefined && message.blocks.length > 0 ? (
          <Blocks blocks={message.blocks} />
        ) : (
          message.text !== '' && (
            <div class="message-text">
              <Mrkdwn text={message.text} />
            </div>
          )
        )}
        {message.edited && <span class="edited"> (edited)</span>}
        {message.files?.map((file) => (
          <FileCard key={file.id} file={file} />
        ))}
      </div>
    </SurfaceContext.Provider>
  )
}

const noBlocks: [] = []

function Replies({ conversation, message }: { conversation: ConversationState; message: MessageState }) {
  const { state, person, open } = useWorkspace()
  const replies = repliesTo(conversation, message.ts)
  const count = message.replyCount ?? replies.length
  if (count === 0) return null
  const users = message.replyUsers ?? [...new Set(replies.map((reply) => reply.user))]
  const last = replies.at(-1)
  return (
    <button
      type="button"
      class="replies"
      onClick={() => open({ channel: conversation.id, ...(conversation.app ? { tab: 'messages' as const } : {}), thread: message.ts })}
    >
      {users.slice(0, 4).map((id) => (
        <Avatar key={id} person={person(id)} size="s" />
      ))}
      <span>{count === 1 ? '1 reply' : `${count} replies`}</span>
      {last !== undefined && (
        <small>Last reply {state.now - instantOfTs(last.ts) < 60_000 ? 'just now' : agoInWords(instantOfTs(last.ts), state.now)}</small>
      )}
    </button>
  )
}

function Toolbar({
  conversation,
  message,
  place,
  onEdit,
}: {
  conversation: ConversationState
  message: MessageState
  place: 'main' | 'thread'
  onEdit: () => void
}) {
  const { state, act, open, toast } = useWorkspace()
  const [shown, setShown] = useState<'open' | 'closed'>('closed')
  const more = useRef<HTMLButtonElement>(null)
  const ask = useAsk()
  const doIt = async (what: Deed) => {
    const result = await act(what)
    if (!result.ok) toast(result.trouble ?? 'That did not work.', 'trouble')
  }
  const reply = () =>
    open({ channel: conversation.id, ...(conversation.app ? { tab: 'messages' as const } : {}), thread: message.threadTs ?? message.ts })
  const remove = async () => {
    const answer = await ask({
      title: { type: 'plain_text', text: 'Delete message' },
      text: { type: 'plain_text', text: 'Are you sure you want to delete this message? This cannot be undone.' },
      confirm: { type: 'plain_text', text: 'Delete' },
      style: 'danger',
    })
    if (answer === 'yes') await doIt({ do: 'delete', channel: conversation.id, ts: message.ts })
  }
  const items: MenuItem[] = [
    ...(place === 'main' ? [{ kind: 'item' as const, label: 'Reply in thread', onChoose: reply }] : []),
    ...(message.user === state.me.id
      ? [
          { kind: 'item' as const, label: 'Edit message', onChoose: onEdit },
          { kind: 'item' as const, label: 'Delete message', tone: 'danger' as const, onChoose: remove },
        ]
      : []),
    ...messageShortcuts(),
  ]

  function messageShortcuts(): MenuItem[] {
    const shortcuts = state.app.shortcuts.filter((one) => one.type === 'message')
    if (shortcuts.length === 0) return []
    return [
      { kind: 'divider' },
      { kind: 'heading', label: 'Message shortcuts' },
      ...shortcuts.map((one) => ({
        kind: 'item' as const,
        label: one.name,
        description: one.description,
        hint: state.app.name,
        onChoose: () => doIt({ do: 'messageShortcut', callbackId: one.callbackId, channel: conversation.id, ts: message.ts }),
      })),
    ]
  }

  return (
    <div class={`message-tools ${shown === 'open' ? 'message-tools-open' : ''}`}>
      {place === 'main' && (
        <button type="button" class="icon-button" aria-label="Reply in thread" title="Reply in thread" onClick={reply}>
          <Icon name="reply" />
        </button>
      )}
      <button
        ref={more}
        type="button"
        class="icon-button"
        aria-label="More actions"
        title="More actions"
        aria-haspopup="menu"
        aria-expanded={shown === 'open'}
        onClick={() => setShown(shown === 'open' ? 'closed' : 'open')}
      >
        <Icon name="more" />
      </button>
      {shown === 'open' && <Menu anchor={more} items={items} label="Message actions" align="end" onClose={() => setShown('closed')} />}
    </div>
  )
}

function EditBox({ conversation, message, onDone }: { conversation: ConversationState; message: MessageState; onDone: () => void }) {
  const { act, toast, person } = useWorkspace()
  const [text, setText] = useState(() => asTyped(message.text, (id) => person(id)?.displayName))
  const save = async () => {
    const result = await act({ do: 'edit', channel: conversation.id, ts: message.ts, text })
    if (result.ok) onDone()
    else toast(result.trouble ?? 'That did not work.', 'trouble')
  }
  return (
    <div class="edit-box">
      <textarea
        aria-label="Edit message"
        value={text}
        rows={2}
        ref={(self) => self?.focus()}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone()
          if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
            event.preventDefault()
            void save()
          }
        }}
      />
      <button type="button" class="button button-small" onClick={onDone}>
        Cancel
      </button>
      <button type="button" class="button button-small button-primary" disabled={text.trim() === ''} onClick={save}>
        Save
      </button>
    </div>
  )
}
