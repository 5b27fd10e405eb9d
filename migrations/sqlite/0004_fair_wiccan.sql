CREATE TABLE `slack_statuses` (
	`person_id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`away_from_at` integer,
	`away_until_at` integer,
	`asked_at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `pairs` ADD `until` text;--> statement-breakpoint
ALTER TABLE `pairs` ADD `skipped_dates` text DEFAULT '[]' NOT NULL;