CREATE TABLE `mentoring_meetings` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`mentorship_id` text NOT NULL,
	`key` text NOT NULL,
	`starts_at` integer NOT NULL,
	`length_minutes` integer NOT NULL,
	`rhythm_version` integer NOT NULL,
	`state` text NOT NULL,
	`moved_from_at` integer,
	`outcome` text DEFAULT 'unknown' NOT NULL,
	`held_minutes` integer,
	`excused` integer DEFAULT 0 NOT NULL,
	`outcome_by_id` text,
	`outcome_at` integer,
	`closed_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mentoring_meetings_natural` ON `mentoring_meetings` (`mentorship_id`,`key`);--> statement-breakpoint
CREATE INDEX `mentoring_meetings_open` ON `mentoring_meetings` (`closed_at`,`starts_at`);--> statement-breakpoint
CREATE TABLE `mentoring_rhythms` (
	`mentorship_id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`rule` text NOT NULL,
	`start_on` text NOT NULL,
	`time` text NOT NULL,
	`zone` text NOT NULL,
	`length_minutes` integer NOT NULL,
	`version` integer NOT NULL,
	`meetings_until` integer NOT NULL,
	`set_by_id` text NOT NULL,
	`set_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `mentoring_triggers` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`meeting_id` text NOT NULL,
	`person_id` text NOT NULL,
	`side` text NOT NULL,
	`due_at` integer NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`sent_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mentoring_triggers_side` ON `mentoring_triggers` (`meeting_id`,`side`);--> statement-breakpoint
CREATE INDEX `mentoring_triggers_due` ON `mentoring_triggers` (`state`,`due_at`);