CREATE TABLE "circle_meetings" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"circle_id" text NOT NULL,
	"on_date" text NOT NULL,
	"starts_at" bigint NOT NULL,
	"state" text NOT NULL,
	"case_owner_id" text,
	"step" bigint,
	"skipped_by_id" text,
	"due_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "circle_members" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"circle_id" text NOT NULL,
	"person_id" text NOT NULL,
	"state" text NOT NULL,
	"joined" bigint NOT NULL,
	"asked_at" bigint NOT NULL,
	"answered_at" bigint
);
--> statement-breakpoint
CREATE TABLE "circles" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"started_by_id" text NOT NULL,
	"rule" text NOT NULL,
	"start_on" text NOT NULL,
	"time" text NOT NULL,
	"zone" text NOT NULL,
	"channel" text,
	"channel_for" text,
	"created_at" bigint NOT NULL,
	"ended_at" bigint
);
--> statement-breakpoint
CREATE UNIQUE INDEX "circle_meetings_date" ON "circle_meetings" USING btree ("circle_id","on_date");--> statement-breakpoint
CREATE INDEX "circle_meetings_due" ON "circle_meetings" USING btree ("state","due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "circle_members_one" ON "circle_members" USING btree ("circle_id","person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "circle_members_living" ON "circle_members" USING btree ("person_id") WHERE state in ('asked', 'in');