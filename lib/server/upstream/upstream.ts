import type { ClockSample } from "@/lib/domain/clock-offset";
import type { ProjectFacts } from "@/lib/domain/project";
import type { Region, Session } from "@/lib/domain/session";
import type { LogFacts } from "./log-spells";

/** What upstream said, and what its answers tell of its clock. */
export type Answer<Value> = { value: Value; clockSamples: ClockSample[] };

export type NewSession = {
  keepAlive: boolean;
  /** Left out, the project's own default applies. */
  timeoutSeconds?: number;
  region?: Region;
  viewport?: { width: number; height: number };
  userMetadata?: Readonly<Record<string, unknown>>;
};

/** The statuses of sessions that are alive, in the order in which a session has them. */
export const LIVE_STATUSES = ["PENDING", "RUNNING"] as const;
export type LiveStatus = (typeof LIVE_STATUSES)[number];

export type LiveList = {
  sessions: Session[];
  /** Sessions that are on the list as well, in words that cannot be read. */
  unreadableIds: string[];
};

/** The page of the first tab. */
export type SessionPage = { title: string; host: string };

/** Browserbase or the engine, whichever is configured. Everything fails with an AppError fit for people. */
export type Upstream = {
  /** One request for each status, in this order. */
  listLive(statuses: readonly LiveStatus[]): Promise<Answer<LiveList>>;
  retrieveSession(id: string): Promise<Answer<Session>>;
  createSession(input: NewSession): Promise<Answer<Session>>;
  /** Answers before the session is over: it may still be RUNNING. */
  releaseSession(id: string): Promise<Answer<Session>>;
  /** When its CDP log has entries. The whole log is sent each time, so ask seldom; asking leaves no entry. */
  lastActivity(id: string): Promise<Answer<LogFacts>>;
  /** A fresh bearer link on every call: hand it to whoever asked, keep and log it nowhere. */
  connectUrl(id: string): Promise<Answer<string>>;
  /** `null` when the first tab shows nothing that has a name. */
  readPage(id: string): Promise<Answer<SessionPage | null>>;
  /** A bearer link with full control of the browser: as with `connectUrl`. */
  liveViewUrl(id: string): Promise<Answer<string>>;
  retrieveProject(): Promise<Answer<ProjectFacts>>;
  /** Only the engine's project can be written: Browserbase's API has no way to. */
  saveProjectDefault?(seconds: number): Promise<void>;
};
