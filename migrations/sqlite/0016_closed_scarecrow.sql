CREATE TABLE `people_uploads` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`by_id` text NOT NULL,
	`file_id` text NOT NULL,
	`kind` text,
	`state` text NOT NULL,
	`why` text,
	`found_sealed` text,
	`sent_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_uploads_file` ON `people_uploads` (`workspace_id`,`file_id`);--> statement-breakpoint
CREATE INDEX `people_uploads_state` ON `people_uploads` (`state`);--> statement-breakpoint
ALTER TABLE `workspaces` ADD `paused_at` integer;--> statement-breakpoint
ALTER TABLE `workspaces` ADD `paused_by_id` text;