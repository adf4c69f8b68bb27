import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { expect } from "@playwright/test";
import { applyFeedEvent } from "@/lib/api/apply-feed-event";
import type { Snapshot } from "@/lib/api/snapshot";
import { readEvents } from "@/lib/api/testing/read-events";
import { openDatabase } from "./db/connect";
import { migrateDatabase } from "./db/migrate";
import { postgresTest as test } from "./db/testing/database-tests";
import { sendJson, startScriptedServer } from "./upstream/testing/scripted-server";

const project = { id: "p1", name: "Project", concurrency: 10, defaultTimeout: 900 };

function wireSession(id: string) {
  const startedAt = new Date().toISOString();
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  return { id, projectId: "p1", status: "RUNNING", keepAlive: true, region: "us-west-2", startedAt, expiresAt };
}

/** An upstream with these sessions; what has left them is over. */
async function startUpstream() {
  const sessions = new Map(["a", "b"].map((id) => [id, wireSession(id)]));
  const gone = new Map<string, object>();
  const server = await startScriptedServer(({ path = "" }, response) => {
    const [, , noun, id = "", part] = path.split("?")[0]?.split("/") ?? [];
    if (noun === "projects") return sendJson(response, 200, id ? project : [project]);
    if (part === "logs") return sendJson(response, 200, []);
    if (part === "debug") return sendJson(response, 200, { pages: [] });
    if (!id) return sendJson(response, 200, path.endsWith("RUNNING") ? [...sessions.values()] : []);
    sendJson(response, gone.has(id) ? 200 : 404, gone.get(id) ?? { message: "unknown" });
  });
  return {
    ...server,
    start: (id: string) => sessions.set(id, wireSession(id)),
    end(id: string) {
      gone.set(id, { ...sessions.get(id), status: "COMPLETED", endedAt: new Date().toISOString() });
      sessions.delete(id);
    },
    /** Who asked since the last time that this was called. */
    askers: () => new Set(server.requests.splice(0).map(({ apiKey }) => String(apiKey))),
  };
}

type Follower = { name: string; child: ChildProcess; ids: () => string[]; failures: string[] };

/** A process with a feed, and the picture that its viewer has. */
function startFollower(databaseUrl: string, upstreamUrl: string, name: string): Follower {
  const child = fork("lib/server/testing/follow-feed.ts", [databaseUrl, upstreamUrl, name], {
    execArgv: ["--import", "tsx"],
  });
  const failures: string[] = [];
  let text = "";
  let picture: Snapshot | undefined;
  child.on("message", (message) => {
    if (String(message).startsWith("failure")) return failures.push(String(message));
    const { events, rest } = readEvents(text + String(message));
    text = rest;
    for (const event of events) picture = applyFeedEvent(picture, event);
  });
  const describe = ({ id, status }: Snapshot["sessions"][number]) => `${id} ${status}`;
  return { name, child, failures, ids: () => picture?.sessions.map(describe).sort() ?? [] };
}

async function kill({ child }: Follower): Promise<void> {
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}

test("of two servers on one database one asks, both show the same, and when it is killed the other goes on", async ({
  postgres,
}) => {
  test.setTimeout(90_000);
  const url = await postgres.createDatabase();
  const database = await openDatabase({ kind: "postgres", url });
  await migrateDatabase(database);
  await database.close();
  const upstream = await startUpstream();
  const followers = ["one", "two"].map((name) => startFollower(url, upstream.url, name));
  const pictures = () => followers.map(({ ids }) => ids());
  const all = (...rows: string[]) => followers.map(() => rows);

  await expect.poll(pictures, { timeout: 20_000 }).toEqual(all("a RUNNING", "b RUNNING"));
  upstream.askers();
  upstream.start("c");
  upstream.end("a");
  await expect.poll(pictures, { timeout: 10_000 }).toEqual(all("a COMPLETED", "b RUNNING", "c RUNNING"));
  const [asker, ...others] = [...upstream.askers()];
  expect(others).toEqual([]);

  const [killed, survivor] = [...followers].sort((a) => (a.name === asker ? -1 : 1));
  if (!killed || !survivor) throw new Error("there are two");
  await kill(killed);
  const killedAt = Date.now();
  upstream.askers();
  upstream.start("d");
  upstream.end("b");
  await expect
    .poll(survivor.ids, { timeout: 15_000, intervals: [100] })
    .toEqual(["a COMPLETED", "b COMPLETED", "c RUNNING", "d RUNNING"]);
  expect(Date.now() - killedAt).toBeLessThan(10_000);
  expect([...upstream.askers()]).toEqual([survivor.name]);
  expect(survivor.failures).toEqual([]);
  await kill(survivor);
  await upstream.stop();
});
