-- In two steps: with the default at once, rows that were sealed without a salt would get one.
ALTER TABLE "audit" ADD COLUMN "salt" uuid;
--> statement-breakpoint
ALTER TABLE "audit" ALTER COLUMN "salt" SET DEFAULT gen_random_uuid();
