CREATE TABLE "pilot_deviations" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"pilot_id" text NOT NULL,
	"note_sealed" text NOT NULL,
	"by_id" text,
	"noted_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pilots" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"state" text NOT NULL,
	"design_sealed" text NOT NULL,
	"hash" text,
	"locked_at" bigint,
	"locked_by_id" text,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pulse_answers" (
	"token" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"wave_id" text NOT NULL,
	"manager_code" text NOT NULL,
	"answers" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pulse_held" (
	"wave_id" text NOT NULL,
	"workspace_id" text NOT NULL,
	"part" bigint NOT NULL,
	"answers_sealed" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pulse_invited" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"wave_id" text NOT NULL,
	"person_id" text NOT NULL,
	"manager_code" text NOT NULL,
	"asked" bigint DEFAULT 0 NOT NULL,
	"reminded" bigint DEFAULT 0 NOT NULL,
	"answered" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pulse_waves" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"pilot_id" text NOT NULL,
	"wave" text NOT NULL,
	"opens_on" text NOT NULL,
	"last_day_on" text NOT NULL,
	"state" text NOT NULL
);
--> statement-breakpoint
CREATE INDEX "pilot_deviations_pilot" ON "pilot_deviations" USING btree ("pilot_id");--> statement-breakpoint
CREATE UNIQUE INDEX "pilots_one_living" ON "pilots" USING btree ("workspace_id") WHERE state in ('designed', 'locked');--> statement-breakpoint
CREATE INDEX "pulse_answers_wave" ON "pulse_answers" USING btree ("wave_id","manager_code");--> statement-breakpoint
CREATE UNIQUE INDEX "pulse_held_part" ON "pulse_held" USING btree ("wave_id","part");--> statement-breakpoint
CREATE UNIQUE INDEX "pulse_invited_person" ON "pulse_invited" USING btree ("wave_id","person_id");--> statement-breakpoint
CREATE INDEX "pulse_invited_of" ON "pulse_invited" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "pulse_waves_wave" ON "pulse_waves" USING btree ("pilot_id","wave");--> statement-breakpoint
CREATE INDEX "pulse_waves_state" ON "pulse_waves" USING btree ("state","opens_on");