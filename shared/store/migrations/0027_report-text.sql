CREATE TABLE "report_text" (
	"only_one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"version" integer NOT NULL,
	"independence" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"changed_by" uuid NOT NULL,
	CONSTRAINT "report_text_only_one" CHECK (only_one)
);
--> statement-breakpoint
ALTER TABLE "report_text" ADD CONSTRAINT "report_text_changed_by_people_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- Every change of the text is on record; it is never deleted.
grant select, insert, update on report_text to lapwing_app;
