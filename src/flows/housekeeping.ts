import { dropExpiredDrafts } from '../db/drafts.ts'
import { forgetBefore } from '../db/inbox.ts'
import type { Store } from '../db/store.ts'

/** Keys of what Slack sent are kept for a week: longer than Slack, or a person's browser, sends anything again. */
const keepInboxMs = 7 * 24 * 3_600_000

/** Forgets what has served its time: drafts after 14 days of calendar time, keys and answers of the inbox after seven of real time. */
export async function housekeep(store: Store, now: Temporal.Instant, elapsedMs: number): Promise<void> {
  await store.write(async (tx) => {
    await dropExpiredDrafts(tx, now)
    await forgetBefore(tx, elapsedMs - keepInboxMs)
  })
}
