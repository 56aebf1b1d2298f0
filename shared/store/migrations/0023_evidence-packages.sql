CREATE TABLE "evidence_archives" (
	"package_id" uuid PRIMARY KEY NOT NULL,
	"bytes" "bytea" NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"files" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "evidence_items" (
	"package_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "evidence_items_package_id_item_id_pk" PRIMARY KEY("package_id","item_id")
);
--> statement-breakpoint
CREATE TABLE "evidence_packages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"recipient_id" uuid NOT NULL,
	"state" text DEFAULT 'REQUESTED' NOT NULL,
	"ground" jsonb NOT NULL,
	"requested_by" uuid NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"idempotency_key" text NOT NULL,
	"body_hash" text NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"declined_reason" text DEFAULT '' NOT NULL,
	"configuration" jsonb,
	"content" jsonb,
	"checkpoint_size" bigint,
	"build_due_at" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"built_at" timestamp with time zone,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "evidence_packages_idempotency_key" UNIQUE("requested_by","idempotency_key"),
	CONSTRAINT "evidence_packages_two_people" CHECK (state in ('REQUESTED', 'DECLINED') or (decided_by is not null and decided_by <> requested_by)),
	CONSTRAINT "evidence_packages_decided" CHECK ((state = 'REQUESTED') = (decided_at is null)),
	CONSTRAINT "evidence_packages_content" CHECK ((state in ('BUILDING', 'BUILT')) = (content is not null))
);
--> statement-breakpoint
ALTER TABLE "evidence_archives" ADD CONSTRAINT "evidence_archives_package_id_evidence_packages_id_fk" FOREIGN KEY ("package_id") REFERENCES "public"."evidence_packages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_items" ADD CONSTRAINT "evidence_items_package_id_evidence_packages_id_fk" FOREIGN KEY ("package_id") REFERENCES "public"."evidence_packages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_items" ADD CONSTRAINT "evidence_items_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_packages" ADD CONSTRAINT "evidence_packages_recipient_id_recipients_id_fk" FOREIGN KEY ("recipient_id") REFERENCES "public"."recipients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_packages" ADD CONSTRAINT "evidence_packages_requested_by_people_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_packages" ADD CONSTRAINT "evidence_packages_decided_by_people_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "evidence_items_item" ON "evidence_items" USING btree ("item_id");--> statement-breakpoint
CREATE INDEX "evidence_packages_requested" ON "evidence_packages" USING btree ("requested_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "evidence_packages_build_due" ON "evidence_packages" USING btree ("build_due_at") WHERE build_due_at is not null;--> statement-breakpoint
grant select, insert, update on evidence_packages to lapwing_app;
--> statement-breakpoint
grant select, insert on evidence_items, evidence_archives to lapwing_app;
--> statement-breakpoint
-- What a package is about, and what was handed out, is added once and never changed.
do $$
declare evidence text;
begin
  foreach evidence in array array['evidence_items', 'evidence_archives']
  loop
    execute format('create trigger %I before update or delete on %I for each row execute function refuse_change()', evidence || '_append_only', evidence);
    execute format('create trigger %I before truncate on %I for each statement execute function refuse_change()', evidence || '_no_truncate', evidence);
  end loop;
end $$;
--> statement-breakpoint
create trigger evidence_packages_no_delete before delete on evidence_packages
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger evidence_packages_no_truncate before truncate on evidence_packages
  for each statement execute function refuse_change();
--> statement-breakpoint
-- A package that was turned down or built stays as it is, and what was approved stays approved.
create function refuse_change_of_evidence() returns trigger language plpgsql as $$
begin
  if old.state in ('DECLINED', 'BUILT')
    or (old.content is not null and (new.content is distinct from old.content or new.ground is distinct from old.ground))
    or (old.decided_by is not null and new.decided_by is distinct from old.decided_by)
    or new.requested_by <> old.requested_by or new.recipient_id <> old.recipient_id then
    raise exception 'what was decided about a package stays' using errcode = 'LW003';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger evidence_packages_settled before update on evidence_packages
  for each row execute function refuse_change_of_evidence();
--> statement-breakpoint
-- Rule 5: not by who asked for it, not by who flagged any of its items, and about confirmed items only.
create function refuse_lone_evidence() returns trigger language plpgsql as $$
begin
  if new.state not in ('BUILDING', 'BUILT') then
    return new;
  end if;
  if tg_op = 'INSERT' then
    raise exception 'a package begins as a request' using errcode = 'LW005';
  end if;
  if old.state = new.state or old.state = 'BUILDING' then
    return new;
  end if;
  if new.decided_by is null or new.decided_by = new.requested_by or exists (
    select from evidence_items join flags on flags.item_id = evidence_items.item_id
    where evidence_items.package_id = new.id and flags.person_id = new.decided_by
  ) then
    raise exception 'a second person who flagged none of it approves a package' using errcode = 'LW005';
  end if;
  if exists (
    select from evidence_items join items on items.id = evidence_items.item_id
    where evidence_items.package_id = new.id and items.state <> 'CONFIRMED'
  ) then
    raise exception 'only what people confirmed goes into a package' using errcode = 'LW004';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger evidence_packages_two_people before insert or update of state on evidence_packages
  for each row execute function refuse_lone_evidence();
