import type { MessageData, MessageKind } from '../../coaching/messages.ts'
import type { Reader } from '../../coaching/reader.ts'
import type { Message } from './kit.ts'
import { drawPulse, drawPulseReminder } from './pulse.ts'
import { drawActionNews, drawActionReminder } from './actions.ts'
import { drawAgreementProposed, drawAgreementStatus } from './agreement.ts'
import {
  drawDebriefAnswer,
  drawDebriefAnswered,
  drawDebriefNudge,
  drawDebriefRequest,
  drawDebriefStandIn,
  drawDebriefThread,
} from './debrief.ts'
import { drawCircleInvitation, drawCircleMeeting, drawCircleStep } from './circles.ts'
import { drawFeedFailing } from './calendar.ts'
import { drawDirectAnswer } from './hub.ts'
import { drawMentoringSet, drawMentoringTrigger } from './mentoring.ts'
import { drawMentorAnswer, drawMentorProposal, drawMentorshipEnded } from './mentorships.ts'
import { drawPairEnded, drawPairNotRight, drawPairProposal, drawPairStarted } from './pairs.ts'
import { drawPlaybookEnding } from './playbooks.ts'
import { drawRequestForOwner, drawRequestNews, drawRequestNoted, drawRequestsDue } from './requests.ts'
import { drawInvitation } from './invitation.ts'
import { drawHandoverAsked, drawHandoverNote } from './handover.ts'
import { drawLookBackFile } from './look-back.ts'
import { drawMyDataFile } from './my-data.ts'
import { drawPlanFile } from './plan-file.ts'
import { drawMondayNote } from './monday-note.ts'
import { drawPeopleFile } from './people-file.ts'
import { drawRosterWaits } from './roster.ts'
import { drawSampleMessage } from './sample-message.ts'
import { messageSamples } from './samples/index.ts'
import { drawTeamBlocked, drawTeamEntry, drawTeamHelpOffer, drawTeamQuiet, drawTeamReflection } from './team-rhythm.ts'
import { drawTrigger } from './trigger.ts'

export type PostedKind = Exclude<MessageKind, 'home'>

/** How each kind of message looks. A new kind does not compile until it has a view. */
const drawings: { [K in PostedKind]: (data: MessageData[K], reader: Reader) => Message } = {
  pulse: drawPulse,
  pulse_reminder: drawPulseReminder,
  pair_proposal: drawPairProposal,
  pair_started: drawPairStarted,
  pair_not_right: drawPairNotRight,
  pair_ended: drawPairEnded,
  mentor_proposal: drawMentorProposal,
  mentor_answer: drawMentorAnswer,
  mentorship_ended: drawMentorshipEnded,
  mentoring_set: drawMentoringSet,
  mentoring_trigger: drawMentoringTrigger,
  circle_invitation: drawCircleInvitation,
  circle_meeting: drawCircleMeeting,
  circle_step: drawCircleStep,
  team_reflection: drawTeamReflection,
  team_entry: drawTeamEntry,
  team_help_offer: drawTeamHelpOffer,
  team_quiet: drawTeamQuiet,
  team_blocked: drawTeamBlocked,
  direct_answer: drawDirectAnswer,
  sample_message: (data, reader) => drawSampleMessage(data, reader, drawSample),
  roster_waits: drawRosterWaits,
  monday_note: drawMondayNote,
  people_file: drawPeopleFile,
  trigger: drawTrigger,
  trigger_again: drawTrigger,
  invitation: drawInvitation,
  agreement_proposed: drawAgreementProposed,
  agreement_status: drawAgreementStatus,
  action_reminder: drawActionReminder,
  action_news: drawActionNews,
  playbook_ending: drawPlaybookEnding,
  request_noted: drawRequestNoted,
  request_for_owner: drawRequestForOwner,
  request_news: drawRequestNews,
  requests_due: drawRequestsDue,
  debrief_thread: drawDebriefThread,
  debrief_answer: drawDebriefAnswer,
  debrief_request: drawDebriefRequest,
  debrief_answered: drawDebriefAnswered,
  debrief_nudge: drawDebriefNudge,
  debrief_stand_in: drawDebriefStandIn,
  feed_failing: drawFeedFailing,
  plan_file: drawPlanFile,
  my_data_file: drawMyDataFile,
  look_back_file: drawLookBackFile,
  handover_asked: drawHandoverAsked,
  handover_note: drawHandoverNote,
}

export function drawMessage<K extends PostedKind>(kind: K, data: MessageData[K], reader: Reader): Message {
  return drawings[kind](data, reader)
}

export function isPostedKind(kind: string): kind is PostedKind {
  return Object.hasOwn(drawings, kind)
}

/** One of the samples, as people would get it. */
function drawSample(of: string, state: string, reader: Reader): Message {
  if (!isPostedKind(of)) throw new Error(`there is no message of the kind ${of}`)
  return drawSampleOf(of, state, reader)
}

function drawSampleOf<K extends PostedKind>(kind: K, state: string, reader: Reader): Message {
  const data = messageSamples[kind][state]
  if (data === undefined) throw new Error(`${kind} has no sample ${state}`)
  return drawMessage(kind, data, reader)
}
