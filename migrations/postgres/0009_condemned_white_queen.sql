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
CREATE INDEX "topics_pair" ON "topics" USING btree ("pair_id","talked_at");