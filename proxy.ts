import { type NextRequest, NextResponse } from "next/server";
import { readEnv } from "@/lib/server/env";
import { isAppError } from "@/lib/server/errors";
import { isMarked } from "@/lib/server/http/client-address";
import { guardHost } from "@/lib/server/http/guard-request";
import { isLoopbackHost } from "@/lib/server/http/is-loopback-host";
import { pagePolicy } from "@/lib/server/http/security-headers";

const { web, upstream } = readEnv();

/**
 * Every page gets a policy with a nonce of its own, which Next reads off the request and gives to its scripts. Nobody is
 * authorised here. The routes under /api check for themselves and answer in their own form, and files need no nonce.
 */
export function proxy(request: NextRequest): Response {
  const refusal = refusalOf(request);
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
