ALTER TABLE "batches" ADD COLUMN "scheduled_for" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "recipients" ADD COLUMN "schedule_run" jsonb;--> statement-breakpoint
ALTER TABLE "referrals" ADD COLUMN "urgent_cancelled_at" timestamp with time zone;