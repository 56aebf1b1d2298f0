-- What makes the rules true in the database itself, whatever the code above it does.

-- Append-only evidence: flags, scores, decisions, notices, deliveries, outcomes and the audit log can be added to
-- and read. The application's role has no right to change them, and a trigger refuses it to everybody else too.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
--> statement-breakpoint
do $$
declare evidence text;
begin
  foreach evidence in array array['flags', 'scores', 'decisions', 'law_enforcement_notices', 'deliveries', 'outcomes', 'audit']
  loop
    execute format('create trigger %I before update or delete on %I for each row execute function refuse_change()', evidence || '_append_only', evidence);
    execute format('create trigger %I before truncate on %I for each statement execute function refuse_change()', evidence || '_no_truncate', evidence);
  end loop;
end $$;
--> statement-breakpoint
-- Rule 5: whoever flagged an item cannot confirm it.
create function refuse_confirmation_by_flagger() returns trigger language plpgsql as $$
begin
  if new.verdict = 'CONFIRM' and exists (
    select from flags where flags.item_id = new.item_id and flags.person_id = new.person_id
  ) then
    raise exception 'whoever flagged an item cannot confirm it' using errcode = 'LW005';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger decisions_two_people before insert on decisions
  for each row execute function refuse_confirmation_by_flagger();
--> statement-breakpoint
-- Rules 4 and 5: only a person's decision confirms an item, and from severity 3 on nothing is concluded before two
-- different people gave a verdict in this round. The state table leads there; this holds when somebody writes past it.
create function refuse_lone_conclusion() returns trigger language plpgsql as $$
begin
  if new.state = 'CONFIRMED' and old.state <> 'CONFIRMED' and not exists (
    select from decisions where item_id = new.id and review_round = new.review_round and verdict = 'CONFIRM'
  ) then
    raise exception 'only a person''s decision confirms an item' using errcode = 'LW004';
  end if;
  if new.state in ('CONFIRMED', 'DISMISSED') and old.state <> new.state and greatest(
    new.severity,
    (select max(severity) from decisions where item_id = new.id and review_round = new.review_round)
  ) >= 3 and (
    select count(distinct person_id) from decisions
    where item_id = new.id and review_round = new.review_round and verdict in ('CONFIRM', 'DISMISS')
  ) < 2 then
    raise exception 'severity 3 and 4 need a second reviewer' using errcode = 'LW005';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger items_people_decide before update of state on items
  for each row execute function refuse_lone_conclusion();
--> statement-breakpoint
-- Rule 6: imminent danger travels alone, and not before law enforcement was told or a lead wrote an override.
create function refuse_imminent_before_police() returns trigger language plpgsql as $$
begin
  if new.batch_id is null or new.batch_id is not distinct from old.batch_id then
    return new;
  end if;
  if new.imminent and not exists (
    select from law_enforcement_notices where law_enforcement_notices.item_id = new.item_id
  ) then
    raise exception 'imminent danger: law enforcement comes first' using errcode = 'LW006';
  end if;
  if exists (
    select from referrals other where other.batch_id = new.batch_id and other.id <> new.id and (other.imminent or new.imminent)
  ) then
    raise exception 'imminent danger travels alone' using errcode = 'LW006';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger referrals_law_enforcement_first before update of batch_id on referrals
  for each row execute function refuse_imminent_before_police();
--> statement-breakpoint
-- Rule 3: a referral that was sent never moves to another batch.
create function refuse_rebatching() returns trigger language plpgsql as $$
begin
  if old.state in ('SENT', 'CLOSED') and new.batch_id is distinct from old.batch_id then
    raise exception 'a referral that was sent stays in its batch' using errcode = 'LW003';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger referrals_sent_once before update of batch_id on referrals
  for each row execute function refuse_rebatching();
--> statement-breakpoint
-- The application's own role: it may read and add everywhere, change where records live, and rewrite no evidence.
grant usage on schema public to lapwing_app;
--> statement-breakpoint
grant select, insert on all tables in schema public to lapwing_app;
--> statement-breakpoint
grant update on people, invitations, pairings, items, claims, recipients, batches, referrals, dead_letters to lapwing_app;
--> statement-breakpoint
grant delete on batch_files, batch_file_chunks to lapwing_app;
--> statement-breakpoint
grant usage, select on all sequences in schema public to lapwing_app;
