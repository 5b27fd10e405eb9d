CREATE TABLE "bank_edits" (
	"workspace_id" text PRIMARY KEY NOT NULL,
	"edits_sealed" text NOT NULL,
	"changed_by_id" text,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "topics" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"pair_id" text NOT NULL,
	"author_id" text NOT NULL,
	"text_sealed" text,
	"link_sealed" text,
	"added_at" bigint NOT NULL,
	"talked_at" bigint
);
--> statement-breakpoint
ALTER TABLE "pairs" ADD COLUMN "scenario_set_at" bigint;--> statement-breakpoint
ALTER TABLE "pairs" ADD COLUMN "scenario_asked_at" bigint;--> statement-breakpoint
ALTER TABLE "triggers" ADD COLUMN "own_question_sealed" text;--> statement-breakpoint
CREATE INDEX "topics_pair" ON "topics" USING btree ("pair_id","talked_at");