CREATE INDEX "pairs_short" ON "pairs" USING btree ("state","feed_id","meetings_until");--> statement-breakpoint
CREATE INDEX "requests_due" ON "requests" USING btree ("state","answer_by_on");