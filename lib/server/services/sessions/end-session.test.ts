import { expect, test } from "@playwright/test";
import { pino } from "pino";
import type { Session } from "@/lib/domain/session";
import { AppError } from "@/lib/server/errors";
import { FakeUpstream } from "@/lib/server/feed/testing/fake-upstream";
import { session } from "@/lib/server/feed/testing/session";
import { testFeed } from "@/lib/server/feed/testing/test-feed";
import type { LiveStatus } from "@/lib/server/upstream/upstream";
import { endSession } from "./end-session";

const NOW = 1_000_000;
const ended = (endedAt: number) => session({ status: "COMPLETED", endedAt });
const lost = new AppError("upstream_unavailable", "The engine did not answer within 10 seconds.");
const unknown = new AppError("not_found", "Session a not found.");

/** Runs a release that upstream answers as told, of a session that the page shows as running. */
async function release(answer: Session | AppError, sessionAfterwards: Session) {
  const upstream = new FakeUpstream();
  upstream.sessions = [session()];
  const feed = testFeed({ upstream, now: () => NOW });
  await feed.read();
  upstream.sessions = [sessionAfterwards];
  const ctx = {
    feed,
    log: pino({ level: "silent" }),
    upstream: {
      listLive: (statuses: readonly LiveStatus[]) => upstream.listLive(statuses),
      retrieveSession: (id: string) => upstream.retrieveSession(id),
      retrieveProject: () => upstream.retrieveProject(),
      createSession: () => Promise.reject(unknown),
      connectUrl: () => Promise.reject(unknown),
      lastActivity: () => Promise.reject(unknown),
      readPage: () => Promise.reject(unknown),
      liveViewUrl: () => Promise.reject(unknown),
      releaseSession: () =>
        answer instanceof AppError ? Promise.reject(answer) : Promise.resolve({ value: answer, clockSamples: [] }),
    },
  };
  const result = await endSession(ctx, "a").catch((error: unknown) => error);
  return { result, row: (await feed.read()).sessions[0] };
}

test("upstream accepts, and the row says that it is releasing", async () => {
  const { result, row } = await release(session(), session());
  expect(result).toMatchObject({ outcome: "requested", session: { release: { state: "verifying" } } });
  expect(row).toMatchObject({ status: "RUNNING", release: { state: "verifying" } });
});

test("upstream ends the session at once", async () => {
  const { result, row } = await release(ended(NOW + 20), ended(NOW + 20));
  expect(result).toMatchObject({ outcome: "requested", session: { status: "COMPLETED" } });
  expect(row).toMatchObject({ status: "COMPLETED" });
});

test("upstream answers with a session that ended before", async () => {
  const { result } = await release(ended(NOW - 5000), ended(NOW - 5000));
  expect(result).toMatchObject({ outcome: "already-ended" });
});

test("upstream refuses, since the session had ended", async () => {
  const { result, row } = await release(unknown, ended(NOW - 5000));
  expect(result).toMatchObject({ outcome: "already-ended", session: { status: "COMPLETED" } });
  expect(row).toMatchObject({ status: "COMPLETED" });
});

test("only the answer is lost, and the session has ended", async () => {
  const { result } = await release(lost, ended(NOW + 20));
  expect(result).toMatchObject({ outcome: "already-ended" });
});

test("upstream fails, the session lives, and the person can try again", async () => {
  const { result, row } = await release(lost, session());
  expect(result).toBe(lost);
  expect(row).toMatchObject({ status: "RUNNING" });
});
