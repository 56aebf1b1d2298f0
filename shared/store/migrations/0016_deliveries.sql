ALTER TABLE "batches" ADD COLUMN "delivery_state" text DEFAULT 'NONE' NOT NULL;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "delivery_target" jsonb;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "delivery_requested_by" uuid;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "delivery_requested_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "delivery_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "delivery_attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "delivery_error" text;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "may_have_arrived" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "host" text;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "error" text;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "status" integer;--> statement-breakpoint
ALTER TABLE "recipients" ADD COLUMN "webhook_secret_sealed" text;--> statement-breakpoint
ALTER TABLE "recipients" ADD COLUMN "webhook_secret_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "recipients" ADD COLUMN "failed_in_a_row" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "recipients" ADD COLUMN "paused_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_delivery_requested_by_people_id_fk" FOREIGN KEY ("delivery_requested_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "batches_delivery_due" ON "batches" USING btree ("delivery_due_at") WHERE delivery_due_at is not null;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_delivery_state" CHECK (delivery_state in ('NONE', 'WAITING', 'GIVEN_UP', 'DELIVERED'));--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_delivery_due" CHECK ((delivery_state = 'WAITING') = (delivery_due_at is not null));--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_delivery_waits" CHECK (delivery_state <> 'WAITING' or state = 'BUILT');--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_delivery_uncertain" CHECK (not (state = 'CANCELLED' and may_have_arrived));--> statement-breakpoint
-- A transport says what it needs to know, so its name alone becomes an object.
update recipients set configuration = jsonb_set(configuration, '{transport}', jsonb_build_object('kind', configuration -> 'transport'))
where jsonb_typeof(configuration -> 'transport') = 'string';
--> statement-breakpoint
update batches set configuration = jsonb_set(configuration, '{transport}', jsonb_build_object('kind', configuration -> 'transport'))
where jsonb_typeof(configuration -> 'transport') = 'string';
