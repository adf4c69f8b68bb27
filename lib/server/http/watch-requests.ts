import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage, ServerResponse } from "node:http";
import { compile } from "@fastify/proxy-addr";
import type { WebEnv } from "@/lib/server/env";
import { markRequest } from "./mark-request";
import { readablePath } from "./readable-path";
import { securityHeaders } from "./security-headers";

declare global {
  var keepwatchWatchesRequests: boolean | undefined;
}

/**
 * Sees every request of this process's HTTP server before Next does, by the channel that Node documents for it: puts
 * the client's address in, and on the answer the headers that each has, so that neither a file nor a failure that Next
 * answers by itself can go without.
 */
export function watchRequests({ trustedProxies, isSecure }: WebEnv): void {
  if (globalThis.keepwatchWatchesRequests) return;
  globalThis.keepwatchWatchesRequests = true;
  const isTrusted = compile(trustedProxies);
  const headers = new Map(Object.entries(securityHeaders({ isSecure })));
  subscribe("http.server.request.start", (message) => {
    const { request, response } = readMessage(message);
    request.url = readablePath(request.url ?? "/");
    markRequest(request, (address) => isTrusted(address, 0));
    response.setHeaders(headers);
  });
}

/** By Node's documentation the message holds these two. What throws here ends the process, as it must. */
function readMessage(message: unknown): { request: IncomingMessage; response: ServerResponse } {
  if (typeof message === "object" && message !== null && "request" in message && "response" in message) {
    const { request, response } = message;
    if (request instanceof IncomingMessage && response instanceof ServerResponse) return { request, response };
  }
  throw new Error("Node's http.server.request.start tells of a request in a form that is not known.");
}
