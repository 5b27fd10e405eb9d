CREATE TABLE `people_data` (
	`workspace_id` text NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`row_sealed` text NOT NULL,
	`gone_on` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_data_row` ON `people_data` (`workspace_id`,`kind`,`key`);--> statement-breakpoint
CREATE TABLE `people_imports` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`kind` text NOT NULL,
	`file_hash` text NOT NULL,
	`snapshot_on` text NOT NULL,
	`added` integer NOT NULL,
	`changed` integer NOT NULL,
	`gone` integer NOT NULL,
	`unchanged` integer NOT NULL,
	`by_id` text,
	`imported_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `people_imports_kind` ON `people_imports` (`workspace_id`,`kind`,`imported_at`);--> statement-breakpoint
CREATE TABLE `people_maps` (
	`workspace_id` text NOT NULL,
	`kind` text NOT NULL,
	`map` text NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_maps_kind` ON `people_maps` (`workspace_id`,`kind`);