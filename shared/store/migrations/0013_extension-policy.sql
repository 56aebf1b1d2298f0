CREATE TABLE "adapter_reports" (
	"adapter" text NOT NULL,
	"extension_version" text NOT NULL,
	"day" date NOT NULL,
	"times" integer NOT NULL,
	CONSTRAINT "adapter_reports_day_adapter_extension_version_pk" PRIMARY KEY("day","adapter","extension_version")
);
--> statement-breakpoint
CREATE TABLE "extension_policy" (
	"only_one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"version" integer NOT NULL,
	"adapters_off" text[] NOT NULL,
	"suggestions" boolean NOT NULL,
	"safe_viewing" text NOT NULL,
	"break_after_minutes" integer,
	"note_templates" jsonb NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"changed_by" uuid NOT NULL,
	CONSTRAINT "extension_policy_only_one" CHECK (only_one),
	CONSTRAINT "extension_policy_safe_viewing" CHECK (safe_viewing in ('OFF', 'ON', 'LOCKED_ON'))
);
--> statement-breakpoint
ALTER TABLE "extension_policy" ADD CONSTRAINT "extension_policy_changed_by_people_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- Every change of the policy is on record; it is never deleted. Old counts of adapters are cleared.
grant select, insert, update on extension_policy to lapwing_app;
--> statement-breakpoint
grant select, insert, update, delete on adapter_reports to lapwing_app;
