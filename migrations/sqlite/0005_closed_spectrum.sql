CREATE TABLE `plan_comments` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`plan_id` text NOT NULL,
	`author_id` text NOT NULL,
	`kind` text NOT NULL,
	`about` text NOT NULL,
	`text_sealed` text NOT NULL,
	`written_at` integer NOT NULL,
	`seen_at` integer
);
--> statement-breakpoint
CREATE INDEX `plan_comments_plan` ON `plan_comments` (`plan_id`,`written_at`);--> statement-breakpoint
CREATE TABLE `plan_texts` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`plan_id` text NOT NULL,
	`field` text NOT NULL,
	`text_sealed` text NOT NULL,
	`as_of` text,
	`revision` integer NOT NULL,
	`changed_by_id` text NOT NULL,
	`changed_at` integer NOT NULL,
	`agreed_revision` integer,
	`agreed_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `plan_texts_field` ON `plan_texts` (`plan_id`,`field`);--> statement-breakpoint
ALTER TABLE `actions` ADD `worded_by_id` text;--> statement-breakpoint
ALTER TABLE `actions` ADD `worded_at` integer;--> statement-breakpoint
ALTER TABLE `goals` ADD `main` integer DEFAULT 0 NOT NULL;