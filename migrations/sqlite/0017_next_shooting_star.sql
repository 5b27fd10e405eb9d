CREATE TABLE `bank_edits` (
	`workspace_id` text PRIMARY KEY NOT NULL,
	`edits_sealed` text NOT NULL,
	`changed_by_id` text,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `topics` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`pair_id` text NOT NULL,
	`author_id` text NOT NULL,
	`text_sealed` text,
	`link_sealed` text,
	`added_at` integer NOT NULL,
	`talked_at` integer
);
--> statement-breakpoint
CREATE INDEX `topics_pair` ON `topics` (`pair_id`,`talked_at`);--> statement-breakpoint
ALTER TABLE `pairs` ADD `scenario_set_at` integer;--> statement-breakpoint
ALTER TABLE `pairs` ADD `scenario_asked_at` integer;--> statement-breakpoint
ALTER TABLE `triggers` ADD `own_question_sealed` text;