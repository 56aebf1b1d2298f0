DROP INDEX "batches_delivery_due";--> statement-breakpoint
ALTER TABLE "batches" ALTER COLUMN "created_by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "recipients" ADD COLUMN "schedule_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "recipients" ADD COLUMN "schedule_ran_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "recipients" ADD COLUMN "schedule_result" text;--> statement-breakpoint
CREATE INDEX "batches_delivery_next" ON "batches" USING btree ("recipient_id","imminent" DESC NULLS FIRST,"delivery_due_at") WHERE delivery_due_at is not null;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_scheduled_sent_by_another" CHECK (created_by is not null or released_by is null or (released_by is distinct from delivery_requested_by and released_by is distinct from sent_by));--> statement-breakpoint
ALTER TABLE "recipients" ADD CONSTRAINT "recipients_schedule_due" CHECK ((schedule_due_at is null) = (jsonb_typeof(coalesce(configuration -> 'schedule', 'null'::jsonb)) = 'null'));--> statement-breakpoint
ALTER TABLE "recipients" ADD CONSTRAINT "recipients_schedule_ran" CHECK ((schedule_ran_at is null) = (schedule_result is null));--> statement-breakpoint
ALTER TABLE "recipients" ADD CONSTRAINT "recipients_schedule_result" CHECK (schedule_result in ('BUILT', 'NOTHING_READY', 'TOO_FEW', 'LIMIT_REACHED', 'CLOSED'));