import { expect } from "@playwright/test";
import { fastify } from "fastify";
import { test } from "../testing/engine-test";
import { FakeBrowser } from "../testing/fake-browser";
import { FakeClock } from "../testing/fake-clock";
import { SessionManager } from "./session-manager";
import { SessionStore } from "./session-store";

const { log } = fastify();
const MESSAGE = { timestamp: 0, from: "client", source: { pageIds: new Map() }, head: "{}", tail: "" } as const;
const WANTED = {
  projectId: "p1",
  keepAlive: true,
  region: "us-west-2",
  timeoutSeconds: 60,
  browser: {
    windowSize: { width: 800, height: 600 },
    ignoreCertificateErrors: false,
    allowedDomains: [],
    proxies: [],
  },
  logSession: true,
  recordSession: false,
} as const;

test("of a session that has ended its log is kept, unless it is empty, as long as its record", async ({ dataDir }) => {
  const store = new SessionStore(dataDir, { log });
  let lastId = 0;
  const sessions = new SessionManager({
    store,
    launch() {
      const browser = new FakeBrowser();
      browser.start();
      return browser;
    },
    newSessionId: () => `s${++lastId}`,
    clock: new FakeClock(),
    log,
    concurrency: 2,
    record: () => undefined,
    createsPerMinute: undefined,
    connectWithinMs: 300_000,
    commandWithinMs: 600_000,
  });
  const [used, unused] = [await sessions.create(WANTED), await sessions.create(WANTED)];
  sessions.traffic(used.id)?.record(MESSAGE);
  await sessions.stop();
  expect(sessions.traffic(unused.id)).toBeUndefined();
  expect(sessions.traffic(used.id)?.messages()).toEqual([MESSAGE]);
  sessions.forget(used.id);
  expect(sessions.traffic(used.id)).toBeUndefined();
  store.close();
});
