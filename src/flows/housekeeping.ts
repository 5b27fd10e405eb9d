import { forgetBefore } from '../db/inbox.ts'
import type { Store } from '../db/store.ts'

/** Keys of what Slack sent are kept for a week: longer than Slack, or a person's browser, sends anything again. */
const keepInboxMs = 7 * 24 * 3_600_000

/** Forgets what has served its time: keys and answers of the inbox after seven days of real time. */
export async function housekeep(store: Store, elapsedMs: number): Promise<void> {
  await store.write((tx) => forgetBefore(tx, elapsedMs - keepInboxMs))
}
