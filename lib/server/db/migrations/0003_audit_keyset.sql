DROP INDEX "audit_entry_newest";--> statement-breakpoint
DROP INDEX "audit_entry_actor";--> statement-breakpoint
DROP INDEX "audit_entry_action";--> statement-breakpoint
DROP INDEX "audit_entry_session";--> statement-breakpoint
CREATE INDEX "audit_entry_at" ON "audit_entry" USING btree ("at","id") WHERE "audit_entry"."id" <> -1;--> statement-breakpoint
CREATE INDEX "audit_entry_actor_at" ON "audit_entry" USING btree ("actor_name","at","id") WHERE "audit_entry"."id" <> -2;--> statement-breakpoint
CREATE INDEX "audit_entry_action_at" ON "audit_entry" USING btree ("action","outcome","at","id") WHERE "audit_entry"."id" <> -3;--> statement-breakpoint
CREATE INDEX "audit_entry_actor_action_at" ON "audit_entry" USING btree ("actor_name","action","outcome","at","id") WHERE "audit_entry"."id" <> -4;--> statement-breakpoint
CREATE INDEX "audit_entry_session_at" ON "audit_entry" USING btree ("session_id" text_pattern_ops,"at","id");--> statement-breakpoint
CREATE INDEX "audit_entry_requested" ON "audit_entry" USING btree ("at") WHERE "audit_entry"."outcome" = 'requested';