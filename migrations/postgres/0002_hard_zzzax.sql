CREATE TABLE "restores" (
	"id" text PRIMARY KEY NOT NULL,
	"taken_at" bigint NOT NULL,
	"restored_at" bigint NOT NULL,
	"last_seq" bigint NOT NULL,
	"settled_at" bigint
);
