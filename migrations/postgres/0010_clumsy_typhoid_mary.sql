CREATE TABLE "bank_edits" (
	"workspace_id" text PRIMARY KEY NOT NULL,
	"edits_sealed" text NOT NULL,
	"changed_by_id" text,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "triggers" ADD COLUMN "own_question_sealed" text;