import { dropExpiredDrafts } from '../db/drafts.ts'
import type { FeedReader } from '../coaching/feed.ts'
import type { StatusReader } from '../coaching/slack-status.ts'
import { anyGoesOn } from '../db/pauses.ts'
import type { Store } from '../db/store.ts'
import { remindOfDue } from './actions.ts'
import { moveCircles } from './circle-meetings.ts'
import { remindOfDebriefs } from './debrief-reminders.ts'
import { refreshFeedsBeforeTriggers } from './feeds.ts'
import { closeOverMentoring, extendMentoring, sendDueMentoring } from './mentoring-meetings.ts'
import { extendMeetings } from './meetings.ts'
import { sendDueInvitations } from './invitations.ts'
import { defaultHandovers } from './handovers.ts'
import type { MemberReader } from './roster.ts'
import { matchNewRosters } from './roster.ts'
import type { UploadReader } from '../coaching/people-data/upload.ts'
import { takeWantedUploads } from './people-uploads.ts'
import { sendMondayNotes } from './monday-note.ts'
import { deleteOldFiles } from './sent-files.ts'
import { workOfPulse } from './pulse.ts'
import { readStatusesBeforeMessages } from './slack-statuses.ts'
import { moveTeamRhythms } from './team-rhythm.ts'
import { sendDueTriggers } from './triggers.ts'
import { followPlaybooks } from './playbooks.ts'
import { remindOfRequests } from './request-messages.ts'
import { closeOverMeetings } from './wrap-up.ts'

/**
 * Everything that time alone brings about, in order. Each part asks who is due and not yet served, so downtime heals itself. A part that
 * fails does not keep the others from their work; what went wrong is thrown at the end. While a coordinator has paused everything it does
 * nothing, and what was due meanwhile counts as after any standstill.
 */
export async function workOfTick(store: Store, outside: Outside, now: Temporal.Instant): Promise<void> {
  if (!(await anyGoesOn(store.read))) return
  const failures: unknown[] = []
  for (const part of partsOf(outside)) await part(store, now).catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} parts of the tick failed`)
}

/** What the tick asks beyond our own database. */
export type Outside = { readFeed: FeedReader; readStatus: StatusReader; readMembers: MemberReader; readUpload: UploadReader }

const partsOf = ({
  readFeed,
  readStatus,
  readMembers,
  readUpload,
}: Outside): readonly ((store: Store, now: Temporal.Instant) => Promise<unknown>)[] => [
  extendMeetings,
  (store, now) => refreshFeedsBeforeTriggers(store, readFeed, now),
  (store, now) => readStatusesBeforeMessages(store, readStatus, now),
  closeOverMeetings,
  sendDueInvitations,
  sendDueTriggers,
  extendMentoring,
  closeOverMentoring,
  sendDueMentoring,
  remindOfDue,
  remindOfRequests,
  followPlaybooks,
  remindOfDebriefs,
  moveCircles,
  moveTeamRhythms,
  deleteOldFiles,
  sendMondayNotes,
  (store, now) => takeWantedUploads(store, readUpload, now),
  workOfPulse,
  defaultHandovers,
  (store, now) => matchNewRosters(store, readMembers, now),
  (store, now) => store.write((tx) => dropExpiredDrafts(tx, now)),
]
