import type { ServerResponse } from "node:http";
import { expect, test } from "@playwright/test";
import type { FeedEvent } from "@/lib/api/feed";
import { readFeed, type ToldEvent } from "./read-feed";
import { fakeSession, fakeSnapshot } from "./testing/fake-snapshot";
import { frame, openStream, startFeedServer } from "./testing/feed-server";

const snapshot: FeedEvent = { event: "snapshot", data: fakeSnapshot(1000, [fakeSession("ä")]) };
const heartbeat: FeedEvent = { event: "heartbeat", data: { now: 2000, asOf: 2000 } };

const PATIENT = { firstByteMs: 10_000, firstEventMs: 10_000, silenceMs: 10_000 };

/** What one answer told, and how it ended. */
async function read(answer: (res: ServerResponse) => void, change: Partial<Parameters<typeof readFeed>[0]> = {}) {
  const server = await startFeedServer(answer);
  const told: ToldEvent[] = [];
  const end = await readFeed({
    url: server.url,
    after: undefined,
    signal: new AbortController().signal,
    patience: PATIENT,
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
  ["what no server of ours writes", "<html>\n\n"],
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

const quiet: { name: string; answer: (res: ServerResponse) => void; patience: object; events: number }[] = [
  { name: "no answer at all", answer: () => undefined, patience: { firstByteMs: 300 }, events: 0 },
  {
    name: "a proxy that hoards what the server writes",
    answer: openStream,
    patience: { firstByteMs: 300 },
    events: 0,
  },
  {
    name: "a line that goes dead",
    answer: (res) => {
      openStream(res);
      res.write(frame("a.1", snapshot));
    },
    patience: { silenceMs: 300 },
    events: 1,
  },
  {
    name: "a stream of which nothing is ever an event",
    answer: (res) => {
      openStream(res);
      const timer = setInterval(() => res.write("\u001f\u0000"), 20);
      res.on("close", () => clearInterval(timer));
    },
    patience: { firstEventMs: 300, silenceMs: 100 },
    events: 0,
  },
];
for (const { name, answer, patience, events } of quiet) {
  test(`${name} is silence, and is cut`, async () => {
    const { told, end } = await read(answer, { patience: { ...PATIENT, ...patience } });
    expect(told).toHaveLength(events);
    expect(end.reason).toBe("silent");
  });
}

test("a first event may trickle in for longer than events may be apart", async () => {
  const { told, end } = await read(
    (res) => {
      openStream(res);
      const text = frame("a.1", snapshot);
      res.write(text.slice(0, 50));
      setTimeout(() => res.end(text.slice(50)), 600);
    },
    { patience: { ...PATIENT, silenceMs: 200 } },
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
