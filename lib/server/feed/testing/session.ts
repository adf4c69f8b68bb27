import type { Session } from "@/lib/domain/session";

/** A live session that started at 0, with what a test cares about. */
export function session(changes: Partial<Session> = {}): Session {
  return {
    id: "a",
    projectId: "p",
    status: "RUNNING",
    keepAlive: true,
    region: "us-west-2",
    startedAt: 0,
    expiresAt: 900_000,
    userMetadata: {},
    ...changes,
  };
}
