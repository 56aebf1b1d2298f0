-- Where a row can be written past the verbs, the rules hold too: at insert, by an update in two steps, and by
-- somebody who flags an item after having given a verdict on it.

-- Rules 4 and 5. An item begins in the queue; it is concluded by the verdict of a person who did not flag it; from
-- severity 3 on (of any flag or verdict, not only what the row says) two such people are needed.
create or replace function refuse_lone_conclusion() returns trigger language plpgsql as $$
declare
  wanted text := case new.state when 'CONFIRMED' then 'CONFIRM' else 'DISMISS' end;
  people int;
begin
  if new.state not in ('CONFIRMED', 'DISMISSED') then
    return new;
  end if;
  if tg_op = 'INSERT' then
    raise exception 'an item begins in the queue' using errcode = 'LW004';
  end if;
  if old.state = new.state then
    return new;
  end if;
  if not exists (
    select from decisions
    where item_id = new.id and review_round = new.review_round and verdict = wanted
      and not exists (select from flags where flags.item_id = new.id and flags.person_id = decisions.person_id)
  ) then
    raise exception 'only a person''s decision concludes an item' using errcode = 'LW004';
  end if;
  select count(distinct person_id) into people from decisions
  where item_id = new.id and review_round = new.review_round and verdict in ('CONFIRM', 'DISMISS')
    and not exists (select from flags where flags.item_id = new.id and flags.person_id = decisions.person_id);
  if people < 2 and greatest(
    new.severity, old.severity,
    (select max(severity) from flags where item_id = new.id),
    (select max(severity) from decisions where item_id = new.id and review_round = new.review_round)
  ) >= 3 then
    raise exception 'severity 3 and 4 need a second reviewer' using errcode = 'LW005';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger items_begin_in_the_queue before insert on items
  for each row when (new.state <> 'QUEUED') execute function refuse_lone_conclusion();
--> statement-breakpoint
-- Rule 6, also for a referral that is born in a batch, and for danger that was named after the confirmation.
create or replace function refuse_imminent_before_police() returns trigger language plpgsql as $$
declare danger boolean;
begin
  if new.batch_id is null or (tg_op = 'UPDATE' and new.batch_id is not distinct from old.batch_id) then
    return new;
  end if;
  danger := new.imminent or exists (
    select from items where items.id = new.item_id and cardinality(items.imminent_bases) > 0
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
create trigger referrals_born_in_a_batch before insert on referrals
  for each row when (new.batch_id is not null) execute function refuse_imminent_before_police();
--> statement-breakpoint
-- Rule 3: what was sent stays sent, and in its batch.
create or replace function refuse_rebatching() returns trigger language plpgsql as $$
begin
  if old.state in ('SENT', 'CLOSED')
    and (new.state not in ('SENT', 'CLOSED') or new.batch_id is distinct from old.batch_id) then
    raise exception 'a referral that was sent stays sent, in its batch' using errcode = 'LW003';
  end if;
  return new;
end $$;
--> statement-breakpoint
drop trigger referrals_sent_once on referrals;
--> statement-breakpoint
create trigger referrals_sent_once before update of state, batch_id on referrals
  for each row execute function refuse_rebatching();
--> statement-breakpoint
create function refuse_unsending() returns trigger language plpgsql as $$
begin
  raise exception 'a batch that was sent stays sent' using errcode = 'LW003';
end $$;
--> statement-breakpoint
create trigger batches_sent_once before update of state on batches
  for each row when (old.state = 'SENT' and new.state <> 'SENT') execute function refuse_unsending();
