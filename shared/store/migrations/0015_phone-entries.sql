CREATE TABLE "phone_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"url_sealed" text NOT NULL,
	"note_sealed" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "phone_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"entry_ids" uuid[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "phone_links_person_id_unique" UNIQUE("person_id"),
	CONSTRAINT "phone_links_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "phone_links_entries" CHECK (cardinality(entry_ids) <= 20)
);
--> statement-breakpoint
ALTER TABLE "phone_entries" ADD CONSTRAINT "phone_entries_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "phone_links" ADD CONSTRAINT "phone_links_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "phone_entries_person" ON "phone_entries" USING btree ("person_id","received_at");--> statement-breakpoint
CREATE INDEX "phone_entries_expiry" ON "phone_entries" USING btree ("expires_at");
--> statement-breakpoint
-- Both are short-lived and hold no evidence: what comes of an entry is a flag, and every step is in the audit log.
grant select, insert, update, delete on phone_links to lapwing_app;
--> statement-breakpoint
grant select, insert, delete on phone_entries to lapwing_app;
--> statement-breakpoint
-- To lock the row of an entry that is about to be cleared.
grant update (expires_at) on phone_entries to lapwing_app;
