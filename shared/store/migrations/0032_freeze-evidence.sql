-- Custom SQL migration file --
-- What a package is asked for on stays; once decided, so does everything that it says and on which it was decided.
create or replace function refuse_change_of_evidence() returns trigger language plpgsql as $$
begin
  if old.state in ('DECLINED', 'BUILT')
    or new.id <> old.id or new.recipient_id <> old.recipient_id or new.ground is distinct from old.ground
    or new.requested_by <> old.requested_by or new.requested_at <> old.requested_at
    or new.idempotency_key <> old.idempotency_key or new.body_hash <> old.body_hash
    or (old.decided_at is not null and (
      new.decided_at is distinct from old.decided_at
      or new.decided_by is distinct from old.decided_by
      or new.declined_reason <> old.declined_reason
      or new.configuration is distinct from old.configuration
      or new.content is distinct from old.content)) then
    raise exception 'what was decided about a package stays' using errcode = 'LW003';
  end if;
  if new.state = 'BUILT' and not exists (select from evidence_archives where package_id = new.id) then
    raise exception 'a package is built with its archive' using errcode = 'LW003';
  end if;
  return new;
end $$;
--> statement-breakpoint
-- Waits for whoever is deciding about the package at this moment.
create function refuse_late_evidence() returns trigger language plpgsql as $$
begin
  perform from evidence_packages where id = new.package_id and state = tg_argv[0] for share;
  if not found then
    raise exception 'nothing is added to a package that is not %', tg_argv[0] using errcode = 'LW003';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger evidence_items_while_requested before insert on evidence_items
  for each row execute function refuse_late_evidence('REQUESTED');
--> statement-breakpoint
create trigger evidence_archives_while_building before insert on evidence_archives
  for each row execute function refuse_late_evidence('BUILDING');
