import type * as z from "zod/mini";
import type { ServiceContext } from "@/lib/server/services/service-context";
import { guardRequest } from "./guard-request";
import { readInput } from "./read-input";
import { respond } from "./respond";

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
  return (request: Request, { params }: PathContext): Promise<Response> =>
    respond(async (runtime, log) => {
      guardRequest(request);
      const input = await readInput(schema, request, (await params) ?? {});
      const body = await handler({ ...runtime, log }, input);
      return Response.json(body, { status: typeof status === "function" ? status(body) : status });
    });
}
