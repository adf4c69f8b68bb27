import * as z from "zod/mini";
import { toLocalPath } from "@/lib/domain/to-local-path";

/** `POST /api/account/oidc`: leaves for the OpenID provider. `to` is where to go on afterwards. */
export const BeginOidcInput = z.strictObject({
  to: z.optional(
    z.string("must be a path").check(
      z.maxLength(2_000, "is too long"),
      z.refine((to) => toLocalPath(to) === to, "must be a path of this console"),
    ),
  ),
});
export type BeginOidcInput = z.infer<typeof BeginOidcInput>;

/** The provider's page, with what binds its answer to this browser. */
export type BeginOidcResult = { url: string };

/** Everything that is begun here has one. */
const stateSchema = z
  .string("is missing: begin on the sign-in page")
  .check(z.regex(/^[\w-]{1,256}$/, "is none of this console's"));

const longText = z.optional(z.string().check(z.maxLength(8_192, "is too long")));

/** `GET /api/auth/callback/oidc`: what the provider sends back by the browser. Providers add fields of their own. */
export const OidcAnswerInput = z.object({ state: stateSchema, code: longText, error: longText, iss: longText });
export type OidcAnswerInput = z.infer<typeof OidcAnswerInput>;

/** Why a sign-in by the provider ended without one, as the sign-in page says it. `name` is the provider's. */
const SENTENCES = {
  unknown: () =>
    "This sign-in was begun in another browser, was used before, or took longer than five minutes. Begin again.",
  cancelled: (name: string) => `${name} was left without signing in.`,
  unconfirmed: (name: string) => `${name} did not confirm who you are. Try again; Keepwatch's log says more.`,
  unavailable: (name: string) => `${name} does not answer at the moment. Try again in a minute.`,
  "no-email": (name: string) => `${name} did not tell your email address, and Keepwatch knows people by it.`,
  "no-role": (name: string) => `${name} gives you no role in Keepwatch. Ask whoever manages your account there.`,
  "unverified-email": (name: string) =>
    `${name} has not verified that your email address is yours. Have it verified there, then begin again.`,
  "other-account": (name: string) =>
    `Your address belongs here to another account of ${name}. Ask an admin of Keepwatch.`,
  deactivated: () => "This account is deactivated. An admin can switch it on again.",
} as const satisfies Record<string, (name: string) => string>;

export type OidcFailure = keyof typeof SENTENCES;

export function oidcFailureSentence(failure: OidcFailure, name: string): string {
  return SENTENCES[failure](name);
}

/** Whatever else an address may hold there is no failure of ours. */
export function isOidcFailure(code: unknown): code is OidcFailure {
  return typeof code === "string" && Object.hasOwn(SENTENCES, code);
}
