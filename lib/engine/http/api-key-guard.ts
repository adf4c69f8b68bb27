import { createHash, timingSafeEqual } from "node:crypto";
import type { onRequestAsyncHookHandler } from "fastify";
import { HttpError } from "./http-error";

/** Lets a request pass that carries the engine's key in `X-BB-API-Key`. */
export function apiKeyGuard(apiKey: string): onRequestAsyncHookHandler {
  const expected = digest(apiKey);
  return async (request) => {
    const given = request.headers["x-bb-api-key"];
    // Equal lengths and constant time, so that the answer's timing says nothing about the key.
    if (typeof given === "string" && timingSafeEqual(digest(given), expected)) return;
    throw new HttpError(401, "Unauthorized: send the engine's API key in the header X-BB-API-Key.");
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
