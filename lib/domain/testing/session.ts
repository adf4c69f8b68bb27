import type { Session } from "../session";

/** A running session of a quarter of an hour that began at 0, but for `part`. */
export function session(id: string, part: Partial<Session> = {}): Session {
  return {
    id,
    projectId: "p",
    status: "RUNNING",
    keepAlive: false,
    region: "us-west-2",
    startedAt: 0,
    expiresAt: 900_000,
    userMetadata: {},
    ...part,
  };
}
