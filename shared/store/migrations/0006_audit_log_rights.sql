-- The Merkle log over the audit rows is added to and read, by nobody changed.
do $$
declare evidence text;
begin
  foreach evidence in array array['audit_leaves', 'audit_checkpoints']
  loop
    execute format('create trigger %I before update or delete on %I for each row execute function refuse_change()', evidence || '_append_only', evidence);
    execute format('create trigger %I before truncate on %I for each statement execute function refuse_change()', evidence || '_no_truncate', evidence);
  end loop;
end $$;
--> statement-breakpoint
grant select, insert on audit_leaves, audit_checkpoints to lapwing_app;
--> statement-breakpoint
-- Which transaction wrote an audit row is the database's to say: under an older one it would slip past the sealer.
create function refuse_foreign_transaction() returns trigger language plpgsql as $$
begin
  raise exception 'an audit row names the transaction that writes it' using errcode = 'LW007';
end $$;
--> statement-breakpoint
create trigger audit_own_transaction before insert on audit for each row
  when (new.transaction_id <> pg_current_xact_id()::text::bigint) execute function refuse_foreign_transaction();
