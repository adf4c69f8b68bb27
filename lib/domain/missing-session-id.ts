import type { Session } from "./session";

/** Whole, or its first eight characters. */
const SESSION_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$|^[\da-f]{8}$/;

/** The id that is searched for and that none of these has, if what is searched for is one. */
export function missingSessionId(text: string, sessions: readonly Session[]): string | undefined {
  const id = text.trim().toLowerCase();
  return SESSION_ID.test(id) && !sessions.some((session) => session.id.startsWith(id)) ? id : undefined;
}
