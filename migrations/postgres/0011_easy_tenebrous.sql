CREATE TABLE "mentoring_meetings" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"mentorship_id" text NOT NULL,
	"key" text NOT NULL,
	"starts_at" bigint NOT NULL,
	"length_minutes" bigint NOT NULL,
	"rhythm_version" bigint NOT NULL,
	"state" text NOT NULL,
	"moved_from_at" bigint,
	"outcome" text DEFAULT 'unknown' NOT NULL,
	"held_minutes" bigint,
	"excused" bigint DEFAULT 0 NOT NULL,
	"outcome_by_id" text,
	"outcome_at" bigint,
	"closed_at" bigint,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mentoring_rhythms" (
	"mentorship_id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"rule" text NOT NULL,
	"start_on" text NOT NULL,
	"time" text NOT NULL,
	"zone" text NOT NULL,
	"length_minutes" bigint NOT NULL,
	"version" bigint NOT NULL,
	"meetings_until" bigint NOT NULL,
	"set_by_id" text NOT NULL,
	"set_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mentoring_triggers" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"meeting_id" text NOT NULL,
	"person_id" text NOT NULL,
	"side" text NOT NULL,
	"due_at" bigint NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"sent_at" bigint
);
--> statement-breakpoint
CREATE UNIQUE INDEX "mentoring_meetings_natural" ON "mentoring_meetings" USING btree ("mentorship_id","key");--> statement-breakpoint
CREATE INDEX "mentoring_meetings_open" ON "mentoring_meetings" USING btree ("closed_at","starts_at");--> statement-breakpoint
CREATE UNIQUE INDEX "mentoring_triggers_side" ON "mentoring_triggers" USING btree ("meeting_id","side");--> statement-breakpoint
CREATE INDEX "mentoring_triggers_due" ON "mentoring_triggers" USING btree ("state","due_at");