/** Ids are text, branded so that a pair's id is never taken for a person's. */
declare const brand: unique symbol
export type Id<Name extends string> = string & { readonly [brand]: Name }

export type WorkspaceId = Id<'workspace'>
export type PersonId = Id<'person'>
export type PlanId = Id<'plan'>
export type PairId = Id<'pair'>
export type MeetingId = Id<'meeting'>
export type TriggerId = Id<'trigger'>
export type TriggerMessageId = Id<'triggerMessage'>
export type InvitationId = Id<'invitation'>
export type SessionId = Id<'session'>
export type GoalId = Id<'goal'>
export type AgreementId = Id<'agreement'>
export type ActionId = Id<'action'>
export type TopicId = Id<'topic'>
export type RequestId = Id<'request'>
export type ResourceId = Id<'resource'>
export type MentorshipId = Id<'mentorship'>
export type MentoringMeetingId = Id<'mentoringMeeting'>
export type MentoringTriggerId = Id<'mentoringTrigger'>
export type CircleId = Id<'circle'>
export type CircleMeetingId = Id<'circleMeeting'>
export type TeamRhythmId = Id<'teamRhythm'>
export type TeamReflectionId = Id<'teamReflection'>
export type TeamEntryId = Id<'teamEntry'>
export type DebriefId = Id<'debrief'>
export type OutboxId = Id<'outbox'>
export type HandoverId = Id<'handover'>
export type CommentId = Id<'comment'>
export type FileId = Id<'file'>
export type FeedId = Id<'feed'>
export type UploadId = Id<'upload'>
export type PilotId = Id<'pilot'>
export type PulseWaveId = Id<'pulseWave'>
export type RosterChangeId = Id<'rosterChange'>
