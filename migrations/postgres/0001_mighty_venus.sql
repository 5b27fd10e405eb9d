CREATE TABLE "sent_files" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"outbox_id" text NOT NULL,
	"slack_file_id" text NOT NULL,
	"state" text NOT NULL,
	"shared_at" bigint,
	"delete_at" bigint,
	"deleted_at" bigint,
	CONSTRAINT "sent_files_outboxId_unique" UNIQUE("outbox_id")
);
--> statement-breakpoint
CREATE INDEX "sent_files_due" ON "sent_files" USING btree ("state","delete_at");