import type { PersonId, WorkspaceId } from '../coaching/ids.ts'
import type { MessageKind } from '../coaching/messages.ts'
import type { OutboxRow } from '../db/outbox.ts'
import { noteReached, noteUnreachable } from '../db/people.ts'
import type { Tx } from '../db/store.ts'
import { circleMeetingFailed } from './circle-meetings.ts'
import { showDeadLetters } from './dead-letters.ts'
import { fileWasDeleted, fileWasShared } from './sent-files.ts'
import { teamEntryWasPosted, teamReflectionFailed } from './team-rhythm.ts'
import { answerFailed, requestFailed, threadFailed, threadWasPosted } from './debrief-posts.ts'

type AfterSent = (tx: Tx, row: OutboxRow, at: { channel: string; ts: string }, now: Temporal.Instant) => Promise<void>
type AfterFailed = (tx: Tx, row: OutboxRow, error: string, now: Temporal.Instant) => Promise<void>

/** What follows when a message of a kind stands in Slack. */
const onSent: { [K in MessageKind]?: AfterSent } = {
  debrief_thread: threadWasPosted,
  team_entry: teamEntryWasPosted,
  plan_file: fileWasShared,
  my_data_file: fileWasShared,
  look_back_file: fileWasShared,
}

/** What follows when a message of a kind was given up for good. */
const onFailed: { [K in MessageKind]?: AfterFailed } = {
  debrief_thread: threadFailed,
  debrief_answer: answerFailed,
  debrief_request: requestFailed,
  circle_meeting: circleMeetingFailed,
  team_reflection: teamReflectionFailed,
}

/** What Slack says when an app may not write to a person. */
const outOfReach = new Set([
  'user_disabled',
  'user_not_found',
  'user_not_visible',
  'channel_not_found',
  'cannot_dm_bot',
  'messages_tab_disabled',
])

/** Called by the courier in the transaction that records an outcome: what follows from it is committed with it, or not at all. */
export const afterDelivery: { sent: AfterSent; failed: AfterFailed } = {
  // The kind was written from this very list.
  async sent(tx, row, at, now) {
    if (row.op === 'delete') return fileWasDeleted(tx, row, now)
    const isPost = row.op === 'post' && row.recipientKind === 'person'
    if (isPost && (await noteReached(tx, row.recipientId as PersonId))) await showDeadLetters(tx, row.workspaceId as WorkspaceId, now)
    return onSent[row.kind as MessageKind]?.(tx, row, at, now)
  },
  async failed(tx, row, error, now) {
    if (row.op === 'post' && row.recipientKind === 'person' && outOfReach.has(error))
      await noteUnreachable(tx, row.recipientId as PersonId, now)
    await onFailed[row.kind as MessageKind]?.(tx, row, error, now)
    // A redraw that fails may itself be of the page that would show it.
    if (row.op === 'post') await showDeadLetters(tx, row.workspaceId as WorkspaceId, now)
  },
}

/** Called by the event worker in the transaction that sets something aside. */
export const whenSetAside = (tx: Tx, of: { workspaceId: WorkspaceId }, now: Temporal.Instant) => showDeadLetters(tx, of.workspaceId, now)
