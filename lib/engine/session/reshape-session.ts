import type { SessionRecord } from "./session-record";

/** The session as Browserbase's API sends it. */
export function reshapeSession(record: SessionRecord) {
  return {
    id: record.id,
    projectId: record.projectId,
    status: record.status,
    region: record.region,
    keepAlive: record.keepAlive,
    proxyBytes: 0,
    createdAt: toDateTime(record.createdAt),
    startedAt: toDateTime(record.createdAt),
    updatedAt: toDateTime(record.updatedAt),
    expiresAt: toDateTime(record.expiresAt),
    ...(record.endedAt !== undefined && { endedAt: toDateTime(record.endedAt) }),
    ...(record.contextId !== undefined && { contextId: record.contextId }),
    ...(record.userMetadata !== undefined && { userMetadata: record.userMetadata }),
  };
}

function toDateTime(timestampMs: number): string {
  return new Date(timestampMs).toISOString();
}
