-- A translation that was written after the decision holds no batch up any more: whoever wrote it alone does not send it, which the
-- verbs see to. With one referrer, or where two had a part in it, a batch could wait for a second look that nobody could give.
drop trigger batches_lone_translation on batches;
--> statement-breakpoint
drop function refuse_lone_translation();
