CREATE INDEX `pairs_short` ON `pairs` (`state`,`feed_id`,`meetings_until`);--> statement-breakpoint
CREATE INDEX `requests_due` ON `requests` (`state`,`answer_by_on`);