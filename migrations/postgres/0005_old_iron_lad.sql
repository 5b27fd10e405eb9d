CREATE TABLE "plan_comments" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"plan_id" text NOT NULL,
	"author_id" text NOT NULL,
	"kind" text NOT NULL,
	"about" text NOT NULL,
	"text_sealed" text NOT NULL,
	"written_at" bigint NOT NULL,
	"seen_at" bigint
);
--> statement-breakpoint
CREATE TABLE "plan_texts" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"plan_id" text NOT NULL,
	"field" text NOT NULL,
	"text_sealed" text NOT NULL,
	"as_of" text,
	"revision" bigint NOT NULL,
	"changed_by_id" text NOT NULL,
	"changed_at" bigint NOT NULL,
	"agreed_revision" bigint,
	"agreed_at" bigint
);
--> statement-breakpoint
ALTER TABLE "actions" ADD COLUMN "worded_by_id" text;--> statement-breakpoint
ALTER TABLE "actions" ADD COLUMN "worded_at" bigint;--> statement-breakpoint
ALTER TABLE "goals" ADD COLUMN "main" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "plan_comments_plan" ON "plan_comments" USING btree ("plan_id","written_at");--> statement-breakpoint
CREATE UNIQUE INDEX "plan_texts_field" ON "plan_texts" USING btree ("plan_id","field");