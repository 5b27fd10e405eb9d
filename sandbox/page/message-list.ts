import type { ConversationState, MessageState } from '../practice-api.ts'
import { dayOnDivider, instantOfTs, isoDay } from './drawn-time.ts'

export type Row =
  | { kind: 'day'; key: string; label: string }
  | { kind: 'new'; key: string }
  /** `follows`: the same person wrote just before, so name and picture are not repeated. */
  | { kind: 'message'; key: string; message: MessageState; place: 'first' | 'follows' }

/**
 * The messages as a Slack client lays them out: a line between days, a line above the first unread message, and messages of one person
 * within five minutes drawn as one group. `messages` must be in order; `firstUnread` is a ts.
 */
export function layOut(messages: readonly MessageState[], zone: string, now: number, firstUnread: string | undefined): Row[] {
  return messages.flatMap((message, position) => {
    const before = messages[position - 1]
    const at = instantOfTs(message.ts)
    const newDay = before === undefined || isoDay(instantOfTs(before.ts), zone) !== isoDay(at, zone)
    const isNew = message.ts === firstUnread
    const rows: Row[] = []
    if (newDay) rows.push({ kind: 'day', key: `day ${message.ts}`, label: dayOnDivider(at, zone, now) })
    if (isNew) rows.push({ kind: 'new', key: 'new' })
    const follows = !newDay && !isNew && before !== undefined && belongTogether(before, message)
    rows.push({ kind: 'message', key: message.ts, message, place: follows ? 'follows' : 'first' })
    return rows
  })
}

const groupMs = 5 * 60 * 1000

function belongTogether(before: MessageState, message: MessageState): boolean {
  if (before.user !== message.user || before.ephemeral || message.ephemeral || (before.replyCount ?? 0) > 0) return false
  return instantOfTs(message.ts) - instantOfTs(before.ts) < groupMs
}

/** What stands in the main list: everything but replies, oldest first. Ephemeral messages from before `since` (epoch ms) are gone. */
export function topLevel(conversation: ConversationState, since = 0): MessageState[] {
  return conversation.messages
    .filter((message) => (message.threadTs === undefined || message.threadTs === message.ts) && isStillShown(message, since))
    .toSorted(byTs)
}

/** The replies below a message, oldest first; ephemeral ones as in `topLevel`. */
export function repliesTo(conversation: ConversationState, parentTs: string, since = 0): MessageState[] {
  return conversation.messages
    .filter((message) => message.threadTs === parentTs && message.ts !== parentTs && isStillShown(message, since))
    .toSorted(byTs)
}

const isStillShown = (message: MessageState, since: number) => message.ephemeral !== true || instantOfTs(message.ts) >= since

/** The ts of the first message in the main list that is not read yet; replies count as unread but have no line there. */
export function firstUnreadOf(conversation: ConversationState, me: string): string | undefined {
  if (conversation.unread === 0) return undefined
  const fromOthers = conversation.messages.filter((message) => message.user !== me).toSorted(byTs)
  const first = fromOthers.at(-conversation.unread) ?? fromOthers[0]
  return first === undefined ? undefined : topLevel(conversation).find((message) => message.user !== me && byTs(message, first) >= 0)?.ts
}

const byTs = (one: MessageState, other: MessageState) => Number(one.ts) - Number(other.ts)
