CREATE TABLE `request_owners` (
	`workspace_id` text NOT NULL,
	`help_kind` text NOT NULL,
	`owner_id` text NOT NULL,
	`changed_by_id` text NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `request_owners_kind` ON `request_owners` (`workspace_id`,`help_kind`);--> statement-breakpoint
CREATE TABLE `resources` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`title_sealed` text NOT NULL,
	`link_sealed` text NOT NULL,
	`help_kind` text NOT NULL,
	`contexts` text NOT NULL,
	`owner_id` text,
	`changed_by_id` text NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `resources_kind` ON `resources` (`workspace_id`,`help_kind`);--> statement-breakpoint
ALTER TABLE `requests` ADD `revision` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `requests` ADD `owner_id` text;--> statement-breakpoint
ALTER TABLE `requests` ADD `sent_on_at` integer;--> statement-breakpoint
ALTER TABLE `requests` ADD `sent_words_sealed` text;--> statement-breakpoint
ALTER TABLE `requests` ADD `answer_by_on` text;--> statement-breakpoint
ALTER TABLE `requests` ADD `answer_sealed` text;--> statement-breakpoint
ALTER TABLE `requests` ADD `comes_on` text;--> statement-breakpoint
ALTER TABLE `requests` ADD `reason_sealed` text;--> statement-breakpoint
ALTER TABLE `requests` ADD `reminded_on` text;--> statement-breakpoint
CREATE INDEX `requests_owner` ON `requests` (`owner_id`,`state`);--> statement-breakpoint
CREATE INDEX `requests_open` ON `requests` (`workspace_id`,`state`);