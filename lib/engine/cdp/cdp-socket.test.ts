import { once } from "node:events";
import { expect, test } from "@playwright/test";
import { WebSocketServer } from "ws";
import { CdpSocket } from "./cdp-socket";

test("a browser that sends garbled messages does not end the engine, and is still heard", async () => {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  server.on("connection", (browser) => {
    browser.on("message", (data) => {
      const { id } = JSON.parse(String(data));
      for (const message of ["no JSON", '{"id":', "null", `{"id":${id},"result":{"is":"heard"}}`])
        browser.send(message);
    });
  });
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const socket = new CdpSocket({ port, path: "/" }, { onEvent: () => undefined, onFailure: () => undefined });
  await socket.opened;
  expect(await socket.send("Browser.getVersion")).toEqual({ is: "heard" });
  socket.close();
  await socket.closed;
  await expect(socket.send("Browser.getVersion")).rejects.toThrow("closed");
  server.close();
});
