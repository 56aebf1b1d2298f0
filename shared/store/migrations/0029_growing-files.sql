DROP INDEX "referrals_batch";--> statement-breakpoint
ALTER TABLE "batch_files" ALTER COLUMN "sha256" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "batch_files" ADD COLUMN "next_position" integer;--> statement-breakpoint
CREATE INDEX "referrals_batch" ON "referrals" USING btree ("batch_id","batch_position");--> statement-breakpoint
ALTER TABLE "batch_files" ADD CONSTRAINT "batch_files_complete" CHECK ((sha256 is null) = (next_position is not null));--> statement-breakpoint
-- A file grows until it is complete, and is never written again: what was sent stays what was sent.
grant update (size, sha256, next_position) on batch_files to lapwing_app;
--> statement-breakpoint
create function refuse_rewriting_files() returns trigger language plpgsql as $$
begin
  raise exception 'a file that is complete is not written again' using errcode = 'LW003';
end $$;
--> statement-breakpoint
create trigger batch_files_complete_once before update on batch_files
  for each row when (old.sha256 is not null) execute function refuse_rewriting_files();
