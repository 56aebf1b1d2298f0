ALTER TABLE "recipients" ADD COLUMN "token_sealed" text;--> statement-breakpoint
ALTER TABLE "recipients" ADD COLUMN "token_at" timestamp with time zone;