CREATE TABLE `audit_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`actor_id` text,
	`what` text NOT NULL,
	`subject_id` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_entries_at` ON `audit_entries` (`workspace_id`,`at`);--> statement-breakpoint
CREATE TABLE `erasures` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`what` text NOT NULL,
	`subject_id` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `erasures_subject` ON `erasures` (`what`,`subject_id`);--> statement-breakpoint
CREATE TABLE `handovers` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`employee_id` text NOT NULL,
	`from_pair_id` text NOT NULL,
	`new_manager_id` text NOT NULL,
	`choice` text,
	`chosen_by_id` text,
	`asked_at` integer NOT NULL,
	`default_at` integer NOT NULL,
	`chosen_at` integer,
	`to_pair_id` text,
	`done_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `handovers_from` ON `handovers` (`from_pair_id`);--> statement-breakpoint
CREATE INDEX `handovers_employee` ON `handovers` (`employee_id`);--> statement-breakpoint
CREATE INDEX `handovers_default` ON `handovers` (`default_at`);--> statement-breakpoint
ALTER TABLE `pairs` ADD `manager_out_at` integer;--> statement-breakpoint
ALTER TABLE `plans` ADD `erased_at` integer;