import * as z from "zod/mini";
import { readClaim } from "@/lib/domain/role-from-claims";

export type Claims = Record<string, unknown> & { iss: string; sub: string };

type Tokens = { idToken?: string; accessToken?: string };
type Source = { userinfoUrl?: string; roleClaim: string };

const Claimed = z.looseObject({ iss: z.string(), sub: z.string().check(z.minLength(1)) });
const Userinfo = z.looseObject({ sub: z.string() });

const TIMEOUT_MS = 10_000;

/**
 * Who signed in. The ID token has been verified by now, and what it says goes first; many providers keep address and
 * groups out of it, and tell them at their userinfo endpoint only.
 */
export async function readClaims({ idToken, accessToken }: Tokens, source: Source): Promise<Claims | null> {
  // An answer without an ID token is OAuth alone, and proves nobody.
  if (!idToken) return null;
  const claims = z.parse(Claimed, decodePayload(idToken));
  const isComplete = claims.email !== undefined && readClaim(claims, source.roleClaim) !== undefined;
  if (isComplete || !source.userinfoUrl || !accessToken) return claims;
  const userinfo = await fetchUserinfo(source.userinfoUrl, accessToken);
  // By the standard, what is told about another subject is not told about this one.
  if (userinfo.sub !== claims.sub) return claims;
  return { ...userinfo, ...claims, ...addressOf(claims, userinfo) };
}

/** What the provider says about it, if anything. Some send it as text. */
export function isEmailVerified({ email_verified }: Claims): boolean | undefined {
  if (email_verified === true || email_verified === "true") return true;
  if (email_verified === false || email_verified === "false") return false;
  return undefined;
}

/** Whether an address is verified counts only beside that very address. */
function addressOf(claims: Claims, userinfo: z.infer<typeof Userinfo>): Record<string, unknown> {
  const { email, email_verified } = claims.email === undefined ? userinfo : claims;
  const isSame = claims.email === undefined || claims.email === userinfo.email;
  return { email, email_verified: email_verified ?? (isSame ? userinfo.email_verified : undefined) };
}

function decodePayload(token: string): unknown {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
}

async function fetchUserinfo(url: string, accessToken: string): Promise<z.infer<typeof Userinfo>> {
  const headers = { authorization: `Bearer ${accessToken}` };
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS), redirect: "error" });
  if (!response.ok) throw new Error(`the OpenID provider's userinfo was answered ${response.status}`);
  return z.parse(Userinfo, await response.json());
}
