import type { Role } from "./permissions";

const SENTENCES = {
  viewer: "Sees all sessions and settings, and changes nothing.",
  operator: "Sees everything, creates and releases sessions, reveals connect URLs and reads the audit log.",
  admin: "Does all that an operator does, and also changes settings and manages people.",
} as const satisfies Record<Role, string>;

/** What a role allows, in words. */
export function describeRole(role: Role): string {
  return SENTENCES[role];
}
