CREATE TABLE "outcome_lines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"recipient_id" uuid NOT NULL,
	"digest" text NOT NULL,
	"line" integer NOT NULL,
	"reference" text NOT NULL,
	"url" text NOT NULL,
	"ticket" text NOT NULL,
	"kind" text NOT NULL,
	"observed_at" timestamp with time zone NOT NULL,
	"note" text NOT NULL,
	"imported_by" uuid NOT NULL,
	"imported_at" timestamp with time zone DEFAULT now() NOT NULL,
	"state" text NOT NULL,
	"tray_reason" text,
	"outcome_id" uuid,
	"dismissed_reason" text,
	"settled_by" uuid,
	"settled_at" timestamp with time zone,
	CONSTRAINT "outcome_lines_once" UNIQUE("recipient_id","digest"),
	CONSTRAINT "outcome_lines_state" CHECK (state in ('RECORDED', 'WAITING', 'ASSIGNED', 'DISMISSED')),
	CONSTRAINT "outcome_lines_outcome" CHECK ((state in ('RECORDED', 'ASSIGNED')) = (outcome_id is not null)),
	CONSTRAINT "outcome_lines_dismissed" CHECK ((state = 'DISMISSED') = (dismissed_reason is not null))
);
--> statement-breakpoint
CREATE TABLE "outcome_mappings" (
	"recipient_id" uuid PRIMARY KEY NOT NULL,
	"mapping" jsonb NOT NULL,
	"changed_by" uuid NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "receipts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"referral_id" uuid NOT NULL,
	"ticket" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "receipts_once" UNIQUE("referral_id","ticket")
);
--> statement-breakpoint
ALTER TABLE "outcome_lines" ADD CONSTRAINT "outcome_lines_recipient_id_recipients_id_fk" FOREIGN KEY ("recipient_id") REFERENCES "public"."recipients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcome_lines" ADD CONSTRAINT "outcome_lines_imported_by_people_id_fk" FOREIGN KEY ("imported_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcome_lines" ADD CONSTRAINT "outcome_lines_outcome_id_outcomes_id_fk" FOREIGN KEY ("outcome_id") REFERENCES "public"."outcomes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcome_lines" ADD CONSTRAINT "outcome_lines_settled_by_people_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcome_mappings" ADD CONSTRAINT "outcome_mappings_recipient_id_recipients_id_fk" FOREIGN KEY ("recipient_id") REFERENCES "public"."recipients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcome_mappings" ADD CONSTRAINT "outcome_mappings_changed_by_people_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_referral_id_referrals_id_fk" FOREIGN KEY ("referral_id") REFERENCES "public"."referrals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_recorded_by_people_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outcome_lines_waiting" ON "outcome_lines" USING btree ("recipient_id","id") WHERE state = 'WAITING';--> statement-breakpoint
CREATE INDEX "receipts_ticket" ON "receipts" USING btree ("ticket");--> statement-breakpoint
-- Evidence: added to and read, never changed.
grant select, insert on receipts to lapwing_app;
--> statement-breakpoint
-- What a line said stays; what became of it is written once it is settled.
grant select, insert on outcome_lines to lapwing_app;
--> statement-breakpoint
grant update (state, outcome_id, dismissed_reason, settled_by, settled_at) on outcome_lines to lapwing_app;
--> statement-breakpoint
grant select, insert, update on outcome_mappings to lapwing_app;
