import type { ServerResponse } from "node:http";
import { expect, test } from "@playwright/test";
import type { FeedEvent } from "@/lib/api/feed";
import { readFeed, type ToldEvent } from "./read-feed";
import { fakeSession, fakeSnapshot } from "./testing/fake-snapshot";
import { frame, openStream, startFeedServer } from "./testing/feed-server";

const snapshot: FeedEvent = { event: "snapshot", data: fakeSnapshot(1000, [fakeSession("ä")]) };
const heartbeat: FeedEvent = { event: "heartbeat", data: { now: 2000, asOf: 2000 } };

/** What one answer told, and how it ended. */
async function read(answer: (res: ServerResponse) => void, change: Partial<Parameters<typeof readFeed>[0]> = {}) {
  const server = await startFeedServer(answer);
  const told: ToldEvent[] = [];
  const end = await readFeed({
    url: server.url,
    after: undefined,
    signal: new AbortController().signal,
    patience: { firstMs: 5000, silenceMs: 5000 },
    now: () => performance.now(),
    onEvent: (event) => told.push(event),
    ...change,
  });
  server.stop();
  return { told, end, asked: server.asked };
}

test("tells every event with its id, and that the server ended the answer", async () => {
  const { told, end, asked } = await read((res) => {
    openStream(res);
    res.end(`retry: 700\n\n${frame("a.1", snapshot)}: a comment\n\n${frame("a.1", heartbeat)}`);
  });
  expect(told).toMatchObject([
    { id: "a.1", event: snapshot },
    { id: "a.1", event: heartbeat },
  ]);
  expect(end).toEqual({ reason: "ended", retryMs: 700 });
  expect(asked).toMatchObject([{ lastEventId: undefined }]);
});

test("an event that comes in pieces, in the middle of a letter too, is one", async () => {
  const bytes = Buffer.from(frame("a.1", snapshot));
  const { told } = await read((res) => {
    openStream(res);
    let at = 0;
    const timer = setInterval(() => {
      res.write(bytes.subarray(at, at + 1));
      at += 1;
      if (at < bytes.length) return;
      clearInterval(timer);
      res.end();
    }, 1);
  });
  expect(told).toMatchObject([{ event: snapshot }]);
});

test("an event that is cut in its middle is not told", async () => {
  const { told, end } = await read((res) => {
    openStream(res);
    res.write(frame("a.1", snapshot) + frame("a.2", snapshot).slice(0, -40), () => res.destroy());
  });
  expect(told.map(({ id }) => id)).toEqual(["a.1"]);
  expect(end.reason).toBe("cut");
});

test("a last event without its end is not told either, when the server ends there", async () => {
  const { told, end } = await read((res) => {
    openStream(res);
    res.end(frame("a.1", snapshot) + frame("a.2", snapshot).trimEnd());
  });
  expect(told.map(({ id }) => id)).toEqual(["a.1"]);
  expect(end.reason).toBe("ended");
});

for (const [name, garbage] of [
  ["what is no JSON", "id: a.2\nevent: delta\ndata: {oops\n\n"],
  ["an event of no known name", 'id: a.2\nevent: gossip\ndata: {"now":1}\n\n'],
  ["an event of the wrong shape", 'id: a.2\nevent: delta\ndata: {"now":"soon"}\n\n'],
  ["an event without an id", 'event: heartbeat\ndata: {"now":1,"asOf":1}\n\n'],
] as const) {
  test(`${name} ends the answer, and nothing after it is told`, async () => {
    const { told, end } = await read((res) => {
      openStream(res);
      res.write(frame("a.1", snapshot) + garbage + frame("a.3", heartbeat));
    });
    expect(told.map(({ id }) => id)).toEqual(["a.1"]);
    expect(end.reason).toBe("garbled");
  });
}

test("a web page in place of the feed is no feed", async () => {
  const { told, end } = await read((res) => {
    res.writeHead(200, { "content-type": "text/html" }).end("<html>maintenance</html>");
  });
  expect(told).toEqual([]);
  expect(end.reason).toBe("garbled");
});

for (const status of [401, 403, 429, 500, 503]) {
  test(`an answer of ${status} is a refusal, with the patience that it asks for`, async () => {
    const refused = await read((res) => res.writeHead(status, { "retry-after": "7" }).end("{}"));
    expect(refused).toMatchObject({ told: [], end: { reason: "refused", retryAfterMs: 7000 } });
    const plain = await read((res) => res.writeHead(status, { "retry-after": "soon" }).end("{}"));
    expect(plain.end).toEqual({ reason: "refused", retryAfterMs: undefined });
  });
}

test("a server that nobody reaches is a cut", async () => {
  const { end } = await read(() => undefined, { url: "http://127.0.0.1:1/api/feed" });
  expect(end.reason).toBe("cut");
});

const quiet: { name: string; answer: (res: ServerResponse) => void; events: number }[] = [
  { name: "no answer at all", answer: () => undefined, events: 0 },
  { name: "a proxy that hoards what the server writes", answer: openStream, events: 0 },
  {
    name: "a line that goes dead",
    answer: (res) => {
      openStream(res);
      res.write(frame("a.1", snapshot));
    },
    events: 1,
  },
];
for (const { name, answer, events } of quiet) {
  test(`${name} is silence, and is cut`, async () => {
    const patience = { firstMs: 300, silenceMs: 300 };
    const { told, end } = await read(answer, { patience });
    expect(told).toHaveLength(events);
    expect(end.reason).toBe("silent");
  });
}

test("whatever comes counts as a sign of life", async () => {
  const { told, end } = await read(
    (res) => {
      openStream(res);
      let comments = 0;
      const timer = setInterval(() => {
        comments += 1;
        if (comments < 12) return res.write(":\n\n");
        clearInterval(timer);
        res.end(frame("a.1", snapshot));
      }, 50);
    },
    { patience: { firstMs: 2000, silenceMs: 400 } },
  );
  expect(told).toHaveLength(1);
  expect(end.reason).toBe("ended");
});

test("names the last event, and ends when it is told to", async () => {
  const stop = new AbortController();
  const { told, end, asked } = await read(
    (res) => {
      openStream(res);
      res.write(frame("a.8", heartbeat) + frame("a.8", heartbeat));
    },
    { after: "a.7", signal: stop.signal, onEvent: () => stop.abort() },
  );
  expect(asked).toMatchObject([{ lastEventId: "a.7" }]);
  expect(told).toEqual([]);
  expect(end.reason).toBe("cut");
});

test("behind a line of two seconds, the first event is known to have left between asking and its coming", async () => {
  const { told } = await read((res) => {
    setTimeout(() => {
      openStream(res);
      res.end(frame("a.1", snapshot) + frame("a.1", heartbeat));
    }, 2000);
  });
  const [first, second] = told;
  const roundTripMs = (first?.receivedAt ?? 0) - (first?.sentAt ?? 0);
  expect(roundTripMs).toBeGreaterThanOrEqual(1990);
  // Of what follows only the end of its way is known.
  expect(second?.sentAt).toBe(Number.NEGATIVE_INFINITY);
});
