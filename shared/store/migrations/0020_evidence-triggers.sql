-- Looks, receipts, reopenings and reminders are evidence as the older tables are: refused to everybody, not by rights alone.
do $$
declare evidence text;
begin
  foreach evidence in array array['rechecks', 'receipts', 'reopenings', 'reminders']
  loop
    execute format('create trigger %I before update or delete on %I for each row execute function refuse_change()', evidence || '_append_only', evidence);
    execute format('create trigger %I before truncate on %I for each statement execute function refuse_change()', evidence || '_no_truncate', evidence);
  end loop;
end $$;
--> statement-breakpoint
-- A line of a file is settled once, so it can be updated, and never removed.
create trigger outcome_lines_no_delete before delete on outcome_lines
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger outcome_lines_no_truncate before truncate on outcome_lines
  for each statement execute function refuse_change();
