-- What was written into a file of a batch stays: it is not changed or removed, and a complete file is not added to.
revoke delete on batch_files, batch_file_chunks from lapwing_app;
--> statement-breakpoint
create function refuse_adding_to_files() returns trigger language plpgsql as $$
begin
  if exists (select from batch_files where id = new.file_id and sha256 is not null) then
    raise exception 'a file that is complete is not written again' using errcode = 'LW003';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger batch_file_chunks_complete_once before insert on batch_file_chunks
  for each row execute function refuse_adding_to_files();
--> statement-breakpoint
create trigger batch_file_chunks_append_only before update or delete on batch_file_chunks
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger batch_file_chunks_no_truncate before truncate on batch_file_chunks
  for each statement execute function refuse_change();
--> statement-breakpoint
create trigger batch_files_no_delete before delete on batch_files
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger batch_files_no_truncate before truncate on batch_files
  for each statement execute function refuse_change();
