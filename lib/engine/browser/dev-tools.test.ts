import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { test as base, expect } from "@playwright/test";
import { type WebSocket, WebSocketServer } from "ws";
import { openAhead } from "./dev-tools";

const test = base.extend<{ server: { port: number; opened: WebSocket[]; server: WebSocketServer } }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern
  async server({}, use) {
    const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
    await once(server, "listening");
    const opened: WebSocket[] = [];
    server.on("connection", (socket) => opened.push(socket));
    await use({ port: (server.address() as AddressInfo).port, opened, server });
    for (const socket of opened) socket.terminate();
    server.close();
  },
});

test("who comes first gets what was opened ahead, and whoever comes later their own", async ({ server }) => {
  const devTools = openAhead({ port: server.port, path: "/" });
  await expect.poll(() => server.opened.length).toBe(1);
  const [first, second] = await Promise.all([devTools.open(), devTools.open()]);
  await expect.poll(() => server.opened.length).toBe(2);
  expect(first.socket).not.toBe(second.socket);
  for (const { socket } of [first, second]) socket.destroy();
});

test("what nobody has taken for a while is closed", async ({ server }) => {
  const devTools = openAhead({ port: server.port, path: "/" }, 1);
  await expect.poll(() => server.opened.map(({ readyState }) => readyState)).toEqual([3]);
  const { socket } = await devTools.open();
  expect(server.opened).toHaveLength(2);
  socket.destroy();
});

test("that nobody answers rejects, and disturbs nobody before", async () => {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  await expect(openAhead({ port, path: "/" }).open()).rejects.toThrow("ECONNREFUSED");
});
