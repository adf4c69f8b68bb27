import { getRuntime } from "@/lib/server/runtime";
import type { Backbone, RequestFacts } from "@/lib/server/services/service-context";
import { clientAddress } from "./client-address";
import { errorResponse } from "./error-response";
import { keepContentEncoding } from "./raw-response";

type Exchange = { backbone: Backbone; caller: RequestFacts; replyHeaders: Headers };

/** What every answer under /api has in common: an id that is in the log too, no caching, and failures in one shape. */
export async function respond(request: Request, act: (exchange: Exchange) => Promise<Response>): Promise<Response> {
  const requestId = crypto.randomUUID();
  const { log, ...runtime } = await getRuntime();
  const backbone = { ...runtime, log: log.child({ requestId }) };
  const caller = { requestId, address: clientAddress(request.headers) };
  const replyHeaders = new Headers({ "x-request-id": requestId, "cache-control": "no-store" });
  const response = await act({ backbone, caller, replyHeaders }).catch((error: unknown) =>
    errorResponse(error, requestId, log),
  );
  // Next passes HEAD to the handler of GET, sends no body, and would leave a stream open that nobody reads.
  if (request.method === "HEAD") await response.body?.cancel();
  keepContentEncoding(request.headers, response);
  for (const [name, value] of replyHeaders) response.headers.append(name, value);
  return response;
}
