import { expect, test } from "@playwright/test";
import { QueryClient } from "@tanstack/react-query";
import type { IntentResult, ReleaseDetails } from "@/lib/api/releases";
import type { ReleaseSummary } from "@/lib/domain/release";
import { followMs, releaseQuery } from "./release-results";

function release(total: number, open: number): ReleaseSummary {
  const by = { kind: "person", id: "u", name: "ada" } as const;
  return { id: "r", by, createdAt: 0, dueAt: 5_000, total, counts: { waiting: open, released: total - open } };
}

function intent(sessionId: string, state: IntentResult["state"]): IntentResult {
  return { sessionId, state, detail: null, settledAt: null, savedMinutes: null };
}

test("what became of sessions is asked for every second, or two when they are thousands, until all of it is known", () => {
  expect(followMs(release(3, 1))).toBe(1_000);
  expect(followMs(release(10_000, 9_000))).toBe(2_000);
  expect(followMs(release(10_000, 0))).toBe(false);
});

test("after the first time only what has changed is asked for, and the rest stays as it is", async () => {
  const waiting = ["a", "b", "c"].map((id) => intent(id, "waiting"));
  const answers: ReleaseDetails[] = [
    { release: release(3, 3), intents: waiting, cursor: 7 },
    { release: release(3, 2), intents: [intent("b", "released")], cursor: 8 },
    { release: release(3, 2), intents: [], cursor: 8 },
  ];
  const asked: string[] = [];
  const { fetch } = globalThis;
  globalThis.fetch = async (input) => {
    asked.push(String(input));
    return Response.json(answers.shift());
  };
  const queryClient = new QueryClient();
  const read = () => queryClient.fetchQuery({ ...releaseQuery("r"), staleTime: 0 });
  await read();
  await read();
  const { release: summary, intents } = await read();
  globalThis.fetch = fetch;
  expect(asked).toEqual(["/api/releases/r", "/api/releases/r?after=7", "/api/releases/r?after=8"]);
  expect(summary.counts).toEqual({ waiting: 2, released: 1 });
  expect(intents).toEqual([intent("a", "waiting"), intent("b", "released"), intent("c", "waiting")]);
  queryClient.clear();
});
