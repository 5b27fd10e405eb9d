import { describe, expect, it } from 'vitest'
import type { ConversationState, MessageState } from '../../sandbox/practice-api.ts'
import { firstUnreadOf, layOut, repliesTo, topLevel } from '../../sandbox/page/message-list.ts'

const nine = Date.parse('2026-03-03T09:00:00Z') / 1000
const at = (minutes: number) => (nine + minutes * 60).toFixed(6)
const message = (minutes: number, changes: Partial<MessageState> = {}): MessageState => ({
  ts: at(minutes),
  user: 'UAPP',
  text: 'Hello',
  ...changes,
})
const conversation = (messages: MessageState[], unread = 0): ConversationState => ({
  id: 'D1',
  kind: 'im',
  name: 'Cuecard',
  members: ['UMAYA', 'UAPP'],
  app: true,
  archived: false,
  messages,
  unread,
})
const rowsOf = (messages: MessageState[], firstUnread?: string) =>
  layOut(messages, 'UTC', nine * 1000, firstUnread).map((row) =>
    row.kind === 'message' ? row.place : row.kind === 'day' ? row.label : row.kind,
  )

describe('the list of messages', () => {
  it('draws what one person wrote within five minutes as one group', () => {
    expect(rowsOf([message(0), message(4), message(10)])).toEqual(['Today', 'first', 'follows', 'first'])
  })

  it('starts a group for another person, after a thread, and around what only one person sees', () => {
    expect(rowsOf([message(0), message(1, { user: 'UMAYA' })])).toEqual(['Today', 'first', 'first'])
    expect(rowsOf([message(0, { replyCount: 2 }), message(1)])).toEqual(['Today', 'first', 'first'])
    expect(rowsOf([message(0), message(1, { ephemeral: true }), message(2)])).toEqual(['Today', 'first', 'first', 'first'])
  })

  it('puts a line between days and one above what is new', () => {
    expect(rowsOf([message(-24 * 60), message(0), message(1)], at(1))).toEqual(['Yesterday', 'first', 'Today', 'first', 'new', 'first'])
  })

  it('leaves replies to the thread', () => {
    const talk = conversation([message(0, { threadTs: at(0) }), message(1, { threadTs: at(0) }), message(2)])
    expect(topLevel(talk).map((one) => one.ts)).toEqual([at(0), at(2)])
    expect(repliesTo(talk, at(0)).map((one) => one.ts)).toEqual([at(1)])
  })

  it('has forgotten an ephemeral message after a reload', () => {
    const talk = conversation([message(0, { ephemeral: true }), message(5, { ephemeral: true })])
    expect(topLevel(talk, (nine + 60) * 1000).map((one) => one.ts)).toEqual([at(5)])
  })
})

describe('the line above what is new', () => {
  it('stands above the first unread message of somebody else', () => {
    const talk = conversation([message(0), message(1), message(2, { user: 'UMAYA' }), message(3)], 2)
    expect(firstUnreadOf(talk, 'UMAYA')).toBe(at(1))
  })

  it('is not there when only replies are unread', () => {
    expect(firstUnreadOf(conversation([message(0), message(1, { threadTs: at(0) })], 1), 'UMAYA')).toBeUndefined()
  })
})
