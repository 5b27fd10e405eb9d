DROP INDEX `outbox_lane`;--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`state`,`workspace_id`,`op`,`priority`,`seq`,`not_before_ms`);--> statement-breakpoint
CREATE INDEX `outbox_target` ON `outbox` (`target_id`);--> statement-breakpoint
CREATE INDEX `outbox_lane` ON `outbox` (`lane`,`seq`) WHERE state in ('pending', 'sending', 'in_doubt');--> statement-breakpoint
ALTER TABLE `inbox` ADD `window` text;--> statement-breakpoint
CREATE INDEX `inbox_window` ON `inbox` (`window`);