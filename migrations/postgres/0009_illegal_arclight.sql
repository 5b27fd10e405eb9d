CREATE TABLE "audit_entries" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"actor_id" text,
	"what" text NOT NULL,
	"subject_id" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "erasures" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"what" text NOT NULL,
	"subject_id" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "handovers" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"employee_id" text NOT NULL,
	"from_pair_id" text NOT NULL,
	"new_manager_id" text NOT NULL,
	"choice" text,
	"chosen_by_id" text,
	"asked_at" bigint NOT NULL,
	"default_at" bigint NOT NULL,
	"chosen_at" bigint,
	"to_pair_id" text,
	"done_at" bigint
);
--> statement-breakpoint
ALTER TABLE "pairs" ADD COLUMN "manager_out_at" bigint;--> statement-breakpoint
ALTER TABLE "plans" ADD COLUMN "erased_at" bigint;--> statement-breakpoint
CREATE INDEX "audit_entries_at" ON "audit_entries" USING btree ("workspace_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "erasures_subject" ON "erasures" USING btree ("what","subject_id");--> statement-breakpoint
CREATE UNIQUE INDEX "handovers_from" ON "handovers" USING btree ("from_pair_id");--> statement-breakpoint
CREATE INDEX "handovers_employee" ON "handovers" USING btree ("employee_id");--> statement-breakpoint
CREATE INDEX "handovers_default" ON "handovers" USING btree ("default_at");