CREATE TABLE "people_uploads" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"by_id" text NOT NULL,
	"file_id" text NOT NULL,
	"kind" text,
	"state" text NOT NULL,
	"why" text,
	"found_sealed" text,
	"sent_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "paused_at" bigint;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "paused_by_id" text;--> statement-breakpoint
CREATE UNIQUE INDEX "people_uploads_file" ON "people_uploads" USING btree ("workspace_id","file_id");--> statement-breakpoint
CREATE INDEX "people_uploads_state" ON "people_uploads" USING btree ("state");