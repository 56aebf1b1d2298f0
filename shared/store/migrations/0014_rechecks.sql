CREATE TABLE "rechecks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"referral_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"idempotency_key" text NOT NULL,
	"finding" text NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"outcome_id" uuid,
	"next_due_at" timestamp with time zone,
	CONSTRAINT "rechecks_idempotency_key" UNIQUE("person_id","idempotency_key"),
	CONSTRAINT "rechecks_finding" CHECK (finding in ('GONE', 'RESTRICTED', 'STILL_THERE', 'CANNOT_TELL')),
	CONSTRAINT "rechecks_outcome" CHECK ((finding in ('GONE', 'RESTRICTED')) = (outcome_id is not null))
);
--> statement-breakpoint
ALTER TABLE "referrals" ADD COLUMN "recheck_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "rechecks" ADD CONSTRAINT "rechecks_referral_id_referrals_id_fk" FOREIGN KEY ("referral_id") REFERENCES "public"."referrals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rechecks" ADD CONSTRAINT "rechecks_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rechecks" ADD CONSTRAINT "rechecks_outcome_id_outcomes_id_fk" FOREIGN KEY ("outcome_id") REFERENCES "public"."outcomes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rechecks_referral" ON "rechecks" USING btree ("referral_id","seen_at");--> statement-breakpoint
CREATE INDEX "referrals_recheck_due" ON "referrals" USING btree ("recheck_due_at","id") WHERE recheck_due_at is not null;--> statement-breakpoint
-- Evidence: added to and read, never changed.
grant select, insert on rechecks to lapwing_app;
--> statement-breakpoint
-- What was sent and has no final outcome is looked at when its recipient should have answered.
update referrals set recheck_due_at = sent_at + (recipients.configuration ->> 'expectedResponseHours')::int * interval '1 hour'
from recipients where recipients.id = referrals.recipient_id and referrals.state = 'SENT';
