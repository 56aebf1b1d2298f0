CREATE TABLE "callbacks" (
	"recipient_id" uuid NOT NULL,
	"webhook_id" text NOT NULL,
	"body_hash" text NOT NULL,
	"result" jsonb NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "callbacks_recipient_id_webhook_id_pk" PRIMARY KEY("recipient_id","webhook_id")
);
--> statement-breakpoint
CREATE TABLE "mailboxes" (
	"name" text PRIMARY KEY NOT NULL,
	"uid_validity" bigint,
	"last_uid" bigint DEFAULT 0 NOT NULL,
	"read_at" timestamp with time zone,
	"error" text,
	"failing_since" timestamp with time zone,
	"tried_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mailboxes_failing" CHECK ((error is null) = (failing_since is null))
);
--> statement-breakpoint
CREATE TABLE "replies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"digest" text NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"content_sealed" text NOT NULL,
	"batch_id" uuid,
	"bounce_status" text,
	"received_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "replies_once" UNIQUE("digest"),
	CONSTRAINT "replies_kind" CHECK (kind in ('ANSWER', 'AUTOMATIC', 'BOUNCE')),
	CONSTRAINT "replies_bounce" CHECK ((kind = 'BOUNCE') = (bounce_status is not null))
);
--> statement-breakpoint
ALTER TABLE "outcome_lines" ALTER COLUMN "kind" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "outcome_lines" ALTER COLUMN "imported_by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "outcomes" ALTER COLUMN "recorded_by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "receipts" ALTER COLUMN "recorded_by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "outcome_lines" ADD COLUMN "source" text DEFAULT 'FILE' NOT NULL;--> statement-breakpoint
ALTER TABLE "outcome_lines" ADD COLUMN "reply_id" uuid;--> statement-breakpoint
ALTER TABLE "outcome_lines" ADD COLUMN "sender_known" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "callbacks" ADD CONSTRAINT "callbacks_recipient_id_recipients_id_fk" FOREIGN KEY ("recipient_id") REFERENCES "public"."recipients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replies" ADD CONSTRAINT "replies_batch_id_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "replies_batch" ON "replies" USING btree ("batch_id") WHERE batch_id is not null;--> statement-breakpoint
ALTER TABLE "outcome_lines" ADD CONSTRAINT "outcome_lines_reply_id_replies_id_fk" FOREIGN KEY ("reply_id") REFERENCES "public"."replies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outcome_lines_reply" ON "outcome_lines" USING btree ("reply_id") WHERE reply_id is not null;--> statement-breakpoint
ALTER TABLE "outcome_lines" ADD CONSTRAINT "outcome_lines_source" CHECK (source in ('FILE', 'MAIL', 'CALLBACK'));--> statement-breakpoint
ALTER TABLE "outcome_lines" ADD CONSTRAINT "outcome_lines_mail" CHECK ((source = 'MAIL') = (reply_id is not null));--> statement-breakpoint
ALTER TABLE "outcome_lines" ADD CONSTRAINT "outcome_lines_says" CHECK (kind is not null or source = 'MAIL');--> statement-breakpoint
ALTER TABLE "outcome_lines" ADD CONSTRAINT "outcome_lines_brought" CHECK ((imported_by is not null) = (source = 'FILE'));--> statement-breakpoint
-- Evidence: added to and read, never changed.
grant select, insert on replies to lapwing_app;
--> statement-breakpoint
create trigger replies_append_only before update or delete on replies
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger replies_no_truncate before truncate on replies
  for each statement execute function refuse_change();
--> statement-breakpoint
grant select, insert, update on mailboxes to lapwing_app;
--> statement-breakpoint
-- Evidence: added to and read, never changed.
grant select, insert on callbacks to lapwing_app;
--> statement-breakpoint
create trigger callbacks_append_only before update or delete on callbacks
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger callbacks_no_truncate before truncate on callbacks
  for each statement execute function refuse_change();
