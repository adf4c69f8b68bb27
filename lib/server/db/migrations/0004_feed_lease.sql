-- Unlogged: what is in these is new every second, and worth nothing after a crash.
CREATE UNLOGGED TABLE "feed_lease" (
	"name" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"wishes" bigint DEFAULT 0 NOT NULL,
	"epoch" text,
	"version" bigint,
	"written_at" timestamp with time zone,
	"facts" jsonb
);
--> statement-breakpoint
CREATE UNLOGGED TABLE "feed_session" (
	"id" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"session" jsonb,
	"written_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "feed_session_version" ON "feed_session" USING btree ("version");