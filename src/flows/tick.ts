import { dropExpiredDrafts } from '../db/drafts.ts'
import type { Store } from '../db/store.ts'
import { remindOfDue } from './actions.ts'
import { remindOfDebriefs } from './debrief-reminders.ts'
import { extendMeetings } from './meetings.ts'
import { sendDueInvitations } from './invitations.ts'
import { sendDueTriggers } from './triggers.ts'
import { closeOverMeetings } from './wrap-up.ts'

/** Everything that time alone brings about, in order. Each part asks who is due and not yet served, so downtime heals itself. */
export async function workOfTick(store: Store, now: Temporal.Instant): Promise<void> {
  await extendMeetings(store, now)
  await closeOverMeetings(store, now)
  await sendDueInvitations(store, now)
  await sendDueTriggers(store, now)
  await remindOfDue(store, now)
  await remindOfDebriefs(store, now)
  await store.write((tx) => dropExpiredDrafts(tx, now))
}
