import type { Role } from "@/lib/domain/permissions";

/** Somebody with an account here, as of this request. */
export type Person = { id: string; email: string; role: Role };

/** Who does something. Machines are named and audited like people. */
export type Actor =
  | { kind: "person"; person: Person }
  /** Not signed in. The address is what they say about themselves. */
  | { kind: "visitor"; email?: string }
  | { kind: "system" }
  /** What an admin's rule does, under its own name. */
  | { kind: "policy"; id: string; name: string };
