CREATE TABLE "look_back_removals" (
	"workspace_id" text NOT NULL,
	"plan_id" text NOT NULL,
	"quarter_on" text NOT NULL,
	"line_key" text NOT NULL,
	"by_id" text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "look_back_removals_line" ON "look_back_removals" USING btree ("plan_id","quarter_on","line_key");