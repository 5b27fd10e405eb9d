CREATE TABLE "people_data" (
	"workspace_id" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"row_sealed" text NOT NULL,
	"gone_on" text
);
--> statement-breakpoint
CREATE TABLE "people_imports" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"kind" text NOT NULL,
	"file_hash" text NOT NULL,
	"snapshot_on" text NOT NULL,
	"added" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"gone" bigint NOT NULL,
	"unchanged" bigint NOT NULL,
	"by_id" text,
	"imported_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people_maps" (
	"workspace_id" text NOT NULL,
	"kind" text NOT NULL,
	"map" text NOT NULL,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "people_data_row" ON "people_data" USING btree ("workspace_id","kind","key");--> statement-breakpoint
CREATE INDEX "people_imports_kind" ON "people_imports" USING btree ("workspace_id","kind","imported_at");--> statement-breakpoint
CREATE UNIQUE INDEX "people_maps_kind" ON "people_maps" USING btree ("workspace_id","kind");