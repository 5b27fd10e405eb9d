CREATE TABLE "team_entries" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"reflection_id" text NOT NULL,
	"author_id" text NOT NULL,
	"wants_help" bigint NOT NULL,
	"words_sealed" text,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "team_offers" (
	"workspace_id" text NOT NULL,
	"entry_id" text NOT NULL,
	"helper_id" text NOT NULL,
	"offered_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "team_reflections" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"rhythm_id" text NOT NULL,
	"on_date" text NOT NULL,
	"starts_at" bigint NOT NULL,
	"state" text NOT NULL,
	"looked" bigint DEFAULT 0 NOT NULL,
	"due_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "team_rhythms" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"manager_id" text NOT NULL,
	"channel" text NOT NULL,
	"rule" text NOT NULL,
	"start_on" text NOT NULL,
	"time" text NOT NULL,
	"zone" text NOT NULL,
	"state" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "team_entries_reflection" ON "team_entries" USING btree ("reflection_id");--> statement-breakpoint
CREATE UNIQUE INDEX "team_offers_one" ON "team_offers" USING btree ("entry_id","helper_id");--> statement-breakpoint
CREATE UNIQUE INDEX "team_reflections_date" ON "team_reflections" USING btree ("rhythm_id","on_date");--> statement-breakpoint
CREATE INDEX "team_reflections_due" ON "team_reflections" USING btree ("state","due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "team_rhythms_channel" ON "team_rhythms" USING btree ("workspace_id","channel") WHERE state = 'on';--> statement-breakpoint
CREATE INDEX "team_rhythms_manager" ON "team_rhythms" USING btree ("manager_id");