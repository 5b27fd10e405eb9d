CREATE TABLE "mentor_offers" (
	"person_id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"capacity" bigint NOT NULL,
	"contexts" text NOT NULL,
	"languages" text NOT NULL,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "mentor_offers_workspace" ON "mentor_offers" USING btree ("workspace_id");