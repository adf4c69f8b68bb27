import type { DatabaseConnection } from "@/lib/server/db/database";
import { holdLock } from "@/lib/server/db/hold-lock";

/**
 * No request to end this session leaves until this transaction ends, and neither does anybody protect it: so either the
 * request sees the protection, or whoever protects sees that the request has left.
 */
export function holdRequests(database: DatabaseConnection, sessionId: string): Promise<void> {
  return holdLock(database, `request to end ${sessionId}`);
}
