ALTER TABLE `workspaces` ADD `paused_at` integer;--> statement-breakpoint
ALTER TABLE `workspaces` ADD `paused_by_id` text;