CREATE SEQUENCE "public"."note_version" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "notice" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notice_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"once_key" text NOT NULL,
	"session_id" text,
	"message" text NOT NULL,
	"data" jsonb,
	CONSTRAINT "notice_once_key_unique" UNIQUE("once_key")
);
--> statement-breakpoint
CREATE TABLE "notice_choice" (
	"person_id" text PRIMARY KEY NOT NULL,
	"choices" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "policy" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"mode" text DEFAULT 'dry' NOT NULL,
	"rule" jsonb NOT NULL,
	"stopped_reason" text,
	"stopped_at" timestamp with time zone,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "policy_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "policy_warning" (
	"policy_id" text NOT NULL,
	"session_id" text NOT NULL,
	"warned_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	CONSTRAINT "policy_warning_policy_id_session_id_pk" PRIMARY KEY("policy_id","session_id")
);
--> statement-breakpoint
CREATE TABLE "release" (
	"id" text PRIMARY KEY NOT NULL,
	"by" jsonb NOT NULL,
	"reason" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"total" integer NOT NULL,
	"settled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "release_intent" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "release_intent_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"release_id" text NOT NULL,
	"session_id" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"decided" jsonb NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone NOT NULL,
	"claimed_by" text,
	"claimed_until" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"settled_at" timestamp with time zone,
	"detail" text,
	"saved_minutes" integer,
	"audit_entry_id" bigint,
	"version" bigint DEFAULT nextval('note_version') NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session_record" (
	"id" text PRIMARY KEY NOT NULL,
	"session" jsonb,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"status" text NOT NULL,
	"keep_alive" boolean NOT NULL,
	"owner" jsonb,
	"activity" jsonb,
	"silences" jsonb,
	"protection" jsonb,
	"version" bigint DEFAULT nextval('note_version') NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"url" text NOT NULL,
	"format" text NOT NULL,
	"kinds" jsonb NOT NULL,
	"secret" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"paused_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "webhook_delivery" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "webhook_delivery_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"webhook_id" text NOT NULL,
	"notice_id" bigint NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone NOT NULL,
	"claimed_by" text,
	"claimed_until" timestamp with time zone,
	"last_status" integer,
	"last_error" text,
	"settled_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "notice_choice" ADD CONSTRAINT "notice_choice_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_warning" ADD CONSTRAINT "policy_warning_policy_id_policy_id_fk" FOREIGN KEY ("policy_id") REFERENCES "public"."policy"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_intent" ADD CONSTRAINT "release_intent_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_webhook_id_webhook_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."webhook"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_notice_id_notice_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notice"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notice_at" ON "notice" USING btree ("at");--> statement-breakpoint
CREATE INDEX "release_created" ON "release" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "release_open" ON "release" USING btree ("created_at") WHERE "release"."settled_at" is null;--> statement-breakpoint
CREATE INDEX "release_intent_release" ON "release_intent" USING btree ("release_id");--> statement-breakpoint
CREATE UNIQUE INDEX "release_intent_open" ON "release_intent" USING btree ("session_id") WHERE "release_intent"."state" in ('waiting', 'sending', 'verifying');--> statement-breakpoint
CREATE INDEX "release_intent_due" ON "release_intent" USING btree ("next_attempt_at") WHERE "release_intent"."state" in ('waiting', 'sending', 'verifying');--> statement-breakpoint
CREATE INDEX "release_intent_settled" ON "release_intent" USING btree ("settled_at");--> statement-breakpoint
CREATE INDEX "release_intent_version" ON "release_intent" USING btree ("version");--> statement-breakpoint
CREATE INDEX "session_record_ended" ON "session_record" USING btree ("ended_at");--> statement-breakpoint
CREATE INDEX "session_record_version" ON "session_record" USING btree ("version");--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_delivery_once" ON "webhook_delivery" USING btree ("webhook_id","notice_id");--> statement-breakpoint
CREATE INDEX "webhook_delivery_due" ON "webhook_delivery" USING btree ("next_attempt_at") WHERE "webhook_delivery"."state" = 'waiting';