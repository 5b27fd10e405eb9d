ALTER TABLE "workspaces" ADD COLUMN "paused_at" bigint;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "paused_by_id" text;