CREATE TABLE `restores` (
	`id` text PRIMARY KEY NOT NULL,
	`taken_at` integer NOT NULL,
	`restored_at` integer NOT NULL,
	`last_seq` integer NOT NULL,
	`settled_at` integer
);
