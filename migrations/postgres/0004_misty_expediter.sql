CREATE TABLE "slack_statuses" (
	"person_id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"away_from_at" bigint,
	"away_until_at" bigint,
	"asked_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "pairs" ADD COLUMN "until" text;--> statement-breakpoint
ALTER TABLE "pairs" ADD COLUMN "skipped_dates" text DEFAULT '[]' NOT NULL;