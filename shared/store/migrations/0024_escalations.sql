CREATE TABLE "call_order" (
	"only_one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"version" integer NOT NULL,
	"person_ids" uuid[] NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"changed_by" uuid NOT NULL,
	CONSTRAINT "call_order_only_one" CHECK (only_one)
);
--> statement-breakpoint
CREATE TABLE "escalation_calls" (
	"id" uuid PRIMARY KEY NOT NULL,
	"escalation_id" uuid NOT NULL,
	"step" integer NOT NULL,
	"person_id" uuid NOT NULL,
	"called_at" timestamp with time zone NOT NULL,
	"mail_due_at" timestamp with time zone,
	"mail_attempts" integer DEFAULT 0 NOT NULL,
	"mail_error" text,
	"mailed_at" timestamp with time zone,
	CONSTRAINT "escalation_calls_step" UNIQUE("escalation_id","step"),
	CONSTRAINT "escalation_calls_mailed" CHECK (mailed_at is null or mail_due_at is null)
);
--> statement-breakpoint
CREATE TABLE "escalations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"batch_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"state" text DEFAULT 'OPEN' NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"next_call_at" timestamp with time zone,
	"taken_by" uuid,
	"taken_at" timestamp with time zone,
	"ending" text,
	"settled_by" uuid,
	"settled_at" timestamp with time zone,
	"done" text DEFAULT '' NOT NULL,
	CONSTRAINT "escalations_state" CHECK (state in ('OPEN', 'TAKEN', 'SETTLED')),
	CONSTRAINT "escalations_next_call" CHECK (next_call_at is null or state = 'OPEN'),
	CONSTRAINT "escalations_taken" CHECK ((taken_by is null) = (taken_at is null)),
	CONSTRAINT "escalations_taken_by" CHECK (state <> 'TAKEN' or taken_by is not null),
	CONSTRAINT "escalations_settled" CHECK ((state = 'SETTLED') = (ending is not null and settled_at is not null))
);
--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "answer_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "call_order" ADD CONSTRAINT "call_order_changed_by_people_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalation_calls" ADD CONSTRAINT "escalation_calls_escalation_id_escalations_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalation_calls" ADD CONSTRAINT "escalation_calls_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalations" ADD CONSTRAINT "escalations_batch_id_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalations" ADD CONSTRAINT "escalations_taken_by_people_id_fk" FOREIGN KEY ("taken_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalations" ADD CONSTRAINT "escalations_settled_by_people_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "escalation_calls_mail_due" ON "escalation_calls" USING btree ("mail_due_at") WHERE mail_due_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "escalations_one_at_a_time" ON "escalations" USING btree ("batch_id") WHERE state <> 'SETTLED';--> statement-breakpoint
CREATE INDEX "escalations_batch" ON "escalations" USING btree ("batch_id");--> statement-breakpoint
CREATE INDEX "escalations_next_call" ON "escalations" USING btree ("next_call_at") WHERE next_call_at is not null;--> statement-breakpoint
CREATE INDEX "batches_answer_due" ON "batches" USING btree ("answer_due_at") WHERE answer_due_at is not null;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_answer_due" CHECK (answer_due_at is null or imminent);
--> statement-breakpoint
grant select, insert, update on escalations to lapwing_app;
--> statement-breakpoint
grant select, insert, update on escalation_calls to lapwing_app;
--> statement-breakpoint
grant select, insert, update on call_order to lapwing_app;
