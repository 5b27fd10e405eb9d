CREATE TABLE `actions` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`plan_id` text NOT NULL,
	`pair_id` text NOT NULL,
	`agreement_id` text NOT NULL,
	`position` integer NOT NULL,
	`owner` text NOT NULL,
	`kind` text NOT NULL,
	`text_sealed` text NOT NULL,
	`cue_sealed` text,
	`response_sealed` text,
	`due_on` text NOT NULL,
	`worded_due_on` text NOT NULL,
	`confidence` integer,
	`learning` integer DEFAULT 0 NOT NULL,
	`version` integer NOT NULL,
	`wording_hash` text NOT NULL,
	`state` text NOT NULL,
	`signed_hash` text,
	`signed_at` integer,
	`suggestion_sealed` text,
	`reason_sealed` text,
	`done_at` integer,
	`acknowledged_at` integer,
	`closed_at` integer,
	`reminded_on` text,
	`news_at` integer,
	`news_on` text,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `actions_plan` ON `actions` (`plan_id`,`state`);--> statement-breakpoint
CREATE INDEX `actions_agreement` ON `actions` (`agreement_id`);--> statement-breakpoint
CREATE INDEX `actions_due` ON `actions` (`state`,`due_on`);--> statement-breakpoint
CREATE TABLE `agreements` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`pair_id` text NOT NULL,
	`session_id` text NOT NULL,
	`version` integer NOT NULL,
	`asks` integer DEFAULT 1 NOT NULL,
	`returns` integer DEFAULT 0 NOT NULL,
	`state` text NOT NULL,
	`proposed_at` integer NOT NULL,
	`settled_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `agreements_session` ON `agreements` (`session_id`);--> statement-breakpoint
CREATE INDEX `agreements_pair` ON `agreements` (`pair_id`,`state`);--> statement-breakpoint
CREATE TABLE `asked_questions` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`pair_id` text NOT NULL,
	`employee_id` text NOT NULL,
	`manager_id` text NOT NULL,
	`meeting_id` text,
	`question_id` text NOT NULL,
	`week` text NOT NULL,
	`outcome` text NOT NULL,
	`asked_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `asked_questions_once` ON `asked_questions` (`pair_id`,`meeting_id`,`question_id`);--> statement-breakpoint
CREATE INDEX `asked_questions_employee` ON `asked_questions` (`employee_id`,`asked_at`);--> statement-breakpoint
CREATE TABLE `closures` (
	`workspace_id` text NOT NULL,
	`closed_on` text NOT NULL,
	`name` text NOT NULL,
	`changed_by_id` text NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `closures_day` ON `closures` (`workspace_id`,`closed_on`);--> statement-breakpoint
CREATE TABLE `contacts` (
	`workspace_id` text NOT NULL,
	`country` text NOT NULL,
	`named` text NOT NULL,
	`changed_by_id` text NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `contacts_country` ON `contacts` (`workspace_id`,`country`);--> statement-breakpoint
CREATE TABLE `debrief_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`debrief_id` text NOT NULL,
	`author_id` text NOT NULL,
	`via` text NOT NULL,
	`slack_ts` text,
	`text_sealed` text NOT NULL,
	`landed` text,
	`written_at` integer NOT NULL,
	`edited_at` integer,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `debrief_entries_message` ON `debrief_entries` (`debrief_id`,`slack_ts`);--> statement-breakpoint
CREATE TABLE `debriefs` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`mentorship_id` text NOT NULL,
	`manager_id` text NOT NULL,
	`mentor_id` text NOT NULL,
	`session_id` text,
	`focus_sealed` text NOT NULL,
	`summary_sealed` text,
	`state` text NOT NULL,
	`route` text NOT NULL,
	`reopenings` integer DEFAULT 0 NOT NULL,
	`channel` text,
	`thread_ts` text,
	`opened_at` integer NOT NULL,
	`answered_at` integer,
	`closed_at` integer,
	`next_try_sealed` text,
	`next_try_shown_at` integer,
	`nudged_at` integer,
	`stand_in_offered_at` integer
);
--> statement-breakpoint
CREATE INDEX `debriefs_mentorship` ON `debriefs` (`mentorship_id`,`state`);--> statement-breakpoint
CREATE UNIQUE INDEX `debriefs_thread` ON `debriefs` (`channel`,`thread_ts`);--> statement-breakpoint
CREATE INDEX `debriefs_manager` ON `debriefs` (`manager_id`,`closed_at`);--> statement-breakpoint
CREATE INDEX `debriefs_state` ON `debriefs` (`state`,`opened_at`);--> statement-breakpoint
CREATE TABLE `drafts` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`owner_id` text NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`values_sealed` text NOT NULL,
	`step` text NOT NULL,
	`stamp` integer NOT NULL,
	`saved_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `drafts_subject` ON `drafts` (`owner_id`,`kind`,`subject_id`);--> statement-breakpoint
CREATE INDEX `drafts_expiry` ON `drafts` (`expires_at`);--> statement-breakpoint
CREATE TABLE `feeds` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`owner_id` text NOT NULL,
	`address_sealed` text NOT NULL,
	`host` text NOT NULL,
	`etag` text,
	`last_modified` text,
	`read_at` integer,
	`expanded_at` integer,
	`asked_at` integer,
	`next_read_at` integer DEFAULT 0 NOT NULL,
	`failures` integer DEFAULT 0 NOT NULL,
	`failing_since_at` integer,
	`problem` text,
	`absences` text DEFAULT '[]' NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `feeds_owner` ON `feeds` (`owner_id`);--> statement-breakpoint
CREATE INDEX `feeds_next` ON `feeds` (`next_read_at`);--> statement-breakpoint
CREATE TABLE `goals` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`plan_id` text NOT NULL,
	`kind` text NOT NULL,
	`text_sealed` text NOT NULL,
	`measure_sealed` text,
	`state` text NOT NULL,
	`revision` integer NOT NULL,
	`changed_by_id` text NOT NULL,
	`changed_at` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `goals_plan` ON `goals` (`plan_id`,`kind`);--> statement-breakpoint
CREATE TABLE `inbox` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` text NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`body_sealed` text,
	`state` text NOT NULL,
	`attempt` integer DEFAULT 0 NOT NULL,
	`not_before_ms` integer DEFAULT 0 NOT NULL,
	`error` text,
	`received_at_ms` integer NOT NULL,
	`handled_at_ms` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_key` ON `inbox` (`workspace_id`,`key`);--> statement-breakpoint
CREATE INDEX `inbox_state` ON `inbox` (`state`,`not_before_ms`);--> statement-breakpoint
CREATE INDEX `inbox_age` ON `inbox` (`received_at_ms`);--> statement-breakpoint
CREATE TABLE `invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`pair_id` text NOT NULL,
	`employee_id` text NOT NULL,
	`due_at` integer NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`sent_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_meeting` ON `invitations` (`meeting_id`);--> statement-breakpoint
CREATE INDEX `invitations_due` ON `invitations` (`state`,`due_at`);--> statement-breakpoint
CREATE TABLE `meetings` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`pair_id` text NOT NULL,
	`key` text NOT NULL,
	`stands_for` text,
	`starts_at` integer NOT NULL,
	`length_minutes` integer NOT NULL,
	`state` text NOT NULL,
	`moved_from_at` integer,
	`calendar_at` integer,
	`skip_reason` text,
	`cadence_version` integer NOT NULL,
	`outcome` text DEFAULT 'unknown' NOT NULL,
	`outcome_by_id` text,
	`held_at` integer,
	`coached_at` integer,
	`closed_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `meetings_natural` ON `meetings` (`pair_id`,`key`);--> statement-breakpoint
CREATE INDEX `meetings_starts` ON `meetings` (`state`,`starts_at`);--> statement-breakpoint
CREATE TABLE `mentorships` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`manager_id` text NOT NULL,
	`mentor_id` text NOT NULL,
	`state` text NOT NULL,
	`proposed_by_id` text NOT NULL,
	`channel` text,
	`proposed_at` integer NOT NULL,
	`started_at` integer,
	`ended_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mentorships_one_living` ON `mentorships` (`manager_id`) WHERE state in ('proposed', 'active');--> statement-breakpoint
CREATE INDEX `mentorships_mentor` ON `mentorships` (`mentor_id`,`state`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`workspace_id` text NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`payload` text NOT NULL,
	`op` text NOT NULL,
	`target_id` text,
	`recipient_id` text NOT NULL,
	`recipient_kind` text NOT NULL,
	`lane` text NOT NULL,
	`state` text NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	`attempt` integer DEFAULT 0 NOT NULL,
	`priority` integer NOT NULL,
	`budget_class` text NOT NULL,
	`budget_week` text,
	`not_before_ms` integer NOT NULL,
	`expires_at` integer,
	`leased_until_ms` integer,
	`attempted_at_ms` integer,
	`channel` text,
	`ts` text,
	`error` text,
	`enqueued_at` integer NOT NULL,
	`sent_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_id_unique` ON `outbox` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_key` ON `outbox` (`workspace_id`,`key`);--> statement-breakpoint
CREATE INDEX `outbox_open` ON `outbox` (`state`,`not_before_ms`);--> statement-breakpoint
CREATE INDEX `outbox_lane` ON `outbox` (`lane`,`seq`);--> statement-breakpoint
CREATE INDEX `outbox_recipient` ON `outbox` (`recipient_id`,`budget_week`);--> statement-breakpoint
CREATE INDEX `outbox_posted` ON `outbox` (`channel`,`ts`);--> statement-breakpoint
CREATE TABLE `pairs` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`manager_id` text NOT NULL,
	`employee_id` text NOT NULL,
	`plan_id` text NOT NULL,
	`state` text NOT NULL,
	`context` text NOT NULL,
	`scenario` text,
	`lead` text NOT NULL,
	`rule` text NOT NULL,
	`start_on` text NOT NULL,
	`time` text NOT NULL,
	`zone` text NOT NULL,
	`length_minutes` integer NOT NULL,
	`cadence_version` integer DEFAULT 1 NOT NULL,
	`meetings_until` integer DEFAULT 0 NOT NULL,
	`feed_id` text,
	`feed_match_sealed` text,
	`proposed_at` integer NOT NULL,
	`started_at` integer,
	`ended_at` integer,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `pairs_one_living` ON `pairs` (`manager_id`,`employee_id`) WHERE state in ('proposed', 'active', 'paused');--> statement-breakpoint
CREATE INDEX `pairs_employee` ON `pairs` (`employee_id`);--> statement-breakpoint
CREATE INDEX `pairs_state` ON `pairs` (`workspace_id`,`state`);--> statement-breakpoint
CREATE INDEX `pairs_feed` ON `pairs` (`feed_id`);--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`slack_user_id` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`slack_zone` text NOT NULL,
	`locale` text NOT NULL,
	`own_zone` text,
	`work_days` text,
	`work_from` text,
	`work_to` text,
	`lead` text,
	`thin` integer DEFAULT 0 NOT NULL,
	`invitations` integer DEFAULT 1 NOT NULL,
	`country` text,
	`region` text,
	`away_from_at` integer,
	`away_until_at` integer,
	`coordinator` text,
	`dm_channel` text,
	`home_opened_at` integer,
	`unreachable_since` integer,
	`refreshed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_slack` ON `people` (`workspace_id`,`slack_user_id`);--> statement-breakpoint
CREATE TABLE `plans` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`employee_id` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `requests` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`plan_id` text NOT NULL,
	`pair_id` text NOT NULL,
	`session_id` text,
	`help_kind` text NOT NULL,
	`detail_sealed` text,
	`state` text NOT NULL,
	`asked_by_id` text NOT NULL,
	`asked_at` integer NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `requests_plan` ON `requests` (`plan_id`,`state`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`pair_id` text NOT NULL,
	`plan_id` text NOT NULL,
	`meeting_id` text,
	`manager_id` text NOT NULL,
	`state` text NOT NULL,
	`opened_at` integer NOT NULL,
	`closed_at` integer,
	`help_kinds` text,
	`obstacle_kind` text,
	`obstacle_sealed` text,
	`lowest_confidence` integer,
	`changed` integer,
	`question_category` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_one_open` ON `sessions` (`pair_id`) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX `sessions_pair` ON `sessions` (`pair_id`,`closed_at`);--> statement-breakpoint
CREATE INDEX `sessions_meeting` ON `sessions` (`meeting_id`);--> statement-breakpoint
CREATE TABLE `shared_answers` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`pair_id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`employee_id` text NOT NULL,
	`answers_sealed` text NOT NULL,
	`shared_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `shared_answers_meeting` ON `shared_answers` (`meeting_id`);--> statement-breakpoint
CREATE TABLE `text_versions` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`plan_id` text NOT NULL,
	`subject_id` text NOT NULL,
	`field` text NOT NULL,
	`revision` integer NOT NULL,
	`text_sealed` text NOT NULL,
	`author_id` text NOT NULL,
	`written_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `text_versions_revision` ON `text_versions` (`subject_id`,`field`,`revision`);--> statement-breakpoint
CREATE TABLE `trigger_messages` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`manager_id` text NOT NULL,
	`local_day` text NOT NULL,
	`slot` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `trigger_messages_slot` ON `trigger_messages` (`manager_id`,`local_day`,`slot`);--> statement-breakpoint
CREATE TABLE `triggers` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`pair_id` text NOT NULL,
	`manager_id` text NOT NULL,
	`due_at` integer NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`trigger_message_id` text,
	`snoozes` integer DEFAULT 0 NOT NULL,
	`question_id` text,
	`question_why` text,
	`sent_at` integer,
	`opened_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `triggers_meeting` ON `triggers` (`meeting_id`);--> statement-breakpoint
CREATE INDEX `triggers_due` ON `triggers` (`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `triggers_message` ON `triggers` (`trigger_message_id`);--> statement-breakpoint
CREATE TABLE `workspaces` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`app_id` text,
	`bot_user_id` text NOT NULL,
	`zone` text NOT NULL,
	`quarter_start_month` integer DEFAULT 1 NOT NULL,
	`thin` integer DEFAULT 0 NOT NULL,
	`stopped_at` integer,
	`created_at` integer NOT NULL
);
