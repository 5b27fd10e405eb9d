import { z } from 'zod'
import type * as Ids from '../coaching/ids.ts'
import { peopleDataKinds } from '../coaching/people-data/rows.ts'
import { handoverChoices } from '../coaching/handover.ts'
import { lookBackQuarters } from '../coaching/look-back.ts'
import { fileFormats } from '../coaching/plan-file.ts'
import { planFields } from '../coaching/plan-writing.ts'
import { categories, contexts, scenarios } from '../coaching/question-bank.ts'
import type { Lead } from '../coaching/trigger-time.ts'
import { leads } from '../coaching/trigger-time.ts'
import { sessionMoves, sessionPlace } from '../coaching/session-place.ts'

const id = <Name extends string>() =>
  z
    .string()
    .regex(/^[a-z]{1,2}_[0-9a-z]{16}$/)
    .transform((text) => text as Ids.Id<Name>)
const nothing = z.object({})
/** ISO 3166 code, or `*` for everywhere else. */
const country = z.string().regex(/^(\*|[A-Z]{2})$/)
/** What a form about an action was opened from, and goes back to. */
const shownFrom = z.enum(['message', 'plan', 'agreement'])
export type ShownFrom = z.infer<typeof shownFrom>
const questionId = z.string().regex(/^[a-z][0-9]{2,3}$/)
/** A message in Slack by where it stands: never what stands in it. */
const slackMessage = z.object({
  channel: z.string().regex(/^[A-Z0-9]{3,30}$/),
  ts: z.string().regex(/^\d{1,16}\.\d{1,10}$/),
  domain: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/)
    .optional(),
})
/** Where a form about a request was opened: from a message, or in place of a screen. */
const requestFrom = z.enum(['message', 'view'])
export type RequestFormFrom = z.infer<typeof requestFrom>

/** Every button, overflow option and select that acts by itself, and what it carries. A wrong id or value is a type error. */
export const actionValues = {
  open_hub: nothing,
  pilot_design: nothing,
  pilot_lock: nothing,
  add_pair: nothing,
  add_several: nothing,
  pair_start: z.object({ pairId: id<'pair'>() }),
  pair_not_right: z.object({ pairId: id<'pair'>() }),
  pair_edit: z.object({ pairId: id<'pair'>() }),
  pair_pause: z.object({ pairId: id<'pair'>() }),
  pair_resume: z.object({ pairId: id<'pair'>() }),
  pair_end: z.object({ pairId: id<'pair'>() }),
  pairs_more: z.object({ from: z.int().min(0) }),
  my_mentor: nothing,
  name_mentor: nothing,
  mentor_yes: z.object({ mentorshipId: id<'mentorship'>() }),
  mentor_not_now: z.object({ mentorshipId: id<'mentorship'>() }),
  mentorship_end: z.object({ mentorshipId: id<'mentorship'>() }),
  mentoring_rhythm: z.object({ mentorshipId: id<'mentorship'>() }),
  mentoring_moved: z.object({ meetingId: id<'mentoringMeeting'>() }),
  mentor_offer: nothing,
  pairings: nothing,
  mentoring_skip: z.object({ meetingId: id<'mentoringMeeting'>() }),
  mentoring_held: z.object({ meetingId: id<'mentoringMeeting'>() }),
  mentoring_shorter: z.object({ meetingId: id<'mentoringMeeting'>() }),
  mentoring_not_held: z.object({ meetingId: id<'mentoringMeeting'>() }),
  mentoring_why: z.object({ meetingId: id<'mentoringMeeting'>() }),
  my_circle: nothing,
  circle_yes: z.object({ circleId: id<'circle'>() }),
  circle_not_now: z.object({ circleId: id<'circle'>() }),
  circle_leave: z.object({ circleId: id<'circle'>() }),
  circle_skip: z.object({ circleMeetingId: id<'circleMeeting'>() }),
  circle_take_case: z.object({ circleMeetingId: id<'circleMeeting'>() }),
  team_switch_off: z.object({ rhythmId: id<'teamRhythm'>() }),
  team_add_mine: z.object({ reflectionId: id<'teamReflection'>() }),
  team_can_help: z.object({ entryId: id<'teamEntry'>() }),
  open_settings: nothing,
  open_away: nothing,
  open_calendar: nothing,
  calendar_replace: nothing,
  calendar_disconnect: nothing,
  away_back: nothing,
  set_closures: nothing,
  closure_remove: z.object({ on: z.iso.date() }),
  dead_letters_retry: nothing,
  people_file_import: z.object({ uploadId: id<'upload'>() }),
  people_file_leave: z.object({ uploadId: id<'upload'>() }),
  people_file_kind: z.object({ uploadId: id<'upload'>(), kind: z.enum(peopleDataKinds) }),
  preview: nothing,
  send_sample: z.object({ of: z.string().max(60), state: z.string().max(80) }),
  sample_button: z.object({ at: z.int().min(0) }),
  coordinators: nothing,
  coordinator_remove: z.object({ personId: id<'person'>() }),
  pause_everything: nothing,
  resume_everything: nothing,
  roster_look: nothing,
  roster_not_found: nothing,
  roster_seen: z.object({ changeId: id<'rosterChange'>() }),
  set_contacts: z.object({ country }),
  more_contacts: nothing,
  coach_now: z.object({ meetingId: id<'meeting'>() }),
  open_plan: z.object({ pairId: id<'pair'>() }),
  export_plan: z.object({ pairId: id<'pair'>() }),
  plan_write: z.object({ pairId: id<'pair'>(), field: z.enum(planFields), goalId: id<'goal'>().optional() }),
  expectations_agree: z.object({ pairId: id<'pair'>(), revision: z.int(), agrees: z.enum(['yes', 'no']) }),
  goal_remove: z.object({ pairId: id<'pair'>(), goalId: id<'goal'>(), revision: z.int() }),
  plan_comment: z.object({ pairId: id<'pair'>() }),
  comment_take_back: z.object({ pairId: id<'pair'>(), commentId: id<'comment'>() }),
  comment_seen: z.object({ pairId: id<'pair'>(), commentId: id<'comment'>() }),
  plan_history: z.object({ pairId: id<'pair'>(), from: z.int().min(0) }),
  look_back: z.object({ pairId: id<'pair'>(), which: z.enum(lookBackQuarters) }),
  look_back_take_out: z.object({ pairId: id<'pair'>(), which: z.enum(lookBackQuarters), key: z.string().max(60) }),
  look_back_put_back: z.object({ pairId: id<'pair'>(), which: z.enum(lookBackQuarters) }),
  look_back_export: z.object({ pairId: id<'pair'>(), which: z.enum(lookBackQuarters), format: z.enum(fileFormats) }),
  my_data: nothing,
  my_data_export: nothing,
  my_data_erase: nothing,
  plan_delete: z.object({ pairId: id<'pair'>() }),
  handover_choose: z.object({ handoverId: id<'handover'>(), choice: z.enum(handoverChoices) }),
  manager_changed: nothing,
  plan_back: z.object({ pairId: id<'pair'>() }),
  another_question: z.object({ meetingId: id<'meeting'>() }),
  trigger_later_today: z.object({ meetingId: id<'meeting'>() }),
  trigger_next_day: z.object({ meetingId: id<'meeting'>() }),
  meeting_moved: z.object({ meetingId: id<'meeting'>() }),
  meeting_skip: z.object({ meetingId: id<'meeting'>() }),
  meeting_bring_back: z.object({ meetingId: id<'meeting'>() }),
  trigger_why: z.object({ meetingId: id<'meeting'>() }),
  meeting_outcome: z.object({ meetingId: id<'meeting'>(), outcome: z.enum(['coached', 'status_only', 'did_not_happen']) }),
  invitation_answer: z.object({ meetingId: id<'meeting'>() }),
  invitation_private: z.object({ meetingId: id<'meeting'>() }),
  coach_pair: z.object({ pairId: id<'pair'>() }),
  session_move: z.object({ sessionId: id<'session'>(), move: z.enum(sessionMoves), index: z.number().int().min(0).max(2).optional() }),
  session_help: nothing,
  session_discard: z.object({ sessionId: id<'session'>() }),
  debrief_ask: z.object({ sessionId: id<'session'>().optional() }),
  debrief_back: z.object({ sessionId: id<'session'>().optional() }),
  debrief_discard: z.object({ sessionId: id<'session'>().optional() }),
  debrief_open: z.object({ debriefId: id<'debrief'>() }),
  debrief_form: z.object({ debriefId: id<'debrief'>() }),
  debrief_answer_discard: z.object({ debriefId: id<'debrief'>() }),
  debrief_close: z.object({ debriefId: id<'debrief'>() }),
  debrief_ask_other: z.object({ debriefId: id<'debrief'>() }),
  open_agreement: z.object({ agreementId: id<'agreement'>() }),
  confirm_item: z.object({ actionId: id<'action'>(), version: z.int() }),
  confirm_all: z.object({ agreementId: id<'agreement'>(), version: z.int() }),
  suggest_change: z.object({ actionId: id<'action'>(), version: z.int() }),
  not_agreed: z.object({ actionId: id<'action'>(), version: z.int() }),
  accept_suggestion: z.object({ actionId: id<'action'>(), version: z.int() }),
  reword_item: z.object({ actionId: id<'action'>(), version: z.int() }),
  keep_wording: z.object({ actionId: id<'action'>(), version: z.int() }),
  discard_words: nothing,
  action_done: z.object({ actionId: id<'action'>() }),
  action_not_yet: z.object({ actionId: id<'action'>() }),
  action_drop: z.object({ actionId: id<'action'>() }),
  action_seen: z.object({ actionId: id<'action'>() }),
  own_question: z.object({ meetingId: id<'meeting'>() }),
  open_questions: z.object({ category: z.enum(categories), from: z.int().min(0) }),
  question_edit: z.object({ id: questionId.optional(), category: z.enum(categories) }),
  question_switch: z.object({ id: questionId, to: z.enum(['off', 'on']), category: z.enum(categories), from: z.int().min(0) }),
  open_playbook: z.object({ pairId: id<'pair'>() }),
  set_playbook: z.object({ pairId: id<'pair'>() }),
  renew_playbook: z.object({ pairId: id<'pair'>(), scenario: z.enum(scenarios) }),
  topic_add: z.object({ pairId: id<'pair'>() }),
  topic_remove: z.object({ pairId: id<'pair'>(), topicId: id<'topic'>() }),
  pulse_send: z.object({ waveId: id<'pulseWave'>() }),
  open_request: z.object({ requestId: id<'request'>() }),
  request_to_plan: z.object({ pairId: id<'pair'>() }),
  request_ask: z.object({ pairId: id<'pair'>() }),
  request_send: z.object({ requestId: id<'request'>() }),
  request_take: z.object({ requestId: id<'request'>() }),
  request_answer: z.object({ requestId: id<'request'>() }),
  request_deliver: z.object({ requestId: id<'request'>() }),
  request_helped: z.object({ requestId: id<'request'>(), did: z.enum(['helped', 'not_helped']) }),
  request_decline: z.object({ requestId: id<'request'>() }),
  request_withdraw: z.object({ requestId: id<'request'>() }),
  thin_workspace: z.object({ to: z.enum(['on', 'off']) }),
  open_requests: z.object({ from: z.int().min(0) }),
  set_request_owners: nothing,
  open_resources: z.object({ from: z.int().min(0) }),
  resource_edit: z.object({ resourceId: id<'resource'>().optional() }),
  resource_remove: z.object({ resourceId: id<'resource'>() }),
  goal_state: z.object({ goalId: id<'goal'>(), pairId: id<'pair'>(), state: z.enum(['on_track', 'at_risk', 'off', 'done']) }),
} as const satisfies Record<string, z.ZodType>
export type ActionName = keyof typeof actionValues
export type ActionValue<A extends ActionName> = z.output<(typeof actionValues)[A]>
export type ActionInput<A extends ActionName> = z.input<(typeof actionValues)[A]>

/** Every modal, and what its private metadata carries: ids only. */
export const viewMetas = {
  notice: nothing,
  pilot: nothing,
  pilot_design: nothing,
  pilot_lock: nothing,
  hub: nothing,
  add_pair: nothing,
  several_pairs: nothing,
  several_times: z.object({
    people: z.array(z.string().regex(/^[A-Z0-9]{3,20}$/)).max(10),
    rhythm: z.string(),
    length: z.string(),
    context: z.enum(contexts),
    lead: z.enum(Object.keys(leads) as [Lead, ...Lead[]]),
  }),
  edit_pair: z.object({ pairId: id<'pair'>() }),
  end_pair: z.object({ pairId: id<'pair'>() }),
  pick_pair: z.object({ for: z.enum(['session', 'plan']) }),
  pair_list: z.object({ from: z.int().min(0) }),
  my_mentor: nothing,
  name_mentor: nothing,
  mentoring_rhythm: z.object({ mentorshipId: id<'mentorship'>() }),
  mentoring_moved: z.object({ meetingId: id<'mentoringMeeting'>() }),
  mentoring_shorter: z.object({ meetingId: id<'mentoringMeeting'>() }),
  mentor_offer: nothing,
  pairings: nothing,
  pairings_preview: z.object({ pairs: z.array(z.tuple([id<'person'>(), id<'person'>()])).max(25) }),
  start_circle: nothing,
  circle: z.object({ circleId: id<'circle'>() }),
  team: nothing,
  team_entry: z.object({ reflectionId: id<'teamReflection'>() }),
  settings: nothing,
  away: nothing,
  calendar_address: nothing,
  calendar_pick: nothing,
  closures: nothing,
  preview: nothing,
  coordinators: nothing,
  pause_everything: nothing,
  roster_changes: z.object({ changeIds: z.array(id<'rosterChange'>()).max(30) }),
  contacts: z.object({ country, rows: z.int().min(1).max(6) }),
  move_meeting: z.object({ meetingId: id<'meeting'>() }),
  skip_meeting: z.object({ meetingId: id<'meeting'>() }),
  invitation_answer: z.object({ meetingId: id<'meeting'>() }),
  session: z.object({ sessionId: id<'session'>(), window: z.string(), place: sessionPlace, drawn: z.record(z.string(), z.string()) }),
  plan: z.object({ pairId: id<'pair'>() }),
  export_plan: z.object({ pairId: id<'pair'>().optional() }),
  plan_write: z.object({ pairId: id<'pair'>(), field: z.enum(planFields), goalId: id<'goal'>().optional(), revision: z.int() }),
  plan_comment: z.object({ pairId: id<'pair'>() }),
  manager_changed: nothing,
  my_data: nothing,
  look_back: z.object({ pairId: id<'pair'>(), which: z.enum(lookBackQuarters) }),
  plan_history: z.object({ pairId: id<'pair'>(), from: z.int().min(0) }),
  agreement: z.object({ agreementId: id<'agreement'>() }),
  suggest_change: z.object({ actionId: id<'action'>(), version: z.int(), from: shownFrom }),
  reword_item: z.object({ actionId: id<'action'>(), version: z.int(), from: shownFrom }),
  action_not_yet: z.object({ actionId: id<'action'>(), from: shownFrom }),
  action_drop: z.object({ actionId: id<'action'>(), from: shownFrom }),
  own_question: z.object({ meetingId: id<'meeting'>() }),
  question_list: nothing,
  question: z.object({ id: questionId.optional(), category: z.enum(categories) }),
  playbook: z.object({ pairId: id<'pair'>() }),
  set_playbook: z.object({ pairId: id<'pair'>() }),
  add_topic: z.object({ pairId: id<'pair'>().optional(), message: slackMessage.optional() }),
  request: z.object({ requestId: id<'request'>() }),
  request_ask: z.object({ pairId: id<'pair'>() }),
  request_send: z.object({ requestId: id<'request'>(), from: requestFrom }),
  request_answer: z.object({ requestId: id<'request'>(), from: requestFrom }),
  request_decline: z.object({ requestId: id<'request'>(), from: requestFrom }),
  request_list: nothing,
  request_owners: nothing,
  resource_list: nothing,
  resource: z.object({ resourceId: id<'resource'>().optional() }),
  debrief_ask: z.object({ sessionId: id<'session'>().optional() }),
  debrief_review: z.object({ sessionId: id<'session'>().optional(), stamp: z.number() }),
  debrief: z.object({ debriefId: id<'debrief'>() }),
  debrief_answer: z.object({ debriefId: id<'debrief'>() }),
  debrief_close: z.object({ debriefId: id<'debrief'>() }),
  debrief_ask_other: z.object({ debriefId: id<'debrief'>() }),
} as const satisfies Record<string, z.ZodType>
export type ViewName = keyof typeof viewMetas
export type ViewMeta<V extends ViewName> = z.output<(typeof viewMetas)[V]>
export type ViewMetaInput<V extends ViewName> = z.input<(typeof viewMetas)[V]>

/** Global and message shortcuts, as manifest.yml names them. */
export const shortcuts = ['start_coaching', 'open_plan', 'add_to_next'] as const
export type ShortcutName = (typeof shortcuts)[number]

/** The action id of every input in a modal; the block id is the field's name. */
export const inputAction = 'input'
