CREATE TABLE `sent_files` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`outbox_id` text NOT NULL,
	`slack_file_id` text NOT NULL,
	`state` text NOT NULL,
	`shared_at` integer,
	`delete_at` integer,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sent_files_outboxId_unique` ON `sent_files` (`outbox_id`);--> statement-breakpoint
CREATE INDEX `sent_files_due` ON `sent_files` (`state`,`delete_at`);