import * as z from "zod/mini";
import { MAX_PASSWORD_CHARACTERS, MIN_PASSWORD_CHARACTERS } from "@/lib/domain/password";
import { ROLES, type Role } from "@/lib/domain/permissions";

/** Addresses are compared in lower case, as every provider does. */
export const emailSchema = z
  .string("must be an email address")
  .check(z.trim(), z.toLowerCase(), z.maxLength(254, "is too long"), z.email("must be an email address"));

export const newPasswordSchema = z
  .string("must be text")
  .check(
    z.minLength(MIN_PASSWORD_CHARACTERS, `must have at least ${MIN_PASSWORD_CHARACTERS} characters`),
    z.maxLength(MAX_PASSWORD_CHARACTERS, `must have at most ${MAX_PASSWORD_CHARACTERS} characters`),
  );

/** Any text, or the answer would tell how passwords are made here. */
const presentedPasswordSchema = z
  .string("must be text")
  .check(z.maxLength(MAX_PASSWORD_CHARACTERS, `must have at most ${MAX_PASSWORD_CHARACTERS} characters`));

export const linkTokenSchema = z.string("must be the link's token").check(z.maxLength(128, "is too long"));

/** `POST /api/account/sign-in`. */
export const SignInInput = z.strictObject({ email: emailSchema, password: presentedPasswordSchema });
export type SignInInput = z.infer<typeof SignInInput>;

/** `GET /welcome/open`: the link that `npm start` prints. */
export const OpenWelcomeInput = z.strictObject({ token: linkTokenSchema });
export type OpenWelcomeInput = z.infer<typeof OpenWelcomeInput>;

/** `POST /api/account/first-admin`. */
export const FirstAdminInput = z.strictObject({ email: emailSchema, password: newPasswordSchema });
export type FirstAdminInput = z.infer<typeof FirstAdminInput>;

/** `PUT /api/account/password`. */
export const ChangePasswordInput = z.strictObject({
  currentPassword: presentedPasswordSchema,
  newPassword: newPasswordSchema,
});
export type ChangePasswordInput = z.infer<typeof ChangePasswordInput>;

/** `GET /api/account`: who is signed in here. */
export type Me = {
  id: string;
  email: string;
  role: Role;
  /** Whether a password of theirs is kept here; without one they come by the OpenID provider. */
  hasPassword: boolean;
};

export const roleSchema = z.enum(ROLES, `must be one of ${ROLES.join(", ")}`);
