import { dropExpiredDrafts } from '../db/drafts.ts'
import type { Store } from '../db/store.ts'
import { extendMeetings } from './meetings.ts'

/** Everything that time alone brings about, in order. Each part asks who is due and not yet served, so downtime heals itself. */
export async function workOfTick(store: Store, now: Temporal.Instant): Promise<void> {
  await extendMeetings(store, now)
  await store.write((tx) => dropExpiredDrafts(tx, now))
}
