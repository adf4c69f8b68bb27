import { parseCookies } from "better-auth/cookies";
import type { OpenWelcomeInput } from "@/lib/api/account";
import type { Auth } from "@/lib/server/auth/create-auth";
import type { RequestContext } from "@/lib/server/services/service-context";

/**
 * Opens the link that `npm start` printed. From then on the set-up belongs to this browser, and the link leads nowhere.
 * It is for the machine's own browser: whoever is not on this machine is sent to a page that says so.
 */
export async function openWelcome(ctx: RequestContext, { token }: OpenWelcomeInput): Promise<Response> {
  const { auth, firstRun, address, replyHeaders } = ctx;
  const secret = isLoopbackAddress(address) ? firstRun.claim(token) : undefined;
  // A browser that opens its own link again goes on where it was.
  if (secret) {
    replyHeaders.append("set-cookie", welcomeCookie(auth, secret));
  }
  return new Response(null, { status: 303, headers: { location: "/welcome" } });
}

function isLoopbackAddress(address: string | undefined): boolean {
  return address !== undefined && /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/.test(address);
}

function welcomeCookie(auth: Auth, secret: string): string {
  const secure = auth.options.advanced.defaultCookieAttributes.secure ? "; Secure" : "";
  return `${cookieName(auth)}=${secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age=3600${secure}`;
}

/** The secret of the browser that opened the link. */
export function welcomeSecret(auth: Auth, headers: Headers): string | undefined {
  return parseCookies(headers.get("cookie") ?? "").get(cookieName(auth));
}

function cookieName({ options }: Auth): string {
  return `${options.advanced.cookiePrefix}.welcome`;
}
