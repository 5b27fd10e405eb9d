import type { MessageData, MessageKind, MessagePayload } from '../coaching/messages.ts'
import { messageKinds } from '../coaching/messages.ts'
import { RowMissing } from '../db/missing.ts'
import type { Tx } from '../db/store.ts'
import { loadActionNews, loadActionReminder } from './actions.ts'
import { loadAgreementProposed, loadAgreementStatus } from './agreements.ts'
import { loadCircleMeeting, loadCircleStep } from './circle-meetings.ts'
import { loadCircleInvitation } from './circles.ts'
import {
  loadDebriefAnswer,
  loadDebriefAnswered,
  loadDebriefNudge,
  loadDebriefRequest,
  loadDebriefStandIn,
  loadDebriefThread,
} from './debrief-messages.ts'
import { loadFeedFailing } from './feeds.ts'
import { loadHome } from './home.ts'
import { loadPulse } from './pulse.ts'
import { loadInvitation } from './invitations.ts'
import { loadMentoringSet, loadMentoringTrigger } from './mentoring-messages.ts'
import { loadMentorAnswer, loadMentorProposal, loadMentorshipEnded } from './mentorships.ts'
import { loadPairEnded, loadPairNotRight, loadPairProposal, loadPairStarted } from './pairs.ts'
import { loadDirectAnswer } from './people.ts'
import { loadPlaybookEnding } from './playbooks.ts'
import { loadRequestForOwner, loadRequestNews, loadRequestNoted, loadRequestsDue } from './request-messages.ts'
import { loadHandoverAsked, loadHandoverNote } from './handovers.ts'
import { loadLookBackFile } from './look-back.ts'
import { loadMyDataFile } from './my-data.ts'
import { loadPlanFile } from './plan-file.ts'
import { loadMondayNote } from './monday-note.ts'
import { loadPeopleFile } from './people-uploads.ts'
import { loadSampleMessage } from './sample-messages.ts'
import { loadRosterWaits } from './roster-waits.ts'
import { loadTeamBlocked, loadTeamEntry, loadTeamHelpOffer, loadTeamQuiet, loadTeamReflection } from './team-rhythm.ts'
import { loadTrigger, loadTriggerAgain } from './triggers.ts'

/** How each kind of message reads what it shows, at the moment it is sent; undefined says that nobody wants it any more. */
const loaders: { [K in MessageKind]: (tx: Tx, payload: MessagePayload<K>, now: Temporal.Instant) => Promise<MessageData[K] | undefined> } =
  {
    home: loadHome,
    pulse: loadPulse,
    pulse_reminder: loadPulse,
    pair_proposal: loadPairProposal,
    pair_started: loadPairStarted,
    trigger: loadTrigger,
    trigger_again: loadTriggerAgain,
    invitation: loadInvitation,
    pair_not_right: loadPairNotRight,
    pair_ended: loadPairEnded,
    mentor_proposal: loadMentorProposal,
    mentor_answer: loadMentorAnswer,
    mentorship_ended: loadMentorshipEnded,
    mentoring_set: loadMentoringSet,
    mentoring_trigger: loadMentoringTrigger,
    circle_invitation: loadCircleInvitation,
    circle_meeting: loadCircleMeeting,
    circle_step: loadCircleStep,
    team_reflection: loadTeamReflection,
    team_entry: loadTeamEntry,
    team_help_offer: loadTeamHelpOffer,
    team_quiet: loadTeamQuiet,
    team_blocked: loadTeamBlocked,
    direct_answer: loadDirectAnswer,
    sample_message: loadSampleMessage,
    roster_waits: loadRosterWaits,
    monday_note: loadMondayNote,
    people_file: loadPeopleFile,
    agreement_proposed: loadAgreementProposed,
    agreement_status: loadAgreementStatus,
    action_reminder: loadActionReminder,
    action_news: loadActionNews,
    playbook_ending: loadPlaybookEnding,
    request_noted: loadRequestNoted,
    request_for_owner: loadRequestForOwner,
    request_news: loadRequestNews,
    requests_due: loadRequestsDue,
    debrief_thread: loadDebriefThread,
    debrief_answer: loadDebriefAnswer,
    debrief_request: loadDebriefRequest,
    debrief_answered: loadDebriefAnswered,
    debrief_nudge: loadDebriefNudge,
    debrief_stand_in: loadDebriefStandIn,
    feed_failing: loadFeedFailing,
    plan_file: loadPlanFile,
    my_data_file: loadMyDataFile,
    look_back_file: loadLookBackFile,
    handover_asked: loadHandoverAsked,
    handover_note: loadHandoverNote,
  }

/** What a message of this kind shows now, or undefined when it is no longer wanted. The payload is parsed here. */
export async function loadMessage<K extends MessageKind>(
  tx: Tx,
  kind: K,
  payload: unknown,
  now: Temporal.Instant,
): Promise<MessageData[K] | undefined> {
  // The schema of this kind gives this kind's payload.
  const read = messageKinds[kind].payload.parse(payload) as MessagePayload<K>
  try {
    return await loaders[kind](tx, read, now)
  } catch (error) {
    // What it was about was erased.
    if (error instanceof RowMissing && JSON.stringify(payload).includes(error.id)) return undefined
    throw error
  }
}
