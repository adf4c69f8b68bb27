import { once } from "node:events";
import { expect, test } from "@playwright/test";
import { WebSocket, WebSocketServer } from "ws";
import { FakeClock } from "../testing/fake-clock";
import { Viewer } from "./viewer";

const HEARTBEAT_MS = 20_000;

async function openViewer(client: { autoPong: boolean }) {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await once(server, "listening");
  const address = server.address();
  const screen = new WebSocket(`ws://127.0.0.1:${typeof address === "object" && address?.port}`, client);
  const [[socket]] = await Promise.all([once(server, "connection"), once(screen, "open")]);
  const [clock, notes]: [FakeClock, string[]] = [new FakeClock(), []];
  const grant = { sessionId: "s1", pageId: undefined, isReadOnly: false, expiresAt: clock.now() + 3_600_000 };
  const viewer = new Viewer(socket, grant, { clock, note: (method) => notes.push(method) });
  const answers = () => notes.filter((method) => method === "Page.screencastFrameAck").length;
  return { viewer, screen, clock, answers, close: () => server.close() };
}

test("a viewer that went to sleep without a goodbye is let go after a heartbeat that it did not answer", async () => {
  const { viewer, screen, clock, close } = await openViewer({ autoPong: false });
  await once(screen, "ping");
  clock.advance(HEARTBEAT_MS - 1);
  expect(screen.readyState).toBe(screen.OPEN);
  clock.advance(1);
  await viewer.closed;
  close();
});

test("a viewer that answers stays, for as long as it does", async () => {
  const { screen, clock, answers, close } = await openViewer({ autoPong: true });
  for (let beat = 1; beat <= 3; beat++) {
    await expect.poll(answers).toBe(beat);
    clock.advance(HEARTBEAT_MS);
  }
  await expect.poll(answers).toBe(4);
  expect(screen.readyState).toBe(screen.OPEN);
  screen.terminate();
  close();
});
