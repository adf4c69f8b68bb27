import { expect, test } from "@playwright/test";
import type { FeedEvent } from "@/lib/api/feed";
import { FeedLine } from "./feed-line";
import type { FeedEnd } from "./read-feed";
import { frame, openStream, startFeedServer } from "./testing/feed-server";

const heartbeat: FeedEvent = { event: "heartbeat", data: { now: 1000, asOf: 1000 } };

const PATIENT = { firstByteMs: 10_000, firstEventMs: 10_000, silenceMs: 10_000 };

async function setUp(answer: Parameters<typeof startFeedServer>[0], patience = PATIENT) {
  const server = await startFeedServer(answer);
  const told: string[] = [];
  const failures: FeedEnd[] = [];
  const line = new FeedLine({
    url: server.url,
    after: () => told.at(-1),
    now: () => performance.now(),
    random: () => 0,
    patience,
    onEvent: ({ id }) => told.push(id),
    onFailure: (end) => failures.push(end),
  });
  const stop = () => {
    line.stop();
    server.stop();
  };
  return { server, told, failures, line, stop };
}

test("resumes after the last event when the line is cut, also in the middle of one, and loses none", async () => {
  let next = 1;
  const { server, told, failures, line, stop } = await setUp((res) => {
    openStream(res);
    const [id, half] = [next, next + 1];
    next += 1;
    const text = `retry: 20\n\n${frame(`a.${id}`, heartbeat)}${frame(`a.${half}`, heartbeat).slice(0, -20)}`;
    res.write(text, () => res.destroy());
  });
  line.start();
  await expect.poll(() => told.length).toBeGreaterThan(4);
  stop();
  expect(told.slice(0, 5)).toEqual(["a.1", "a.2", "a.3", "a.4", "a.5"]);
  const asked = server.asked.map(({ lastEventId }) => lastEventId);
  expect(asked.slice(0, 4)).toEqual([undefined, "a.1", "a.2", "a.3"]);
  expect(failures).toEqual([]);
});

test("waits as long as the server asks for, and longer after each failure", async () => {
  const { server, failures, line, stop } = await setUp((res) => {
    res.writeHead(500).end();
  });
  server.answers.next = (res) => {
    openStream(res);
    res.end(`retry: 100\n\n${frame("a.1", heartbeat)}`);
    server.answers.next = (refused) => refused.writeHead(500).end();
  };
  line.start();
  await expect.poll(() => server.asked.length, { timeout: 10_000 }).toBeGreaterThan(4);
  stop();
  const waits = server.asked.slice(1).map(({ at }, index) => at - (server.asked[index]?.at ?? 0));
  for (const [index, leastMs] of [100, 100, 200, 400].entries()) {
    expect(waits[index]).toBeGreaterThanOrEqual(leastMs - 5);
  }
  expect(failures[0]).toMatchObject({ reason: "refused" });
});

test("a refusal with Retry-After is left alone for that long", async () => {
  const { server, failures, line, stop } = await setUp((res) => res.writeHead(429, { "retry-after": "2" }).end());
  line.start();
  await expect.poll(() => server.asked.length, { timeout: 10_000 }).toBe(2);
  stop();
  const [first, second] = server.asked;
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1990);
  expect(failures[0]).toEqual({ reason: "refused", retryAfterMs: 2000 });
});

test("a line that is reopened does not wait, whether it is open or waiting", async () => {
  const { server, told, line, stop } = await setUp((res) => res.writeHead(503, { "retry-after": "60" }).end());
  line.start();
  await expect.poll(() => server.asked.length).toBe(1);
  server.answers.next = (res) => {
    openStream(res);
    res.write(frame("a.1", heartbeat));
  };
  await expect
    .poll(() => {
      line.reopen();
      return told.length;
    })
    .toBeGreaterThan(0);
  const before = server.asked.length;
  line.reopen();
  await expect.poll(() => server.asked.length).toBeGreaterThan(before);
  expect(server.asked.at(-1)?.lastEventId).toBe("a.1");
  stop();
});

test("a proxy that hoards is told at once and asked again late", async () => {
  const { server, failures, line, stop } = await setUp(openStream, { ...PATIENT, firstByteMs: 300 });
  line.start();
  await expect.poll(() => failures).toEqual([{ reason: "silent" }]);
  expect(server.asked).toHaveLength(1);
  stop();
});

test("a line that came through before is not taken for a proxy that hoards when the network is gone", async () => {
  const { server, told, failures, line, stop } = await setUp(() => undefined, { ...PATIENT, firstByteMs: 300 });
  server.answers.next = (res) => {
    openStream(res);
    res.end(`retry: 20\n\n${frame("a.1", heartbeat)}`);
    server.answers.next = () => undefined;
  };
  line.start();
  await expect.poll(() => failures.length).toBeGreaterThan(2);
  server.answers.next = (res) => {
    openStream(res);
    res.write(frame("a.2", heartbeat));
  };
  await expect.poll(() => told.at(-1)).toBe("a.2");
  stop();
});

test("a line that is stopped stays closed", async () => {
  const { server, told, line, stop } = await setUp((res) => {
    openStream(res);
    res.write(`retry: 1\n\n${frame("a.1", heartbeat)}`);
  });
  line.start();
  await expect.poll(() => told.length).toBe(1);
  line.stop();
  line.reopen();
  const asked = server.asked.length;
  line.start();
  await expect.poll(() => server.asked.length).toBe(asked + 1);
  stop();
});
