DROP INDEX "audit_entry_newest";--> statement-breakpoint
DROP INDEX "audit_entry_actor";--> statement-breakpoint
DROP INDEX "audit_entry_action";--> statement-breakpoint
DROP INDEX "audit_entry_session";--> statement-breakpoint
CREATE INDEX "audit_entry_at" ON "audit_entry" USING btree ("at","id") WHERE "audit_entry"."id" > 0;--> statement-breakpoint
CREATE INDEX "audit_entry_actor_at" ON "audit_entry" USING btree ("actor_name","at","id");--> statement-breakpoint
CREATE INDEX "audit_entry_actor_action_at" ON "audit_entry" USING btree ("actor_name","action","outcome","at","id");--> statement-breakpoint
CREATE INDEX "audit_entry_action_at" ON "audit_entry" USING btree ("action","outcome","at","id");--> statement-breakpoint
CREATE INDEX "audit_entry_session_at" ON "audit_entry" USING btree ("session_id" text_pattern_ops,"at","id");--> statement-breakpoint
CREATE INDEX "audit_entry_requested" ON "audit_entry" USING btree ("at") WHERE "audit_entry"."outcome" = 'requested';