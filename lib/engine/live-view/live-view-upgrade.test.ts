import { once } from "node:events";
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { PassThrough } from "node:stream";
import { expect, test } from "@playwright/test";
import { pino } from "pino";
import { Session } from "../session/session";
import { FakeBrowser } from "../testing/fake-browser";
import { FakeClock } from "../testing/fake-clock";
import { LiveViewKeys } from "./live-view-keys";
import { liveViewUpgrade } from "./live-view-upgrade";
import { LiveViews } from "./live-views";

class MuteBrowser extends FakeBrowser {
  override async send(): Promise<unknown> {
    throw new Error("Chromium has closed its control pipe");
  }
}

test("a viewer whose session's browser fails is told so, and the log why, without the viewer's key", async () => {
  const clock = new FakeClock();
  const logged: string[] = [];
  const log = pino({ level: "warn" }, { write: (line: string) => logged.push(line) });
  const browser = new MuteBrowser();
  const times = { createdAt: clock.now(), updatedAt: clock.now(), expiresAt: clock.now() + 3_600_000 };
  const session = new Session(
    { id: "s1", projectId: "p1", status: "PENDING", keepAlive: true, region: "us-west-2", ...times },
    true,
    { launch: () => browser, clock, log, connectWithinMs: 1_000, commandWithinMs: 1_000, onRecord: () => undefined },
  );
  browser.start();
  await session.start({
    windowSize: { width: 800, height: 600 },
    ignoreCertificateErrors: false,
    allowedDomains: [],
    proxies: [],
  });
  const liveKeys = new LiveViewKeys("secret");
  const grant = { sessionId: "s1", pageId: undefined, isReadOnly: false, expiresAt: times.expiresAt };
  const key = liveKeys.issue(grant);
  const open = liveViewUpgrade({
    sessions: { live: () => session },
    liveKeys,
    clock,
    liveViews: new LiveViews({ clock, log }),
    log,
  });
  const refused = async (path: string) => {
    const client = new PassThrough({ encoding: "utf8" });
    let answer = "";
    client.on("data", (text) => {
      answer += text;
    });
    const request = Object.assign(new IncomingMessage(new Socket()), { url: path });
    await Promise.all([once(client, "close"), open(request, client, Buffer.alloc(0))]);
    return answer;
  };

  expect(await refused("/debug/s1/socket?signingKey=wrong")).toMatch(/^HTTP\/1\.1 401 /);
  expect(logged).toEqual([]);
  expect(await refused(`/debug/s1/socket?signingKey=${key}`)).toMatch(/^HTTP\/1\.1 502 /);
  expect(logged.map((line) => JSON.parse(line))).toMatchObject([
    { sessionId: "s1", err: { message: "Chromium has closed its control pipe" } },
  ]);
  expect(logged.join()).not.toContain(key);
});
