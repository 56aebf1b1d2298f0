CREATE TABLE "translations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"decision_id" uuid NOT NULL,
	"language" text NOT NULL,
	"translated_from" text NOT NULL,
	"text" text NOT NULL,
	"written_by" uuid NOT NULL,
	"written_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "translations_languages" CHECK (language <> translated_from)
);
--> statement-breakpoint
ALTER TABLE "translations" ADD CONSTRAINT "translations_decision_id_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."decisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "translations" ADD CONSTRAINT "translations_written_by_people_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "translations_decision" ON "translations" USING btree ("decision_id","language","written_at" DESC NULLS FIRST);
--> statement-breakpoint
-- Evidence: added to and read, never changed.
grant select, insert on translations to lapwing_app;
--> statement-breakpoint
create trigger translations_append_only before update or delete on translations
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger translations_no_truncate before truncate on translations
  for each statement execute function refuse_change();
--> statement-breakpoint
-- Rule 5: whoever flagged an item writes nothing that is said of it.
create function refuse_translation_by_flagger() returns trigger language plpgsql as $$
begin
  if exists (
    select from decisions join flags on flags.item_id = decisions.item_id
    where decisions.id = new.decision_id and flags.person_id = new.written_by
  ) then
    raise exception 'whoever flagged an item does not translate what is said of it' using errcode = 'LW005';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger translations_two_people before insert on translations
  for each row execute function refuse_translation_by_flagger();
