-- In two steps: of older leaves the version is not known here, and a sealer that does not say one is refused.
ALTER TABLE "audit_leaves" ADD COLUMN "version" integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "audit_leaves" ALTER COLUMN "version" DROP DEFAULT;
