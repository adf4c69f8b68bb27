import { createServer, request as httpRequest } from "node:http";
import { buffer } from "node:stream/consumers";

/** An answer as it passed on the wire. */
export type Answer = { method: string; path: string; status: number; contentType: string; body: string };

export type NotingProxy = { url: string; answers: Answer[]; close(): void };

/** Stands between a client and a server, and notes every answer. */
export function startNotingProxy(serverUrl: string): Promise<NotingProxy> {
  const answers: Answer[] = [];
  const server = createServer((request, response) => {
    const { method = "GET", url = "/" } = request;
    const headers = { ...request.headers, host: new URL(serverUrl).host };
    const forwarded = httpRequest(serverUrl + url, { method, headers, agent: false }, async (answer) => {
      const { statusCode: status = 0 } = answer;
      const body = await buffer(answer);
      const [path = "/"] = url.split("?", 1);
      answers.push({ method, path, status, contentType: answer.headers["content-type"] ?? "", body: body.toString() });
      response.writeHead(status, answer.headers).end(body);
    });
    request.pipe(forwarded);
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      resolve({ url: `http://127.0.0.1:${port}`, answers, close: () => server.close() });
    });
  });
}
