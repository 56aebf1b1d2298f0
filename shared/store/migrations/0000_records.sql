CREATE TABLE "audit" (
	"sequence" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_sequence_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"verb" text NOT NULL,
	"actor_id" uuid,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"details" jsonb NOT NULL,
	"request_id" text,
	"transaction_id" text DEFAULT pg_current_xact_id()::text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dead_letters" (
	"id" uuid PRIMARY KEY NOT NULL,
	"queue" text NOT NULL,
	"subject_id" text NOT NULL,
	"error" text NOT NULL,
	"attempts" integer NOT NULL,
	"failed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"resolved_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "claims" (
	"id" uuid PRIMARY KEY NOT NULL,
	"item_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"token" integer NOT NULL,
	"state" text DEFAULT 'OPEN' NOT NULL,
	"claimed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "claims_fencing_token" UNIQUE("item_id","token"),
	CONSTRAINT "claims_ended" CHECK ((state = 'OPEN') = (ended_at is null))
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"item_id" uuid NOT NULL,
	"review_round" integer NOT NULL,
	"person_id" uuid NOT NULL,
	"claim_id" uuid NOT NULL,
	"verdict" text NOT NULL,
	"category" text,
	"secondary_categories" text[] NOT NULL,
	"modifiers" text[] NOT NULL,
	"severity" smallint,
	"explanation" text NOT NULL,
	"note" text NOT NULL,
	"from_state" text NOT NULL,
	"to_state" text NOT NULL,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "decisions_once_per_round" UNIQUE("item_id","review_round","person_id"),
	CONSTRAINT "decisions_one_per_claim" UNIQUE("claim_id")
);
--> statement-breakpoint
CREATE TABLE "flags" (
	"id" uuid PRIMARY KEY NOT NULL,
	"item_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"idempotency_key" text NOT NULL,
	"body_hash" text NOT NULL,
	"already_known" boolean NOT NULL,
	"url_original" text NOT NULL,
	"category" text NOT NULL,
	"secondary_categories" text[] NOT NULL,
	"modifiers" text[] NOT NULL,
	"severity" smallint NOT NULL,
	"urgency" text NOT NULL,
	"imminent_danger" jsonb,
	"text_sealed" text,
	"text_length" integer NOT NULL,
	"note_sealed" text,
	"excerpt" text NOT NULL,
	"language" text,
	"author_handle" text,
	"author_id" text,
	"parent_id" text,
	"group_id" text,
	"media_timecode" text,
	"posted_at" timestamp with time zone,
	"observed_at" timestamp with time zone NOT NULL,
	"hashes" jsonb NOT NULL,
	"client" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "flags_idempotency_key" UNIQUE("person_id","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"identity_key" text NOT NULL,
	"platform" text NOT NULL,
	"kind" text NOT NULL,
	"content_id" text,
	"ids" jsonb NOT NULL,
	"canonical_url" text NOT NULL,
	"unresolved" boolean NOT NULL,
	"state" text DEFAULT 'QUEUED' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"review_round" integer DEFAULT 1 NOT NULL,
	"claim_token" integer DEFAULT 0 NOT NULL,
	"held_until" timestamp with time zone,
	"category" text NOT NULL,
	"severity" smallint NOT NULL,
	"urgency" text NOT NULL,
	"imminent_bases" text[] NOT NULL,
	"flaggers" integer NOT NULL,
	"language" text,
	"excerpt" text NOT NULL,
	"risk" real,
	"abstained" boolean DEFAULT false NOT NULL,
	"rank" integer NOT NULL,
	"reasons" jsonb NOT NULL,
	"score_due_at" timestamp with time zone,
	"first_flagged_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "items_identity_key_unique" UNIQUE("identity_key"),
	CONSTRAINT "items_severity" CHECK (severity between 1 and 4)
);
--> statement-breakpoint
CREATE TABLE "law_enforcement_notices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"item_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"notified_at" timestamp with time zone,
	"agency" text,
	"reference" text,
	"reason" text,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "law_enforcement_complete" CHECK ((kind = 'NOTICE' and notified_at is not null and agency is not null and reference is not null)
        or (kind = 'OVERRIDE' and reason is not null))
);
--> statement-breakpoint
CREATE TABLE "scores" (
	"id" uuid PRIMARY KEY NOT NULL,
	"item_id" uuid NOT NULL,
	"model_version" text NOT NULL,
	"input_hash" text NOT NULL,
	"risk" real NOT NULL,
	"probabilities" jsonb NOT NULL,
	"abstained" boolean NOT NULL,
	"scored_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "scores_once" UNIQUE("item_id","model_version","input_hash")
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"invited_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "invitations_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "pairings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"session_id" text NOT NULL,
	"origin" text,
	"label" text NOT NULL,
	"scopes" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "pairings_session_id_unique" UNIQUE("session_id")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"pseudonym" text NOT NULL,
	"roles" text[] NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"joined_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "people_email_unique" UNIQUE("email"),
	CONSTRAINT "people_pseudonym_unique" UNIQUE("pseudonym")
);
--> statement-breakpoint
CREATE TABLE "batch_file_chunks" (
	"file_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "batch_file_chunks_file_id_position_pk" PRIMARY KEY("file_id","position")
);
--> statement-breakpoint
CREATE TABLE "batch_files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"batch_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"written_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "batch_files_name" UNIQUE("batch_id","name")
);
--> statement-breakpoint
CREATE TABLE "batches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"recipient_id" uuid NOT NULL,
	"state" text DEFAULT 'BUILDING' NOT NULL,
	"imminent" boolean NOT NULL,
	"configuration" jsonb NOT NULL,
	"created_by" uuid NOT NULL,
	"idempotency_key" text,
	"idempotency_index" integer DEFAULT 0 NOT NULL,
	"body_hash" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"build_due_at" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"built_at" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"sent_by" uuid,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "batches_idempotency_key" UNIQUE("created_by","idempotency_key","idempotency_index")
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"batch_id" uuid NOT NULL,
	"transport" text NOT NULL,
	"person_id" uuid,
	"succeeded" boolean NOT NULL,
	"reference" text NOT NULL,
	"delivered_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outcomes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"referral_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"source" text NOT NULL,
	"observed_at" timestamp with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"note" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recipients" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"active" boolean NOT NULL,
	"configuration" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "recipients_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "referrals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"item_id" uuid NOT NULL,
	"recipient_id" uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"state" text DEFAULT 'READY' NOT NULL,
	"batch_id" uuid,
	"batch_position" integer,
	"imminent" boolean NOT NULL,
	"rank" integer NOT NULL,
	"withdrawn_reason" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "referrals_one_per_decision_and_recipient" UNIQUE("decision_id","recipient_id")
);
--> statement-breakpoint
ALTER TABLE "audit" ADD CONSTRAINT "audit_actor_id_people_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_claim_id_claims_id_fk" FOREIGN KEY ("claim_id") REFERENCES "public"."claims"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flags" ADD CONSTRAINT "flags_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flags" ADD CONSTRAINT "flags_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "law_enforcement_notices" ADD CONSTRAINT "law_enforcement_notices_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "law_enforcement_notices" ADD CONSTRAINT "law_enforcement_notices_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scores" ADD CONSTRAINT "scores_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invited_by_people_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairings" ADD CONSTRAINT "pairings_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batch_file_chunks" ADD CONSTRAINT "batch_file_chunks_file_id_batch_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."batch_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batch_files" ADD CONSTRAINT "batch_files_batch_id_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_recipient_id_recipients_id_fk" FOREIGN KEY ("recipient_id") REFERENCES "public"."recipients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_sent_by_people_id_fk" FOREIGN KEY ("sent_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_batch_id_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_referral_id_referrals_id_fk" FOREIGN KEY ("referral_id") REFERENCES "public"."referrals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_recorded_by_people_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_recipient_id_recipients_id_fk" FOREIGN KEY ("recipient_id") REFERENCES "public"."recipients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_decision_id_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."decisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_batch_id_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_subject" ON "audit" USING btree ("subject_kind","subject_id");--> statement-breakpoint
CREATE INDEX "dead_letters_open" ON "dead_letters" USING btree ("failed_at" DESC NULLS LAST) WHERE resolved_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "claims_one_open_per_item" ON "claims" USING btree ("item_id") WHERE state = 'OPEN';--> statement-breakpoint
CREATE INDEX "claims_open_of_person" ON "claims" USING btree ("person_id") WHERE state = 'OPEN';--> statement-breakpoint
CREATE INDEX "claims_expiry" ON "claims" USING btree ("expires_at") WHERE state = 'OPEN';--> statement-breakpoint
CREATE INDEX "decisions_item" ON "decisions" USING btree ("item_id","decided_at");--> statement-breakpoint
CREATE INDEX "flags_item" ON "flags" USING btree ("item_id");--> statement-breakpoint
CREATE INDEX "flags_person" ON "flags" USING btree ("person_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "items_queue" ON "items" USING btree ("rank" DESC NULLS LAST,"first_flagged_at","id") WHERE state in ('QUEUED', 'SECOND_REVIEW', 'WITH_LEAD');--> statement-breakpoint
CREATE INDEX "items_state_queue" ON "items" USING btree ("state","rank" DESC NULLS LAST,"first_flagged_at","id");--> statement-breakpoint
CREATE INDEX "items_changed" ON "items" USING btree ("changed_at");--> statement-breakpoint
CREATE INDEX "items_score_due" ON "items" USING btree ("score_due_at") WHERE score_due_at is not null;--> statement-breakpoint
CREATE INDEX "law_enforcement_item" ON "law_enforcement_notices" USING btree ("item_id");--> statement-breakpoint
CREATE INDEX "scores_item" ON "scores" USING btree ("item_id","scored_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "invitations_person" ON "invitations" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "pairings_origin" ON "pairings" USING btree ("origin");--> statement-breakpoint
CREATE INDEX "batches_recipient" ON "batches" USING btree ("recipient_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "batches_build_due" ON "batches" USING btree ("build_due_at") WHERE build_due_at is not null;--> statement-breakpoint
CREATE INDEX "batches_changed" ON "batches" USING btree ("changed_at");--> statement-breakpoint
CREATE INDEX "deliveries_batch" ON "deliveries" USING btree ("batch_id");--> statement-breakpoint
CREATE INDEX "outcomes_referral" ON "outcomes" USING btree ("referral_id","recorded_at");--> statement-breakpoint
CREATE INDEX "referrals_ready" ON "referrals" USING btree ("recipient_id","rank" DESC NULLS LAST,"id") WHERE state = 'READY';--> statement-breakpoint
CREATE INDEX "referrals_item" ON "referrals" USING btree ("item_id");--> statement-breakpoint
CREATE INDEX "referrals_batch" ON "referrals" USING btree ("batch_id");--> statement-breakpoint
CREATE INDEX "referrals_state" ON "referrals" USING btree ("state","changed_at" DESC NULLS LAST,"id" DESC NULLS LAST);