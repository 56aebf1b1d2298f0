ALTER TABLE "batches" ADD COLUMN "released_by" uuid;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "released_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_released_by_people_id_fk" FOREIGN KEY ("released_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_released" CHECK ((released_by is null) = (released_at is null));--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_released_by_another" CHECK (released_by <> created_by);--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_second_look" CHECK (not ((state = 'SENT' or delivery_state = 'WAITING') and released_at is null and not imminent and coalesce((configuration ->> 'secondLook')::boolean, false)));