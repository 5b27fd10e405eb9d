DROP INDEX "outbox_lane";--> statement-breakpoint
ALTER TABLE "inbox" ADD COLUMN "window" text;--> statement-breakpoint
CREATE INDEX "inbox_window" ON "inbox" USING btree ("window");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("state","workspace_id","op","priority","seq","not_before_ms");--> statement-breakpoint
CREATE INDEX "outbox_target" ON "outbox" USING btree ("target_id");--> statement-breakpoint
CREATE INDEX "outbox_lane" ON "outbox" USING btree ("lane","seq") WHERE state in ('pending', 'sending', 'in_doubt');