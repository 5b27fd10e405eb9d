CREATE TABLE "request_owners" (
	"workspace_id" text NOT NULL,
	"help_kind" text NOT NULL,
	"owner_id" text NOT NULL,
	"changed_by_id" text NOT NULL,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "resources" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"title_sealed" text NOT NULL,
	"link_sealed" text NOT NULL,
	"help_kind" text NOT NULL,
	"contexts" text NOT NULL,
	"owner_id" text,
	"changed_by_id" text NOT NULL,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "revision" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "owner_id" text;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "sent_on_at" bigint;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "sent_words_sealed" text;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "answer_by_on" text;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "answer_sealed" text;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "comes_on" text;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "reason_sealed" text;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "reminded_on" text;--> statement-breakpoint
CREATE UNIQUE INDEX "request_owners_kind" ON "request_owners" USING btree ("workspace_id","help_kind");--> statement-breakpoint
CREATE INDEX "resources_kind" ON "resources" USING btree ("workspace_id","help_kind");--> statement-breakpoint
CREATE INDEX "requests_owner" ON "requests" USING btree ("owner_id","state");--> statement-breakpoint
CREATE INDEX "requests_open" ON "requests" USING btree ("workspace_id","state");