import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { ConversationState, MessageState } from '../practice-api.ts'
import { layOut } from './message-list.ts'
import { Message } from './message.tsx'
import { useWorkspace } from './workspace.ts'

type MessageListProps = {
  conversation: ConversationState
  messages: readonly MessageState[]
  firstUnread?: string | undefined
  start?: ComponentChildren
  /** `thread` leaves out what leads to a thread. */
  place?: 'main' | 'thread'
}

/** Messages from old to new. It stays at the newest one unless the reader has scrolled up. */
export function MessageList({ conversation, messages, firstUnread, start, place = 'main' }: MessageListProps) {
  const { state } = useWorkspace()
  const column = useRef<HTMLDivElement>(null)
  const inside = useRef<HTMLDivElement>(null)
  const follows = useRef<'newest' | 'reader'>('newest')

  useLayoutEffect(() => {
    const self = column.current
    if (self === null || inside.current === null) return
    const toNewest = () => {
      if (follows.current === 'newest') self.scrollTop = self.scrollHeight
    }
    toNewest()
    const grown = new ResizeObserver(toNewest)
    grown.observe(inside.current)
    grown.observe(self)
    return () => grown.disconnect()
  }, [])

  return (
    <div
      ref={column}
      class="message-column"
      onScroll={(event) => {
        const { scrollHeight, scrollTop, clientHeight } = event.currentTarget
        follows.current = scrollHeight - scrollTop - clientHeight < 60 ? 'newest' : 'reader'
      }}
    >
      <div ref={inside} role="log" aria-label={place === 'thread' ? 'Thread' : `Messages in ${conversation.name}`}>
        {start}
        {layOut(messages, state.me.zone, state.now, firstUnread).map((row) => {
          switch (row.kind) {
            case 'day':
              return (
                <div key={row.key} class="day-line" role="separator" aria-label={row.label}>
                  <span>{row.label}</span>
                </div>
              )
            case 'new':
              return (
                <div key={row.key} class="new-line" role="separator" aria-label="New messages">
                  <span>New</span>
                </div>
              )
            case 'message':
              return (
                <Message key={row.key} conversation={conversation} message={row.message} follows={row.place === 'follows'} place={place} />
              )
            default:
              return row satisfies never
          }
        })}
      </div>
    </div>
  )
}
