import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import { type FastifyInstance, fastify, LogController } from "fastify";
import { answerError } from "./answer-error";
import { errorBody } from "./error-body";
import { findForeignRequest } from "./foreign-request";
import { HttpError } from "./http-error";

/** As long as Node itself waits for a request's head, and for all of it. */
const PATIENCE = { headWithinMs: 60_000, requestWithinMs: 300_000, lookEveryMs: 30_000 };
const BODY_LIMIT_BYTES = 256 * 1024;

/** A server without routes: what every request meets, whatever it asks for. */
export function createApp(logLevel: string, { headWithinMs, requestWithinMs, lookEveryMs } = PATIENCE) {
  const app = fastify({
    logger: { level: logLevel },
    // Requests are many and their URLs may carry signing keys; what sessions go through is logged instead.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    // Fastify switches it off, and a request that never comes to its end then holds a connection for ever.
    requestTimeout: requestWithinMs,
    http: { headersTimeout: headWithinMs, connectionsCheckingInterval: lookEveryMs },
    forceCloseConnections: true,
    // As on Browserbase: a timeout of "60" is an error and not 60.
    ajv: { customOptions: { coerceTypes: false } },
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.addHook("onRequest", async (request) => {
    const foreign = findForeignRequest(request.headers);
    if (foreign) throw new HttpError(403, foreign);
  });
  allowEmptyJson(app);
  app.setErrorHandler(answerError);
  app.setNotFoundHandler(async (request, reply) => {
    const [path] = request.url.split("?", 1);
    return reply.code(404).send(errorBody(404, `Route ${request.method}:${path} not found`));
  });
  return app;
}

/** The SDK announces JSON where it sends none (`contexts.update`); a route that needs a body misses it by its schema. */
function allowEmptyJson(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser("error", "error");
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    if (body === "") done(null, undefined);
    else parseJson(request, String(body), done);
  });
}
