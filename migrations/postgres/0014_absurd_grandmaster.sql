CREATE INDEX "inbox_bodies" ON "inbox" USING btree ("seq") WHERE body_sealed is not null;--> statement-breakpoint
CREATE INDEX "meetings_to_close" ON "meetings" USING btree ("starts_at") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "pairs_short" ON "pairs" USING btree ("state","feed_id","meetings_until");--> statement-breakpoint
CREATE INDEX "requests_due" ON "requests" USING btree ("state","answer_by_on");--> statement-breakpoint
CREATE INDEX "sessions_plan" ON "sessions" USING btree ("plan_id","state","closed_at");