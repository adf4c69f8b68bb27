import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { test as base, expect } from "@playwright/test";
import { createApp } from "./create-app";

const PATIENCE = { headWithinMs: 200, requestWithinMs: 400, lookEveryMs: 50 };

/** What a server of little patience answers to the beginning of a request, until it ends the connection. */
const test = base.extend<{ answerTo(begun: string): Promise<string> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are used from this pattern.
  answerTo: async ({}, use) => {
    const app = createApp("silent", PATIENCE);
    app.post("/", async () => "came");
    app.get("/slow", async () => {
      await setTimeout(2 * PATIENCE.requestWithinMs);
      return "at last";
    });
    const url = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
    await use((begun) => {
      const socket = connect(Number(url.port), url.hostname);
      socket.write(begun.replaceAll("\n", "\r\n"));
      return text(socket);
    });
    await app.close();
  },
});

test("a request that never comes to its end, in its body or in its head, is given up on", async ({ answerTo }) => {
  const body = "POST / HTTP/1.1\nHost: 127.0.0.1\nContent-Type: application/json\nContent-Length: 10\n\n{";
  expect(await answerTo(body)).toMatch(/^HTTP\/1\.1 408 /);
  expect(await answerTo("POST / HTTP/1.1\nHost: 127.0")).toMatch(/^HTTP\/1\.1 408 /);
});

test("a request that came whole has all the time to be answered", async ({ answerTo }) => {
  const answer = await answerTo("GET /slow HTTP/1.1\nHost: 127.0.0.1\nConnection: close\n\n");
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer).toContain("at last");
});
