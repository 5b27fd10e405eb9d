CREATE TABLE "actions" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"plan_id" text NOT NULL,
	"pair_id" text NOT NULL,
	"agreement_id" text NOT NULL,
	"position" bigint NOT NULL,
	"owner" text NOT NULL,
	"kind" text NOT NULL,
	"text_sealed" text NOT NULL,
	"cue_sealed" text,
	"response_sealed" text,
	"due_on" text NOT NULL,
	"worded_due_on" text NOT NULL,
	"confidence" bigint,
	"learning" bigint DEFAULT 0 NOT NULL,
	"version" bigint NOT NULL,
	"wording_hash" text NOT NULL,
	"state" text NOT NULL,
	"signed_hash" text,
	"signed_at" bigint,
	"suggestion_sealed" text,
	"reason_sealed" text,
	"done_at" bigint,
	"acknowledged_at" bigint,
	"closed_at" bigint,
	"reminded_on" text,
	"news_at" bigint,
	"news_on" text,
	"created_at" bigint NOT NULL,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "agreements" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"pair_id" text NOT NULL,
	"session_id" text NOT NULL,
	"version" bigint NOT NULL,
	"asks" bigint DEFAULT 1 NOT NULL,
	"returns" bigint DEFAULT 0 NOT NULL,
	"state" text NOT NULL,
	"proposed_at" bigint NOT NULL,
	"settled_at" bigint
);
--> statement-breakpoint
CREATE TABLE "asked_questions" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"pair_id" text NOT NULL,
	"employee_id" text NOT NULL,
	"manager_id" text NOT NULL,
	"meeting_id" text,
	"question_id" text NOT NULL,
	"week" text NOT NULL,
	"outcome" text NOT NULL,
	"asked_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "closures" (
	"workspace_id" text NOT NULL,
	"closed_on" text NOT NULL,
	"name" text NOT NULL,
	"changed_by_id" text NOT NULL,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"workspace_id" text NOT NULL,
	"country" text NOT NULL,
	"named" text NOT NULL,
	"changed_by_id" text NOT NULL,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "debrief_entries" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"debrief_id" text NOT NULL,
	"author_id" text NOT NULL,
	"via" text NOT NULL,
	"slack_ts" text,
	"text_sealed" text NOT NULL,
	"landed" text,
	"written_at" bigint NOT NULL,
	"edited_at" bigint,
	"deleted_at" bigint
);
--> statement-breakpoint
CREATE TABLE "debriefs" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"mentorship_id" text NOT NULL,
	"manager_id" text NOT NULL,
	"mentor_id" text NOT NULL,
	"session_id" text,
	"focus_sealed" text NOT NULL,
	"summary_sealed" text,
	"state" text NOT NULL,
	"route" text NOT NULL,
	"reopenings" bigint DEFAULT 0 NOT NULL,
	"channel" text,
	"thread_ts" text,
	"opened_at" bigint NOT NULL,
	"answered_at" bigint,
	"closed_at" bigint,
	"next_try_sealed" text,
	"next_try_shown_at" bigint,
	"nudged_at" bigint,
	"stand_in_offered_at" bigint
);
--> statement-breakpoint
CREATE TABLE "drafts" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"owner_id" text NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"values_sealed" text NOT NULL,
	"step" text NOT NULL,
	"stamp" bigint NOT NULL,
	"saved_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "feeds" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"owner_id" text NOT NULL,
	"address_sealed" text NOT NULL,
	"host" text NOT NULL,
	"etag" text,
	"last_modified" text,
	"read_at" bigint,
	"expanded_at" bigint,
	"asked_at" bigint,
	"next_read_at" bigint DEFAULT 0 NOT NULL,
	"failures" bigint DEFAULT 0 NOT NULL,
	"failing_since_at" bigint,
	"problem" text,
	"absences" text DEFAULT '[]' NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "goals" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"plan_id" text NOT NULL,
	"kind" text NOT NULL,
	"text_sealed" text NOT NULL,
	"measure_sealed" text,
	"state" text NOT NULL,
	"revision" bigint NOT NULL,
	"changed_by_id" text NOT NULL,
	"changed_at" bigint NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"body_sealed" text,
	"state" text NOT NULL,
	"attempt" bigint DEFAULT 0 NOT NULL,
	"not_before_ms" bigint DEFAULT 0 NOT NULL,
	"error" text,
	"received_at_ms" bigint NOT NULL,
	"handled_at_ms" bigint
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"meeting_id" text NOT NULL,
	"pair_id" text NOT NULL,
	"employee_id" text NOT NULL,
	"due_at" bigint NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"sent_at" bigint
);
--> statement-breakpoint
CREATE TABLE "meetings" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"pair_id" text NOT NULL,
	"key" text NOT NULL,
	"stands_for" text,
	"starts_at" bigint NOT NULL,
	"length_minutes" bigint NOT NULL,
	"state" text NOT NULL,
	"moved_from_at" bigint,
	"calendar_at" bigint,
	"skip_reason" text,
	"cadence_version" bigint NOT NULL,
	"outcome" text DEFAULT 'unknown' NOT NULL,
	"outcome_by_id" text,
	"held_at" bigint,
	"coached_at" bigint,
	"closed_at" bigint,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mentorships" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"manager_id" text NOT NULL,
	"mentor_id" text NOT NULL,
	"state" text NOT NULL,
	"proposed_by_id" text NOT NULL,
	"channel" text,
	"proposed_at" bigint NOT NULL,
	"started_at" bigint,
	"ended_at" bigint
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"workspace_id" text NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"payload" text NOT NULL,
	"op" text NOT NULL,
	"target_id" text,
	"recipient_id" text NOT NULL,
	"recipient_kind" text NOT NULL,
	"lane" text NOT NULL,
	"state" text NOT NULL,
	"revision" bigint DEFAULT 1 NOT NULL,
	"attempt" bigint DEFAULT 0 NOT NULL,
	"priority" bigint NOT NULL,
	"budget_class" text NOT NULL,
	"budget_week" text,
	"not_before_ms" bigint NOT NULL,
	"expires_at" bigint,
	"leased_until_ms" bigint,
	"attempted_at_ms" bigint,
	"channel" text,
	"ts" text,
	"error" text,
	"enqueued_at" bigint NOT NULL,
	"sent_at" bigint,
	CONSTRAINT "outbox_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "pairs" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"manager_id" text NOT NULL,
	"employee_id" text NOT NULL,
	"plan_id" text NOT NULL,
	"state" text NOT NULL,
	"context" text NOT NULL,
	"scenario" text,
	"lead" text NOT NULL,
	"rule" text NOT NULL,
	"start_on" text NOT NULL,
	"time" text NOT NULL,
	"zone" text NOT NULL,
	"length_minutes" bigint NOT NULL,
	"cadence_version" bigint DEFAULT 1 NOT NULL,
	"meetings_until" bigint DEFAULT 0 NOT NULL,
	"feed_id" text,
	"feed_match_sealed" text,
	"proposed_at" bigint NOT NULL,
	"started_at" bigint,
	"ended_at" bigint,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"slack_user_id" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"slack_zone" text NOT NULL,
	"locale" text NOT NULL,
	"own_zone" text,
	"work_days" text,
	"work_from" text,
	"work_to" text,
	"lead" text,
	"thin" bigint DEFAULT 0 NOT NULL,
	"invitations" bigint DEFAULT 1 NOT NULL,
	"country" text,
	"region" text,
	"away_from_at" bigint,
	"away_until_at" bigint,
	"coordinator" text,
	"dm_channel" text,
	"home_opened_at" bigint,
	"unreachable_since" bigint,
	"refreshed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "plans" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"employee_id" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "requests" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"plan_id" text NOT NULL,
	"pair_id" text NOT NULL,
	"session_id" text,
	"help_kind" text NOT NULL,
	"detail_sealed" text,
	"state" text NOT NULL,
	"asked_by_id" text NOT NULL,
	"asked_at" bigint NOT NULL,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"pair_id" text NOT NULL,
	"plan_id" text NOT NULL,
	"meeting_id" text,
	"manager_id" text NOT NULL,
	"state" text NOT NULL,
	"opened_at" bigint NOT NULL,
	"closed_at" bigint,
	"help_kinds" text,
	"obstacle_kind" text,
	"obstacle_sealed" text,
	"lowest_confidence" bigint,
	"changed" bigint,
	"question_category" text
);
--> statement-breakpoint
CREATE TABLE "shared_answers" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"pair_id" text NOT NULL,
	"meeting_id" text NOT NULL,
	"employee_id" text NOT NULL,
	"answers_sealed" text NOT NULL,
	"shared_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "text_versions" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"plan_id" text NOT NULL,
	"subject_id" text NOT NULL,
	"field" text NOT NULL,
	"revision" bigint NOT NULL,
	"text_sealed" text NOT NULL,
	"author_id" text NOT NULL,
	"written_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "trigger_messages" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"manager_id" text NOT NULL,
	"local_day" text NOT NULL,
	"slot" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "triggers" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"meeting_id" text NOT NULL,
	"pair_id" text NOT NULL,
	"manager_id" text NOT NULL,
	"due_at" bigint NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"trigger_message_id" text,
	"snoozes" bigint DEFAULT 0 NOT NULL,
	"question_id" text,
	"question_why" text,
	"sent_at" bigint,
	"opened_at" bigint
);
--> statement-breakpoint
CREATE TABLE "workspaces" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"app_id" text,
	"bot_user_id" text NOT NULL,
	"zone" text NOT NULL,
	"quarter_start_month" bigint DEFAULT 1 NOT NULL,
	"thin" bigint DEFAULT 0 NOT NULL,
	"stopped_at" bigint,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "actions_plan" ON "actions" USING btree ("plan_id","state");--> statement-breakpoint
CREATE INDEX "actions_agreement" ON "actions" USING btree ("agreement_id");--> statement-breakpoint
CREATE INDEX "actions_due" ON "actions" USING btree ("state","due_on");--> statement-breakpoint
CREATE UNIQUE INDEX "agreements_session" ON "agreements" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "agreements_pair" ON "agreements" USING btree ("pair_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "asked_questions_once" ON "asked_questions" USING btree ("pair_id","meeting_id","question_id");--> statement-breakpoint
CREATE INDEX "asked_questions_employee" ON "asked_questions" USING btree ("employee_id","asked_at");--> statement-breakpoint
CREATE UNIQUE INDEX "closures_day" ON "closures" USING btree ("workspace_id","closed_on");--> statement-breakpoint
CREATE UNIQUE INDEX "contacts_country" ON "contacts" USING btree ("workspace_id","country");--> statement-breakpoint
CREATE UNIQUE INDEX "debrief_entries_message" ON "debrief_entries" USING btree ("debrief_id","slack_ts");--> statement-breakpoint
CREATE INDEX "debriefs_mentorship" ON "debriefs" USING btree ("mentorship_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "debriefs_thread" ON "debriefs" USING btree ("channel","thread_ts");--> statement-breakpoint
CREATE INDEX "debriefs_manager" ON "debriefs" USING btree ("manager_id","closed_at");--> statement-breakpoint
CREATE INDEX "debriefs_state" ON "debriefs" USING btree ("state","opened_at");--> statement-breakpoint
CREATE UNIQUE INDEX "drafts_subject" ON "drafts" USING btree ("owner_id","kind","subject_id");--> statement-breakpoint
CREATE INDEX "drafts_expiry" ON "drafts" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "feeds_owner" ON "feeds" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "feeds_next" ON "feeds" USING btree ("next_read_at");--> statement-breakpoint
CREATE INDEX "goals_plan" ON "goals" USING btree ("plan_id","kind");--> statement-breakpoint
CREATE UNIQUE INDEX "inbox_key" ON "inbox" USING btree ("workspace_id","key");--> statement-breakpoint
CREATE INDEX "inbox_state" ON "inbox" USING btree ("state","not_before_ms");--> statement-breakpoint
CREATE INDEX "inbox_age" ON "inbox" USING btree ("received_at_ms");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_meeting" ON "invitations" USING btree ("meeting_id");--> statement-breakpoint
CREATE INDEX "invitations_due" ON "invitations" USING btree ("state","due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "meetings_natural" ON "meetings" USING btree ("pair_id","key");--> statement-breakpoint
CREATE INDEX "meetings_starts" ON "meetings" USING btree ("state","starts_at");--> statement-breakpoint
CREATE UNIQUE INDEX "mentorships_one_living" ON "mentorships" USING btree ("manager_id") WHERE state in ('proposed', 'active');--> statement-breakpoint
CREATE INDEX "mentorships_mentor" ON "mentorships" USING btree ("mentor_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_key" ON "outbox" USING btree ("workspace_id","key");--> statement-breakpoint
CREATE INDEX "outbox_open" ON "outbox" USING btree ("state","not_before_ms");--> statement-breakpoint
CREATE INDEX "outbox_lane" ON "outbox" USING btree ("lane","seq");--> statement-breakpoint
CREATE INDEX "outbox_recipient" ON "outbox" USING btree ("recipient_id","budget_week");--> statement-breakpoint
CREATE INDEX "outbox_posted" ON "outbox" USING btree ("channel","ts");--> statement-breakpoint
CREATE UNIQUE INDEX "pairs_one_living" ON "pairs" USING btree ("manager_id","employee_id") WHERE state in ('proposed', 'active', 'paused');--> statement-breakpoint
CREATE INDEX "pairs_employee" ON "pairs" USING btree ("employee_id");--> statement-breakpoint
CREATE INDEX "pairs_state" ON "pairs" USING btree ("workspace_id","state");--> statement-breakpoint
CREATE INDEX "pairs_feed" ON "pairs" USING btree ("feed_id");--> statement-breakpoint
CREATE UNIQUE INDEX "people_slack" ON "people" USING btree ("workspace_id","slack_user_id");--> statement-breakpoint
CREATE INDEX "requests_plan" ON "requests" USING btree ("plan_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_one_open" ON "sessions" USING btree ("pair_id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "sessions_pair" ON "sessions" USING btree ("pair_id","closed_at");--> statement-breakpoint
CREATE INDEX "sessions_meeting" ON "sessions" USING btree ("meeting_id");--> statement-breakpoint
CREATE UNIQUE INDEX "shared_answers_meeting" ON "shared_answers" USING btree ("meeting_id");--> statement-breakpoint
CREATE UNIQUE INDEX "text_versions_revision" ON "text_versions" USING btree ("subject_id","field","revision");--> statement-breakpoint
CREATE UNIQUE INDEX "trigger_messages_slot" ON "trigger_messages" USING btree ("manager_id","local_day","slot");--> statement-breakpoint
CREATE UNIQUE INDEX "triggers_meeting" ON "triggers" USING btree ("meeting_id");--> statement-breakpoint
CREATE INDEX "triggers_due" ON "triggers" USING btree ("state","due_at");--> statement-breakpoint
CREATE INDEX "triggers_message" ON "triggers" USING btree ("trigger_message_id");