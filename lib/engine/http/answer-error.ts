import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { errorBody } from "./error-body";
import { HttpError } from "./http-error";
import { isDiskFull } from "./is-disk-full";

/** Answers in Browserbase's error shape; what failed inside the engine goes to the log and not to the caller. */
export function answerError(error: FastifyError | HttpError, request: FastifyRequest, reply: FastifyReply) {
  const statusCode = error.statusCode ?? 500;
  // What is left of a body that is refused midway would be taken for the connection's next request.
  if (!request.raw.complete) request.raw.unpipe().resume();
  if (isDiskFull(error)) {
    request.log.error(error, "disk full");
    return reply.code(507).send(errorBody(507, "The engine's disk is full. Nothing was kept of what was sent."));
  }
  if (statusCode >= 500 && !(error instanceof HttpError)) {
    request.log.error(error, "request failed");
    return reply.code(500).send(errorBody(500, `The engine failed. Its log says why, at request ${request.id}.`));
  }
  if (error instanceof HttpError) reply.headers(error.headers);
  const body = errorBody(statusCode, error.message);
  return reply.code(statusCode).send(error.code ? { ...body, code: error.code } : body);
}
