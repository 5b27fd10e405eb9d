import type { OutboxRow } from '../db/outbox.ts'

/** What became of one attempt to say something to Slack. */
export type Outcome =
  | { is: 'sent'; channel: string; ts: string }
  /** Asked at the last moment, nobody wants it any more (moved, held, withdrawn). */
  | { is: 'not_wanted' }
  /** It went wrong on our side before anything was said to Slack; the error is named by kind and place. */
  | { is: 'broken'; error: string }
  /** Slack will never take it. */
  | { is: 'permanent'; error: string }
  /** Slack certainly did not take it. `afterMs` is Slack's Retry-After; `pauses` says what else than this row it pauses. */
  | { is: 'retryable'; error: string; afterMs?: number; pauses?: 'kind' | 'lane' | 'workspace' }
  /** Slack may or may not have taken it. `channel` is where to look. */
  | { is: 'ambiguous'; error: string; channel?: string }

/** The courier's only way to Slack. */
export type Sender = {
  send(row: OutboxRow): Promise<Outcome>
  /** Looks in Slack's history for a message that carries the row's marker. Absent is only said after reading all of it. */
  find(row: OutboxRow): Promise<{ is: 'found'; channel: string; ts: string } | { is: 'absent' } | { is: 'unreadable'; error: string }>
}
