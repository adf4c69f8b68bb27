import { once } from "node:events";
import { WebSocket } from "ws";

/** One CDP connection, on which commands are sent one after the other. */
export type CdpLine = { call(method: string, params?: object, sessionId?: string): Promise<string>; close(): void };

export async function openCdpLine(url: string): Promise<CdpLine> {
  const client = new WebSocket(url, { perMessageDeflate: false, maxPayload: 0 });
  await once(client, "open");
  let lastId = 0;
  const waiting = new Map<number, (answer: string) => void>();
  client.on("message", (data) => {
    const text = String(data);
    const [, id] = /^\{"id":(\d+)/.exec(text) ?? [];
    waiting.get(Number(id))?.(text);
    waiting.delete(Number(id));
  });
  return {
    call(method, params, sessionId) {
      const id = ++lastId;
      client.send(JSON.stringify({ id, method, params, sessionId }));
      return new Promise((resolve) => waiting.set(id, resolve));
    },
    close: () => client.terminate(),
  };
}
