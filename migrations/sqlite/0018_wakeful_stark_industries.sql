CREATE TABLE `team_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`reflection_id` text NOT NULL,
	`author_id` text NOT NULL,
	`wants_help` integer NOT NULL,
	`words_sealed` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `team_entries_reflection` ON `team_entries` (`reflection_id`);--> statement-breakpoint
CREATE TABLE `team_offers` (
	`workspace_id` text NOT NULL,
	`entry_id` text NOT NULL,
	`helper_id` text NOT NULL,
	`offered_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `team_offers_one` ON `team_offers` (`entry_id`,`helper_id`);--> statement-breakpoint
CREATE TABLE `team_reflections` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`rhythm_id` text NOT NULL,
	`on_date` text NOT NULL,
	`starts_at` integer NOT NULL,
	`state` text NOT NULL,
	`looked` integer DEFAULT 0 NOT NULL,
	`due_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `team_reflections_date` ON `team_reflections` (`rhythm_id`,`on_date`);--> statement-breakpoint
CREATE INDEX `team_reflections_due` ON `team_reflections` (`state`,`due_at`);--> statement-breakpoint
CREATE TABLE `team_rhythms` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`manager_id` text NOT NULL,
	`channel` text NOT NULL,
	`rule` text NOT NULL,
	`start_on` text NOT NULL,
	`time` text NOT NULL,
	`zone` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `team_rhythms_channel` ON `team_rhythms` (`workspace_id`,`channel`) WHERE state = 'on';--> statement-breakpoint
CREATE INDEX `team_rhythms_manager` ON `team_rhythms` (`manager_id`);