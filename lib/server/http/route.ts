import type * as z from "zod/mini";
import { getRuntime } from "@/lib/server/runtime";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { errorResponse } from "./error-response";
import { guardRequest } from "./guard-request";
import { readInput } from "./read-input";

type Handler<Schema extends z.core.$ZodType, Answer> = (
  ctx: ServiceContext,
  input: z.core.output<Schema>,
) => Promise<Answer>;
type Options<Answer> = { status?: number | ((answer: Answer) => number) };
/** Next resolves this to `undefined` for a path without parameters, whatever its types say. */
type PathContext = { params: Promise<Record<string, string> | undefined> };

/**
 * Makes a route of a service. The schema comes first, since nothing reaches the service that did not pass it:
 * guard the request → parse its input → act → answer.
 */
export function route<Schema extends z.core.$ZodType, Answer>(
  schema: Schema,
  handler: Handler<Schema, Answer>,
  { status = 200 }: Options<Answer> = {},
) {
  return async (request: Request, { params }: PathContext): Promise<Response> => {
    const requestId = crypto.randomUUID();
    const { log, ...runtime } = await getRuntime();
    const response = await answer().catch((error: unknown) => errorResponse(error, requestId, log));
    response.headers.set("x-request-id", requestId);
    response.headers.set("cache-control", "no-store");
    return response;

    async function answer(): Promise<Response> {
      guardRequest(request);
      const input = await readInput(schema, request, (await params) ?? {});
      const body = await handler({ ...runtime, log: log.child({ requestId }) }, input);
      return Response.json(body, { status: typeof status === "function" ? status(body) : status });
    }
  };
}
