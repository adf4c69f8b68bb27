import { type NextRequest, NextResponse } from "next/server";
import { isLoopbackHost } from "@/lib/server/http/is-loopback-host";

/** Pages answer on this machine only. The routes under /api check for themselves, and answer in their own form. */
export function proxy(request: NextRequest): Response {
  if (isLoopbackHost(request.headers.get("host"))) return NextResponse.next();
  return new Response("Keepwatch answers on this machine only: open it as localhost or 127.0.0.1.", { status: 403 });
}

export const config = { matcher: "/((?!api/).*)" };
