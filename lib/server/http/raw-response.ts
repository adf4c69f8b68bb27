import type { IncomingMessage, ServerResponse } from "node:http";

declare global {
  /** Next loads a module once per bundle it is part of, so a module's own variable would not be one per process. */
  var keepwatchResponses: { header: string; open: Map<string, ServerResponse> } | undefined;
}

/** Leads from a handler's request, which knows no socket, to the answer that Node is going to send. */
export function rememberResponse(request: IncomingMessage, response: ServerResponse): void {
  const { header, open } = responses();
  const id = crypto.randomUUID();
  request.headers[header] = id;
  open.set(id, response);
  response.once("close", () => open.delete(id));
}

/** Next takes `content-encoding` off what a handler answers, as if the body had been decoded. Ours is what it says. */
export function keepContentEncoding(requestHeaders: Headers, answer: Response): void {
  const encoding = answer.headers.get("content-encoding");
  if (encoding) responseTo(requestHeaders)?.setHeader("content-encoding", encoding);
}

/** Breaks the connection at once. Next would wait for a client that reads nothing to take what it was sent before. */
export function hangUp(requestHeaders: Headers): void {
  responseTo(requestHeaders)?.destroy();
}

function responseTo(requestHeaders: Headers): ServerResponse | undefined {
  const { header, open } = responses();
  return open.get(requestHeaders.get(header) ?? "");
}

/** The header's name is drawn once per process, so that nobody outside can send it. */
function responses() {
  globalThis.keepwatchResponses ??= { header: `x-keepwatch-response-${crypto.randomUUID()}`, open: new Map() };
  return globalThis.keepwatchResponses;
}
