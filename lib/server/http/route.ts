import type * as z from "zod/mini";
import { type RouteKey, ruleOf } from "@/lib/api/routes";
import type { RequestContext } from "@/lib/server/services/service-context";
import { admit } from "./admit";
import { guardRequest } from "./guard-request";
import { hangUp } from "./raw-response";
import { readInput } from "./read-input";
import { respond } from "./respond";

type Handler<Schema extends z.core.$ZodType, Answer> = (
  ctx: RequestContext,
  input: z.core.output<Schema>,
) => Promise<Answer>;
type Options<Answer> = { status?: number | ((answer: Answer) => number) };
/** Next resolves this to `undefined` for a path without parameters, whatever its types say. */
type PathContext = { params: Promise<Record<string, string> | undefined> };

/**
 * Makes a route of a service: guard the request → find out who asks and whether they may → parse the input → act →
 * answer. What anybody may do is looked up by the route's name. A service that answers with a Response of its own, such
 * as a stream, is passed on.
 */
export function route<Schema extends z.core.$ZodType, Answer>(
  key: RouteKey,
  schema: Schema,
  handler: Handler<Schema, Answer>,
  { status = 200 }: Options<Answer> = {},
) {
  return (request: Request, context: PathContext): Promise<Response> =>
    respond(request, async ({ backbone, caller, replyHeaders }) => {
      guardRequest(request, { ...backbone.web, fromElsewhere: ruleOf(key).fromElsewhere });
      const params = (await context.params) ?? {};
      const { headers } = request;
      const kind = request.method === "GET" ? "read" : "change";
      const actor = await admit(key, { backbone, caller, headers, params, kind });
      const input = await readInput(schema, request, params, ruleOf(key));
      const connection = { signal: request.signal, hangUp: () => hangUp(headers) };
      const ctx = { ...backbone, ...caller, ...connection, actor, requestHeaders: headers, replyHeaders };
      const answer = await handler(ctx, input);
      if (answer instanceof Response) return answer;
      return Response.json(answer, { status: typeof status === "function" ? status(answer) : status });
    });
}
