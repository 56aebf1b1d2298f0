ALTER TABLE "scores" ADD COLUMN "known_words" real;--> statement-breakpoint
ALTER TABLE "scores" ADD COLUMN "spans" jsonb;