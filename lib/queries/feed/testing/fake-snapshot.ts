import { EMPTY_SNAPSHOT, type Snapshot } from "@/lib/api/snapshot";
import type { Session } from "@/lib/domain/session";

export function fakeSession(id: string, change: Partial<Session> = {}): Session {
  return {
    id,
    projectId: "p",
    status: "RUNNING",
    keepAlive: true,
    region: "us-west-2",
    startedAt: 0,
    expiresAt: 900_000,
    userMetadata: { owner: "ada" },
    ...change,
  };
}

export function fakeSnapshot(now: number, sessions: Session[] = [], change: Partial<Snapshot> = {}): Snapshot {
  return { ...EMPTY_SNAPSHOT, now, asOf: now, sessions, ...change };
}
