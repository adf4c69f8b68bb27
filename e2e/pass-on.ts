import { request as forward, type IncomingMessage, type ServerResponse } from "node:http";

/** Hands a request on to another server, and its answer back. */
export function passOn(target: string, req: IncomingMessage, res: ServerResponse): void {
  const upstream = forward(new URL(req.url ?? "/", target), { method: req.method, headers: req.headers }, (answer) => {
    res.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(res);
  });
  upstream.on("error", () => res.destroy());
  req.pipe(upstream);
}
