CREATE TABLE `mentor_offers` (
	`person_id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`capacity` integer NOT NULL,
	`contexts` text NOT NULL,
	`languages` text NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `mentor_offers_workspace` ON `mentor_offers` (`workspace_id`);