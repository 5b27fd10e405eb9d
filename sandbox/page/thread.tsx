import { useEffect, useRef } from 'preact/hooks'
import type { ConversationState } from '../practice-api.ts'
import { Composer } from './composer.tsx'
import { Icon } from './icon.tsx'
import { MessageList } from './message-column.tsx'
import { repliesTo } from './message-list.ts'
import { useWorkspace } from './workspace.ts'

/** A message and its replies beside the conversation. */
export function ThreadPanel({
  conversation,
  parentTs,
  onClose,
}: {
  conversation: ConversationState
  parentTs: string
  onClose: () => void
}) {
  const parent = conversation.messages.find((message) => message.ts === parentTs)
  const { loadedAt } = useWorkspace()
  const close = useRef<HTMLButtonElement>(null)
  useEffect(() => close.current?.focus({ preventScroll: true }), [])
  return (
    <aside class="thread" aria-label="Thread">
      <header class="pane-head">
        <div class="pane-title">
          <h2>Thread</h2>
          <span class="pane-note">{conversation.name}</span>
        </div>
        <button ref={close} type="button" class="icon-button" aria-label="Close thread" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {parent === undefined ? (
        <div class="empty-pane">This message is gone.</div>
      ) : (
        <MessageList conversation={conversation} messages={[parent, ...repliesTo(conversation, parentTs, loadedAt)]} place="thread" />
      )}
      {parent !== undefined && <Composer conversation={conversation} threadTs={parentTs} />}
    </aside>
  )
}
