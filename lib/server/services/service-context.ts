import type { Installation } from "@/lib/api/settings";
import type { Actor, Person } from "@/lib/server/auth/actor";
import type { Auth } from "@/lib/server/auth/create-auth";
import type { FirstRunLink } from "@/lib/server/auth/first-run-link";
import type { OidcProvider } from "@/lib/server/auth/oidc/oidc-provider";
import type { DatabaseConnection } from "@/lib/server/db/database";
import type { WebEnv } from "@/lib/server/env";
import { AppError } from "@/lib/server/errors";
import type { LiveFeed } from "@/lib/server/feed/live-feed";
import type { RateLimits } from "@/lib/server/limits/rate-limits";
import type { Log } from "@/lib/server/log";
import type { Upstream } from "@/lib/server/upstream/upstream";
import type { FeedStreams } from "./feed/feed-streams";
import type { PolicyPast } from "./policies/policy-past";
import type { ReleaseBoard } from "./releases/release-board";

/** What lives as long as the process. */
export type Backbone = {
  database: DatabaseConnection;
  upstream: Upstream;
  feed: LiveFeed;
  releases: ReleaseBoard;
  policyPast: PolicyPast;
  streams: FeedStreams;
  auth: Auth;
  firstRun: FirstRunLink;
  /** Absent when people sign in by password alone. */
  oidc?: OidcProvider;
  installation: Installation;
  /** How often CDP logs are read, which says how old what is known of sessions gets. */
  logChecks: { checksPerMinute: number; everySeconds: number };
  limits: RateLimits;
  web: WebEnv;
  log: Log;
};

/** Who asks, and by which request. */
export type Caller = {
  actor: Actor;
  /** Where the request comes from; `undefined` for what the server does by itself. */
  address?: string;
  requestId?: string;
};

/** What every service is handed. */
export type ServiceContext = Backbone & Caller;

/** What is known of a request before it is known who asks. */
export type RequestFacts = { address: string; requestId: string };

/** For the few services that are about cookies, or answer with a stream. */
export type RequestContext = ServiceContext &
  RequestFacts & {
    requestHeaders: Headers;
    /** Aborted when whoever asks has hung up. */
    signal: AbortSignal;
    /** Breaks the connection, whatever was still to be sent. */
    hangUp: () => void;
    /** Sent with the answer, also when the service fails. */
    replyHeaders: Headers;
  };

/** The person who asks, in services that no other actor reaches. */
export function callingPerson({ actor }: Pick<Caller, "actor">): Person {
  if (actor.kind === "person") return actor.person;
  throw new AppError("unauthenticated", "Sign in first.");
}
