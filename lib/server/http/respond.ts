import type { Log } from "@/lib/server/log";
import { getRuntime, type Runtime } from "@/lib/server/runtime";
import { errorResponse } from "./error-response";

type Act = (runtime: Omit<Runtime, "log">, log: Log) => Promise<Response>;

/** What every answer under /api has in common: an id that is in the log too, no caching, and failures in one shape. */
export async function respond(act: Act): Promise<Response> {
  const requestId = crypto.randomUUID();
  const { log, ...runtime } = await getRuntime();
  const response = await act(runtime, log.child({ requestId })).catch((error: unknown) =>
    errorResponse(error, requestId, log),
  );
  response.headers.set("x-request-id", requestId);
  response.headers.set("cache-control", "no-store");
  return response;
}
