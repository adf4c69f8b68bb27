import { type IncomingMessage, request } from "node:http";

type Question = { method: string; path: string; body: Buffer | undefined };

/** One WebDriver command. However long it takes (a page load, a script) is for the client to say, by its own timeouts. */
export function askChromedriver(port: number, { method, path, body }: Question): Promise<IncomingMessage> {
  const headers = { "content-type": "application/json; charset=utf-8", "content-length": String(body?.length ?? 0) };
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, method, path, headers, agent: false }, resolve).once("error", reject).end(body);
  });
}
