import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { test as base, expect } from "@playwright/test";
import { splice } from "../connect/splice";
import { FakeClock } from "../testing/fake-clock";
import { TrafficLog } from "./traffic-log";
import { TrafficTap } from "./traffic-tap";

const MAX_MESSAGE_BYTES = 1_000;

type Wire = { near: Socket; far: Socket };

const test = base.extend<{ newWire: () => Promise<Wire> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are used from this pattern.
  newWire: async ({}, use) => {
    const server = createServer({ pauseOnConnect: true }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const sockets: Socket[] = [];
    await use(async () => {
      const address = server.address();
      const far = connect(typeof address === "object" && address ? address.port : 0, "127.0.0.1");
      const [near]: Socket[] = await once(server, "connection");
      if (!near) throw new Error("The server has no socket");
      sockets.push(near, far);
      return { near, far };
    });
    for (const socket of sockets) socket.destroy();
    server.close();
  },
});

/** The head of a frame of a browser's: final or not, text or continuation. */
function frameHead(payloadBytes: number, { isFinal = true, isFirst = true } = {}): Buffer {
  const head = Buffer.alloc(10);
  head[0] = (isFinal ? 0x80 : 0) | (isFirst ? 0x01 : 0);
  head[1] = 127;
  head.writeBigUInt64BE(BigInt(payloadBytes), 2);
  return head;
}

const message = (text: string) => Buffer.concat([frameHead(text.length), Buffer.from(text)]);

const TOO_LONG = [
  ["one frame", [frameHead(MAX_MESSAGE_BYTES + 1), Buffer.alloc(MAX_MESSAGE_BYTES + 1)]],
  [
    "many",
    Array.from({ length: 20 }, (_, index) =>
      Buffer.concat([frameHead(100, { isFinal: index === 19, isFirst: index === 0 }), Buffer.alloc(100)]),
    ),
  ],
] as const;

for (const [inWhat, chunks] of TOO_LONG) {
  test(`a message too long for the log, in ${inWhat}, still passes the pipe, and the log stops`, async ({
    newWire,
  }) => {
    const log = new TrafficLog();
    const [client, browser] = [await newWire(), await newWire()];
    const arrived: Buffer[] = [];
    client.far.on("data", (chunk) => arrived.push(chunk));
    const tap = new TrafficTap(log, new FakeClock(), MAX_MESSAGE_BYTES);
    void splice({ socket: client.near, head: Buffer.alloc(0) }, { socket: browser.near, head: Buffer.alloc(0) }, tap);

    const sent = Buffer.concat([message("before"), ...chunks, message("after")]);
    browser.far.write(sent);
    await expect.poll(() => Buffer.concat(arrived).equals(sent)).toBe(true);
    expect(log.messages().map(({ head }) => head)).toEqual(["before"]);
  });
}
