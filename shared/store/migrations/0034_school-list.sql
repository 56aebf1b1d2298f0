CREATE TABLE "school_list" (
	"only_one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"version" integer NOT NULL,
	"schools" jsonb NOT NULL,
	"school_count" integer NOT NULL,
	"keys" text[] NOT NULL,
	"key_count" integer NOT NULL,
	"digest" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"changed_by" uuid NOT NULL,
	CONSTRAINT "school_list_only_one" CHECK (only_one)
);
--> statement-breakpoint
ALTER TABLE "school_list" ADD CONSTRAINT "school_list_changed_by_people_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- Every change of the list is on record; it is never deleted.
grant select, insert, update on school_list to lapwing_app;
