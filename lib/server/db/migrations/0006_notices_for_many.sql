ALTER TABLE "notice" ADD COLUMN "told_with" bigint;--> statement-breakpoint
CREATE INDEX "notice_shown" ON "notice" USING btree ("id") WHERE "notice"."told_with" is null;