import type { MessageKind } from '../coaching/messages.ts'
import type { OutboxRow } from '../db/outbox.ts'
import type { Tx } from '../db/store.ts'
import { fileWasDeleted, fileWasShared } from './sent-files.ts'
import { answerFailed, requestFailed, threadFailed, threadWasPosted } from './debrief-posts.ts'

type AfterSent = (tx: Tx, row: OutboxRow, at: { channel: string; ts: string }, now: Temporal.Instant) => Promise<void>
type AfterFailed = (tx: Tx, row: OutboxRow, error: string, now: Temporal.Instant) => Promise<void>

/** What follows when a message of a kind stands in Slack. */
const onSent: { [K in MessageKind]?: AfterSent } = { debrief_thread: threadWasPosted, plan_file: fileWasShared }

/** What follows when a message of a kind was given up for good. */
const onFailed: { [K in MessageKind]?: AfterFailed } = {
  debrief_thread: threadFailed,
  debrief_answer: answerFailed,
  debrief_request: requestFailed,
}

/** Called by the courier in the transaction that records an outcome: what follows from it is committed with it, or not at all. */
export const afterDelivery: { sent: AfterSent; failed: AfterFailed } = {
  // The kind was written from this very list.
  sent: async (tx, row, at, now) =>
    row.op === 'delete' ? fileWasDeleted(tx, row, now) : onSent[row.kind as MessageKind]?.(tx, row, at, now),
  failed: async (tx, row, error, now) => onFailed[row.kind as MessageKind]?.(tx, row, error, now),
}
