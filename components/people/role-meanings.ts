import type { Role } from "@/lib/domain/permissions";

/** What each role adds to the one before it. */
export const ROLE_MEANINGS: Record<Role, string> = {
  viewer: "Sees the sessions and the settings, and changes nothing.",
  operator: "Also creates sessions, connects to them and releases them, and reads the audit log.",
  admin: "Also sets how long sessions live, and decides who comes in and what they may do.",
};
