CREATE TABLE `roster` (
	`workspace_id` text NOT NULL,
	`employee_id` text NOT NULL,
	`manager_id` text,
	`state` text NOT NULL,
	`person_id` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `roster_employee` ON `roster` (`workspace_id`,`employee_id`);--> statement-breakpoint
CREATE INDEX `roster_person` ON `roster` (`person_id`);--> statement-breakpoint
CREATE INDEX `roster_manager` ON `roster` (`workspace_id`,`manager_id`);--> statement-breakpoint
CREATE TABLE `roster_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`employee_id` text NOT NULL,
	`kind` text NOT NULL,
	`from_manager_id` text,
	`to_manager_id` text,
	`state` text NOT NULL,
	`noticed_at` integer NOT NULL,
	`acknowledged_by_id` text,
	`acknowledged_at` integer
);
--> statement-breakpoint
CREATE INDEX `roster_changes_state` ON `roster_changes` (`workspace_id`,`state`);--> statement-breakpoint
CREATE TABLE `roster_looks` (
	`workspace_id` text PRIMARY KEY NOT NULL,
	`emails` text NOT NULL,
	`looked_at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `pairs` ADD `started_by` text;