DROP INDEX "dead_letters_open";--> statement-breakpoint
DROP INDEX "flags_person";--> statement-breakpoint
DROP INDEX "items_queue";--> statement-breakpoint
DROP INDEX "items_state_queue";--> statement-breakpoint
DROP INDEX "scores_item";--> statement-breakpoint
DROP INDEX "batches_recipient";--> statement-breakpoint
DROP INDEX "referrals_ready";--> statement-breakpoint
DROP INDEX "referrals_state";--> statement-breakpoint
CREATE INDEX "dead_letters_open" ON "dead_letters" USING btree ("failed_at" DESC NULLS FIRST) WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX "flags_person" ON "flags" USING btree ("person_id","id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "items_queue" ON "items" USING btree ("rank" DESC NULLS FIRST,"first_flagged_at","id") WHERE state in ('QUEUED', 'SECOND_REVIEW', 'WITH_LEAD');--> statement-breakpoint
CREATE INDEX "items_state_queue" ON "items" USING btree ("state","rank" DESC NULLS FIRST,"first_flagged_at","id");--> statement-breakpoint
CREATE INDEX "scores_item" ON "scores" USING btree ("item_id","scored_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "batches_recipient" ON "batches" USING btree ("recipient_id","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "referrals_ready" ON "referrals" USING btree ("recipient_id","rank" DESC NULLS FIRST,"id") WHERE state = 'READY';--> statement-breakpoint
CREATE INDEX "referrals_state" ON "referrals" USING btree ("state","changed_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);