import * as z from "zod/mini";
import type { Role } from "@/lib/domain/permissions";
import { emailSchema, linkTokenSchema, newPasswordSchema, roleSchema } from "./account";

const idSchema = z.string().check(z.regex(/^[\w-]{1,64}$/, "must be an id"));

/** `GET /api/people`, and the answer to every change of a person. */
export type People = {
  /** The server's clock at the answer, which ages and expiries are counted from. */
  now: number;
  /** What the OpenID provider is called; `null` when people sign in by password alone. */
  openIdName: string | null;
  people: PersonRow[];
  invitations: InvitationRow[];
};

export type PersonRow = {
  id: string;
  email: string;
  role: Role;
  /** Epoch ms; `null` for whoever may sign in. */
  deactivatedAt: number | null;
  /** How they prove who they are. */
  signsInBy: ("password" | "openid")[];
  /** `null` when the audit log, which forgets in time, knows of none. */
  lastSignInAt: number | null;
  createdAt: number;
};

/** `role` is `null` for a link by which somebody who is here already sets a new password. */
export type InvitationRow = { id: string; email: string; role: Role | null; invitedBy: string; expiresAt: number };

/** `POST /api/people/invitations`. */
export const InviteInput = z.strictObject({ email: emailSchema, role: roleSchema });
export type InviteInput = z.infer<typeof InviteInput>;

/** The link is in this answer only: its secret is kept nowhere. */
export type LinkResult = { invitation: InvitationRow; link: string };

/** `PUT /api/people/[id]/role`. */
export const ChangeRoleInput = z.strictObject({ id: idSchema, role: roleSchema });
export type ChangeRoleInput = z.infer<typeof ChangeRoleInput>;

/** The `[id]` of a person's and an invitation's routes. */
export const PersonIdInput = z.strictObject({ id: idSchema });
export type PersonIdInput = z.infer<typeof PersonIdInput>;

/** `POST /api/account/join`: what the invited person sends. The token is the link's. */
export const JoinInput = z.strictObject({ token: linkTokenSchema, password: newPasswordSchema });
export type JoinInput = z.infer<typeof JoinInput>;
