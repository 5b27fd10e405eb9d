import { z } from 'zod'
import type { ActionNews, ActionReminder, AgreementShown } from './agreement-messages.ts'
import type { BudgetClass } from './budget.ts'
import type { CircleInvitation, CircleMeetingShown, CircleStepShown } from './circle-messages.ts'
import type * as Ids from './ids.ts'
import type { DirectAnswer } from './direct-answer.ts'
import type {
  DebriefAnswered,
  DebriefAnswerShown,
  DebriefNudge,
  DebriefRequest,
  DebriefStandIn,
  DebriefThread,
} from './debrief-messages.ts'
import type { FeedFailing } from './feed-messages.ts'
import type { HomeData } from './home.ts'
import type { PulseShown } from './pilot/pulse-messages.ts'
import type { InvitationData } from './invitation.ts'
import type { HandoverAsked, HandoverNote } from './handover.ts'
import type { LookBackFile } from './look-back.ts'
import { lookBackQuarters } from './look-back.ts'
import type { MyData } from './my-data.ts'
import type { PlanFile } from './plan-file.ts'
import { fileFormats } from './plan-file.ts'
import type { MentoringSet, MentoringTrigger } from './mentoring.ts'
import type { MentorAnswer, MentorProposal, MentorshipEnded } from './mentor-messages.ts'
import type { PairEnded, PairNotRight, PairProposal, PairStarted } from './pair-messages.ts'
import type { PlaybookEnding } from './playbook-messages.ts'
import { scenarios } from './question-bank.ts'
import type { MondayNote } from './monday-note.ts'
import type { UploadShown } from './people-data/upload.ts'
import type { RosterChangesWaiting } from './roster-messages.ts'
import type { RequestForOwner, RequestNews, RequestNoted, RequestsDue } from './request-messages.ts'
import type { SampleMessage } from './sample-message.ts'
import type { TeamBlocked, TeamEntryShown, TeamHelpOffer, TeamQuiet, TeamReflection } from './team-messages.ts'
import type { TriggerData } from './trigger.ts'

/** What each kind of message shows, read from current state at the moment it is sent. */
export type MessageData = {
  home: HomeData
  pulse: PulseShown
  pulse_reminder: PulseShown
  pair_proposal: PairProposal
  pair_started: PairStarted
  trigger: TriggerData
  trigger_again: TriggerData
  invitation: InvitationData
  pair_not_right: PairNotRight
  pair_ended: PairEnded
  mentor_proposal: MentorProposal
  mentor_answer: MentorAnswer
  mentorship_ended: MentorshipEnded
  mentoring_set: MentoringSet
  mentoring_trigger: MentoringTrigger
  circle_invitation: CircleInvitation
  circle_meeting: CircleMeetingShown
  circle_step: CircleStepShown
  team_reflection: TeamReflection
  team_entry: TeamEntryShown
  team_help_offer: TeamHelpOffer
  team_quiet: TeamQuiet
  team_blocked: TeamBlocked
  direct_answer: DirectAnswer
  sample_message: SampleMessage
  roster_waits: RosterChangesWaiting
  monday_note: MondayNote
  people_file: UploadShown
  agreement_proposed: AgreementShown
  agreement_status: AgreementShown
  action_reminder: ActionReminder
  action_news: ActionNews
  playbook_ending: PlaybookEnding
  request_noted: RequestNoted
  request_for_owner: RequestForOwner
  request_news: RequestNews
  requests_due: RequestsDue
  debrief_thread: DebriefThread
  debrief_answer: DebriefAnswerShown
  debrief_request: DebriefRequest
  debrief_answered: DebriefAnswered
  debrief_nudge: DebriefNudge
  debrief_stand_in: DebriefStandIn
  feed_failing: FeedFailing
  plan_file: PlanFile
  my_data_file: MyData
  look_back_file: LookBackFile
  handover_asked: HandoverAsked
  handover_note: HandoverNote
}
export type MessageKind = keyof MessageData

/** The ids that an outbox row of a kind carries; never words. */
export type MessagePayload<K extends MessageKind> = z.infer<(typeof messageKinds)[K]['payload']>

type MessageRule = {
  payload: z.ZodType
  /** How it counts in the person's weekly notification budget. */
  budget: BudgetClass
  /** Lower goes first when many wait: 1 answers to a person's own act, 2 what is due now, 3 everything else. */
  priority: 1 | 2 | 3
}

const id = <Name extends string>() => z.string().transform((text) => text as Ids.Id<Name>)

export const messageKinds = {
  home: { payload: z.object({ personId: id<'person'>() }), budget: 'exempt', priority: 1 },
  pulse: { payload: z.object({ waveId: id<'pulseWave'>(), personId: id<'person'>() }), budget: 'exempt', priority: 3 },
  pulse_reminder: { payload: z.object({ waveId: id<'pulseWave'>(), personId: id<'person'>() }), budget: 'counted', priority: 3 },
  pair_proposal: { payload: z.object({ pairId: id<'pair'>() }), budget: 'exempt', priority: 1 },
  pair_started: { payload: z.object({ pairId: id<'pair'>() }), budget: 'exempt', priority: 1 },
  trigger: { payload: z.object({ triggerMessageId: id<'triggerMessage'>() }), budget: 'exempt', priority: 2 },
  trigger_again: { payload: z.object({ triggerId: id<'trigger'>(), round: z.int() }), budget: 'exempt', priority: 2 },
  invitation: { payload: z.object({ invitationId: id<'invitation'>() }), budget: 'exempt', priority: 3 },
  pair_not_right: { payload: z.object({ pairId: id<'pair'>() }), budget: 'exempt', priority: 3 },
  pair_ended: { payload: z.object({ pairId: id<'pair'>(), by: z.enum(['manager', 'employee']) }), budget: 'exempt', priority: 3 },
  mentor_proposal: { payload: z.object({ mentorshipId: id<'mentorship'>() }), budget: 'exempt', priority: 1 },
  mentor_answer: {
    payload: z.object({ mentorshipId: id<'mentorship'>(), reader: z.enum(['manager', 'coordinator']) }),
    budget: 'exempt',
    priority: 1,
  },
  mentorship_ended: {
    payload: z.object({ mentorshipId: id<'mentorship'>(), to: z.enum(['manager', 'mentor']) }),
    budget: 'exempt',
    priority: 3,
  },
  people_file: { payload: z.object({ uploadId: id<'upload'>() }), budget: 'exempt', priority: 1 },
  monday_note: { payload: z.object({ personId: id<'person'>() }), budget: 'counted', priority: 3 },
  mentoring_set: {
    payload: z.object({ mentorshipId: id<'mentorship'>(), version: z.int(), to: z.enum(['manager', 'mentor']) }),
    budget: 'exempt',
    priority: 3,
  },
  mentoring_trigger: { payload: z.object({ mentoringTriggerId: id<'mentoringTrigger'>() }), budget: 'exempt', priority: 2 },
  circle_invitation: { payload: z.object({ circleId: id<'circle'>(), personId: id<'person'>() }), budget: 'exempt', priority: 1 },
  circle_meeting: { payload: z.object({ circleMeetingId: id<'circleMeeting'>() }), budget: 'exempt', priority: 2 },
  circle_step: { payload: z.object({ circleMeetingId: id<'circleMeeting'>(), step: z.int() }), budget: 'exempt', priority: 1 },
  sample_message: {
    payload: z.object({ personId: id<'person'>(), of: z.string(), state: z.string() }),
    budget: 'exempt',
    priority: 1,
  },
  roster_waits: { payload: z.object({ personId: id<'person'>() }), budget: 'exempt', priority: 3 },
  team_reflection: { payload: z.object({ reflectionId: id<'teamReflection'>() }), budget: 'exempt', priority: 2 },
  team_entry: { payload: z.object({ entryId: id<'teamEntry'>() }), budget: 'exempt', priority: 1 },
  team_help_offer: { payload: z.object({ entryId: id<'teamEntry'>(), helperId: id<'person'>() }), budget: 'exempt', priority: 1 },
  team_quiet: { payload: z.object({ reflectionId: id<'teamReflection'>() }), budget: 'counted', priority: 2 },
  team_blocked: { payload: z.object({ rhythmId: id<'teamRhythm'>() }), budget: 'exempt', priority: 1 },
  direct_answer: { payload: z.object({ personId: id<'person'>() }), budget: 'exempt', priority: 1 },
  agreement_proposed: { payload: z.object({ agreementId: id<'agreement'>(), ask: z.int() }), budget: 'exempt', priority: 1 },
  agreement_status: { payload: z.object({ agreementId: id<'agreement'>(), return: z.int() }), budget: 'exempt', priority: 1 },
  action_reminder: { payload: z.object({ personId: id<'person'>(), actionIds: z.array(id<'action'>()) }), budget: 'counted', priority: 2 },
  action_news: { payload: z.object({ personId: id<'person'>(), on: z.string() }), budget: 'mergeable', priority: 3 },
  playbook_ending: {
    payload: z.object({ pairId: id<'pair'>(), scenario: z.enum(scenarios), setAt: z.int() }),
    budget: 'counted',
    priority: 3,
  },
  request_noted: { payload: z.object({ requestIds: z.array(id<'request'>()) }), budget: 'exempt', priority: 1 },
  request_for_owner: { payload: z.object({ requestId: id<'request'>(), ownerId: id<'person'>() }), budget: 'exempt', priority: 1 },
  request_news: {
    payload: z.object({ requestId: id<'request'>(), news: z.enum(['answered', 'delivered', 'declined']) }),
    budget: 'exempt',
    priority: 1,
  },
  requests_due: { payload: z.object({ requestIds: z.array(id<'request'>()) }), budget: 'counted', priority: 2 },
  debrief_thread: { payload: z.object({ debriefId: id<'debrief'>() }), budget: 'exempt', priority: 1 },
  debrief_answer: { payload: z.object({ debriefId: id<'debrief'>(), by: z.enum(['manager', 'mentor']) }), budget: 'exempt', priority: 1 },
  debrief_request: { payload: z.object({ debriefId: id<'debrief'>() }), budget: 'exempt', priority: 1 },
  debrief_answered: { payload: z.object({ debriefId: id<'debrief'>() }), budget: 'exempt', priority: 1 },
  debrief_nudge: { payload: z.object({ debriefId: id<'debrief'>() }), budget: 'counted', priority: 2 },
  debrief_stand_in: { payload: z.object({ debriefId: id<'debrief'>() }), budget: 'counted', priority: 2 },
  handover_asked: { payload: z.object({ handoverId: id<'handover'>() }), budget: 'exempt', priority: 2 },
  handover_note: {
    payload: z.object({ handoverId: id<'handover'>(), to: z.enum(['former', 'new']) }),
    budget: 'exempt',
    priority: 3,
  },
  look_back_file: {
    payload: z.object({ pairId: id<'pair'>(), personId: id<'person'>(), which: z.enum(lookBackQuarters), format: z.enum(fileFormats) }),
    budget: 'exempt',
    priority: 1,
  },
  my_data_file: { payload: z.object({ personId: id<'person'>() }), budget: 'exempt', priority: 1 },
  plan_file: {
    payload: z.object({ pairId: id<'pair'>(), personId: id<'person'>(), format: z.enum(fileFormats) }),
    budget: 'exempt',
    priority: 1,
  },
  feed_failing: { payload: z.object({ feedId: id<'feed'>() }), budget: 'counted', priority: 3 },
} satisfies Record<MessageKind, MessageRule>

/** The kinds whose message brings a file. Its words are the file's summary; the file itself is made from the same data when it is sent. */
export const fileKinds = ['plan_file', 'my_data_file', 'look_back_file'] as const satisfies MessageKind[]
export type FileKind = (typeof fileKinds)[number]

export function isFileKind(kind: string): kind is FileKind {
  return fileKinds.some((one) => one === kind)
}
