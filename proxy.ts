import { type NextRequest, NextResponse } from "next/server";
import { findPage, PAGES } from "@/lib/api/routes";
import { cookiePrefix } from "@/lib/server/auth/cookie-prefix";
import { readEnv } from "@/lib/server/env";
import { isAppError } from "@/lib/server/errors";
import { ASKED_PATH_HEADER } from "@/lib/server/http/asked-path-header";
import { clientAddress, isMarked } from "@/lib/server/http/client-address";
import { guardHost } from "@/lib/server/http/guard-request";
import { isLoopbackHost } from "@/lib/server/http/is-loopback-host";
import { pagePolicy } from "@/lib/server/http/security-headers";

const { web, upstream, port } = readEnv();

/**
 * Every page gets a policy with a nonce of its own, which Next reads off the request and gives to its scripts. Nobody is
 * authorised here: a visitor without a cookie is only shown the way, and whether a cookie is worth anything is for the
 * page to find out. The routes under /api check for themselves and answer in their own form, and files need no nonce.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const refusal = refusalOf(request) ?? (await tooMany(request)) ?? wayToSignIn(request);
  if (refusal) return refusal;
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = pagePolicy({
    upstream,
    nonce,
    isSecure: web.isSecure && !isLoopbackHost(request.headers.get("host")),
    isDevelopment: process.env.NODE_ENV === "development",
  });
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set(ASKED_PATH_HEADER, askedPath(request));
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = { matcher: "/((?!api/|_next/static/).*)" };

function refusalOf(request: NextRequest): Response | undefined {
  if (!isMarked(request.headers)) {
    return new Response("Keepwatch is starting.", { status: 503, headers: { "retry-after": "1" } });
  }
  try {
    guardHost(request, web);
  } catch (error) {
    if (isAppError(error)) return new Response(error.message, { status: 403 });
    throw error;
  }
}

/** Pages are counted here, before anything is rendered, and the routes under /api by themselves. */
async function tooMany({ headers }: NextRequest): Promise<Response | undefined> {
  try {
    const runtime = await globalThis.keepwatchRuntime;
    await runtime?.limits.takeForAddress(clientAddress(headers), "read");
  } catch (error) {
    if (!isAppError(error)) throw error;
    const retryAfter = String(error.retryAfterSeconds ?? 1);
    return new Response(error.message, { status: 429, headers: { "retry-after": retryAfter } });
  }
}

/** With the whole address, filters and all, to come back to. */
function wayToSignIn(request: NextRequest): Response | undefined {
  const { nextUrl, cookies, headers } = request;
  const page = findPage(nextUrl.pathname);
  const access = page ? PAGES[page] : "public";
  const prefix = cookiePrefix({ isSecure: web.isSecure, port });
  if (access === "public" || cookies.getAll().some(({ name }) => name.startsWith(prefix))) return undefined;
  const asked = askedPath(request);
  const path = asked === "/" ? "/sign-in" : `/sign-in?to=${encodeURIComponent(asked)}`;
  // Under the name that the browser used, which Next does not always know: a cookie for one name is none for another.
  const host = headers.get("host");
  const scheme = web.isSecure && !isLoopbackHost(host) ? "https" : "http";
  return NextResponse.redirect(new URL(path, `${scheme}://${host}`));
}

function askedPath({ nextUrl }: NextRequest): string {
  return `${nextUrl.pathname}${nextUrl.search}`;
}
