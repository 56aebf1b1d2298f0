ALTER TABLE "translations" ALTER COLUMN "translated_from" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "corrections" ALTER COLUMN "written_at" SET DEFAULT clock_timestamp();--> statement-breakpoint
ALTER TABLE "translations" ADD COLUMN "correction_id" uuid;--> statement-breakpoint
ALTER TABLE "translations" ADD COLUMN "with_decision" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "translations" ADD CONSTRAINT "translations_correction_id_corrections_referral_id_fk" FOREIGN KEY ("correction_id") REFERENCES "public"."corrections"("referral_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- Rule 5: a translation that one person wrote after the decision leaves after another one, who neither wrote it nor flagged what
-- it is about, looked at it. Imminent danger does not wait (rule 6).
create function refuse_lone_translation() returns trigger language plpgsql as $$
begin
  if new.released_by is distinct from old.released_by and exists (
    select from referrals join translations on translations.decision_id = referrals.decision_id
      and not translations.with_decision
      and translations.text = referrals.content -> ('translation' || initcap(translations.language)) ->> 'text'
    where referrals.batch_id = new.id and (translations.written_by = new.released_by or exists (
      select from flags where flags.item_id = referrals.item_id and flags.person_id = new.released_by
    ))
  ) then
    raise exception 'whoever wrote a translation, or flagged what it is about, does not release it' using errcode = 'LW005';
  end if;
  if new.released_at is null and not new.imminent and old.delivery_state <> 'WAITING'
    and (new.delivery_state = 'WAITING' or (new.state = 'SENT' and old.state <> 'SENT'))
    and exists (
      select from referrals join translations on translations.decision_id = referrals.decision_id
        and not translations.with_decision
        and translations.text = referrals.content -> ('translation' || initcap(translations.language)) ->> 'text'
      where referrals.batch_id = new.id
    ) then
    raise exception 'a second person looks at a translation before it leaves' using errcode = 'LW005';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger batches_lone_translation before update of state, delivery_state, released_by, released_at on batches
  for each row execute function refuse_lone_translation();
