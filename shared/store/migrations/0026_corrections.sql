CREATE TABLE "corrections" (
	"referral_id" uuid PRIMARY KEY NOT NULL,
	"relation" text NOT NULL,
	"reason" text NOT NULL,
	"category" text,
	"severity" integer,
	"explanation" text,
	"words" text NOT NULL,
	"written_by" uuid NOT NULL,
	"written_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "corrections_relation" CHECK (relation in ('CORRECTION', 'RETRACTION'))
);
--> statement-breakpoint
ALTER TABLE "referrals" DROP CONSTRAINT "referrals_one_per_decision_and_recipient";--> statement-breakpoint
DROP INDEX "referrals_one_per_item_and_recipient";--> statement-breakpoint
ALTER TABLE "referrals" ADD COLUMN "relates_to" uuid;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_referral_id_referrals_id_fk" FOREIGN KEY ("referral_id") REFERENCES "public"."referrals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_written_by_people_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_relates_to_referrals_id_fk" FOREIGN KEY ("relates_to") REFERENCES "public"."referrals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "referrals_one_per_decision_and_recipient" ON "referrals" USING btree ("decision_id","recipient_id") WHERE relates_to is null;--> statement-breakpoint
CREATE UNIQUE INDEX "referrals_one_correction_at_a_time" ON "referrals" USING btree ("relates_to") WHERE state in ('READY', 'BATCHED');--> statement-breakpoint
CREATE UNIQUE INDEX "referrals_one_per_item_and_recipient" ON "referrals" USING btree ("item_id","recipient_id") WHERE state <> 'WITHDRAWN' and relates_to is null;
--> statement-breakpoint
-- Evidence: added to and read, never changed.
grant select, insert on corrections to lapwing_app;
--> statement-breakpoint
create trigger corrections_append_only before update or delete on corrections
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger corrections_no_truncate before truncate on corrections
  for each statement execute function refuse_change();
