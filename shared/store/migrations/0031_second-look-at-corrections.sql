ALTER TABLE "batches" DROP CONSTRAINT "batches_answer_due";--> statement-breakpoint
DROP INDEX "referrals_one_per_item_and_recipient";--> statement-breakpoint
ALTER TABLE "escalations" ADD COLUMN "calls_before" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "referrals" ADD COLUMN "taken_back_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "referrals_relates_to" ON "referrals" USING btree ("relates_to") WHERE relates_to is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "referrals_one_per_item_and_recipient" ON "referrals" USING btree ("item_id","recipient_id") WHERE state <> 'WITHDRAWN' and relates_to is null and taken_back_at is null;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_answer_due" CHECK (answer_due_at is null or imminent or delivery_error = 'DANGER_SINCE');--> statement-breakpoint
update referrals first set taken_back_at = retraction.sent_at
from referrals retraction join corrections on corrections.referral_id = retraction.id
where retraction.relates_to = first.id and corrections.relation = 'RETRACTION' and retraction.sent_at is not null;
--> statement-breakpoint
update referrals set imminent = false
from corrections
where corrections.referral_id = referrals.id and corrections.relation = 'RETRACTION' and referrals.state = 'READY';
--> statement-breakpoint
-- Rule 6: what takes a referral back is no danger itself.
create or replace function refuse_imminent_before_police() returns trigger language plpgsql as $$
declare danger boolean;
begin
  if new.batch_id is null or (tg_op = 'UPDATE' and new.batch_id is not distinct from old.batch_id) then
    return new;
  end if;
  danger := new.imminent or (
    exists (select from items where items.id = new.item_id and cardinality(items.imminent_bases) > 0)
    and not exists (select from corrections where corrections.referral_id = new.id and corrections.relation = 'RETRACTION')
  );
  if danger and not exists (
    select from law_enforcement_notices where law_enforcement_notices.item_id = new.item_id
  ) then
    raise exception 'imminent danger: law enforcement comes first' using errcode = 'LW006';
  end if;
  if exists (
    select from referrals other
    where other.batch_id = new.batch_id and other.id <> new.id and (other.imminent or danger)
  ) then
    raise exception 'imminent danger travels alone' using errcode = 'LW006';
  end if;
  return new;
end $$;
--> statement-breakpoint
-- Rule 5: whoever flagged an item corrects and takes back nothing that was said of it.
create function refuse_correction_by_flagger() returns trigger language plpgsql as $$
begin
  if exists (
    select from referrals join flags on flags.item_id = referrals.item_id
    where referrals.id = new.referral_id and flags.person_id = new.written_by
  ) then
    raise exception 'whoever flagged an item does not correct what was said of it' using errcode = 'LW005';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger corrections_two_people before insert on corrections
  for each row execute function refuse_correction_by_flagger();
--> statement-breakpoint
-- Rule 5: what one person wrote alone leaves after another one, who neither wrote it nor flagged what it is about, looked at
-- it. Imminent danger does not wait (rule 6); a retraction is none. What is on its way already is recorded when it arrives.
create function refuse_lone_correction() returns trigger language plpgsql as $$
begin
  if new.released_by is distinct from old.released_by and exists (
    select from referrals join corrections on corrections.referral_id = referrals.id
    where referrals.batch_id = new.id and (corrections.written_by = new.released_by or exists (
      select from flags where flags.item_id = referrals.item_id and flags.person_id = new.released_by
    ))
  ) then
    raise exception 'whoever wrote or flagged it does not release a correction' using errcode = 'LW005';
  end if;
  if new.released_at is null and old.delivery_state <> 'WAITING'
    and (new.delivery_state = 'WAITING' or (new.state = 'SENT' and old.state <> 'SENT'))
    and exists (
      select from referrals join corrections on corrections.referral_id = referrals.id
      where referrals.batch_id = new.id and (corrections.relation = 'RETRACTION' or not new.imminent)
    ) then
    raise exception 'a second person looks at a correction before it leaves' using errcode = 'LW005';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger batches_lone_correction before update of state, delivery_state, released_by, released_at on batches
  for each row execute function refuse_lone_correction();
