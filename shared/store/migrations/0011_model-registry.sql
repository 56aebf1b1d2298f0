CREATE TABLE "model_versions" (
	"version" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"state_since" timestamp with time zone DEFAULT now() NOT NULL,
	"state_by" uuid,
	"labels" text[] NOT NULL,
	"languages" text[] NOT NULL,
	"figures" jsonb NOT NULL,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL,
	"added_by" uuid,
	"superseded_at" timestamp with time zone,
	"refused" text,
	CONSTRAINT "model_versions_state" CHECK (state in ('AVAILABLE', 'CHALLENGER', 'CHAMPION', 'RETIRED'))
);
--> statement-breakpoint
ALTER TABLE "scores" DROP CONSTRAINT "scores_once";--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "scored_by" text;--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "check_percent" smallint;--> statement-breakpoint
ALTER TABLE "scores" ADD COLUMN "shadow" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "model_versions" ADD CONSTRAINT "model_versions_state_by_people_id_fk" FOREIGN KEY ("state_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_versions" ADD CONSTRAINT "model_versions_added_by_people_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "model_versions_one_champion" ON "model_versions" USING btree ((true)) WHERE state = 'CHAMPION';--> statement-breakpoint
CREATE UNIQUE INDEX "model_versions_one_challenger" ON "model_versions" USING btree ((true)) WHERE state = 'CHALLENGER';--> statement-breakpoint
CREATE INDEX "decisions_concluded" ON "decisions" USING btree ("decided_at") WHERE to_state in ('CONFIRMED', 'DISMISSED');--> statement-breakpoint
CREATE INDEX "scores_scored" ON "scores" USING btree ("scored_at","id") WHERE not shadow;--> statement-breakpoint
ALTER TABLE "scores" ADD CONSTRAINT "scores_once" UNIQUE("item_id","model_version","input_hash","shadow");--> statement-breakpoint
-- Who said what is known of the scores that are there; a newer champion scores open items again.
update items set scored_by = (
  select model_version from scores where scores.item_id = items.id order by scored_at desc limit 1
) where risk is not null;
--> statement-breakpoint
-- A version is added and changes its state; it is never deleted.
grant select, insert, update on model_versions to lapwing_app;
