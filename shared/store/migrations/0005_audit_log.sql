CREATE TABLE "audit_checkpoints" (
	"size" bigint PRIMARY KEY NOT NULL,
	"root_hash" text NOT NULL,
	"right_edge" text[] NOT NULL,
	"checkpoint" text NOT NULL,
	"horizon" bigint NOT NULL,
	"system_identifier" text NOT NULL,
	"sealed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_leaves" (
	"leaf_index" bigint PRIMARY KEY NOT NULL,
	"audit_sequence" bigint NOT NULL,
	"leaf_hash" text NOT NULL,
	CONSTRAINT "audit_leaves_audit_sequence_unique" UNIQUE("audit_sequence")
);
--> statement-breakpoint
ALTER TABLE "audit" ALTER COLUMN "transaction_id" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "audit" ALTER COLUMN "transaction_id" SET DATA TYPE bigint USING "transaction_id"::bigint;--> statement-breakpoint
ALTER TABLE "audit" ALTER COLUMN "transaction_id" SET DEFAULT pg_current_xact_id()::text::bigint;--> statement-breakpoint
ALTER TABLE "audit_leaves" ADD CONSTRAINT "audit_leaves_audit_sequence_audit_sequence_fk" FOREIGN KEY ("audit_sequence") REFERENCES "public"."audit"("sequence") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_transaction" ON "audit" USING btree ("transaction_id","sequence");