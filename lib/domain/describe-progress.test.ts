import { expect, test } from "@playwright/test";
import { describeOutcomes } from "./describe-progress";
import type { IntentCounts, SessionRelease } from "./release";
import { RELEASING } from "./testing/releasing";
import { session } from "./testing/session";

const told = (release: Partial<SessionRelease>) => session("a", { release: { ...RELEASING, ...release } });
const skipped = (detail: string) => told({ state: "skipped", detail });
const now = 100_000;
const used = (agoMs: number) =>
  told({ state: "skipped", detail: "active 4 s before it was to end", usedAt: now - agoMs });
const describe = (counts: IntentCounts, sessions: Parameters<typeof describeOutcomes>[1], at?: number) =>
  describeOutcomes({ id: "r", counts }, sessions, at);

test("a release tells how it ended, with the reasons that are still known", () => {
  const others = told({ id: "other", state: "failed", detail: "no answer" });
  expect(describe({ released: 9, skipped: 1, failed: 1, waiting: 0 }, [skipped("its log says nothing."), others])).toBe(
    "9 released · 1 skipped: its log says nothing · 1 failed",
  );
});

test("each reason has its number, the most frequent first, unless all have the same", () => {
  const kept = "protected by anna: a demo";
  expect(describe({ skipped: 3 }, [used(6_000), skipped(kept), skipped(kept)], now)).toBe(
    "3 skipped: 2 protected by anna: a demo, 1 active 6 s ago",
  );
  expect(describe({ skipped: 2 }, [skipped(kept), skipped(kept)])).toBe("2 skipped: protected by anna: a demo");
  expect(describe({ skipped: 3 }, [skipped(kept)])).toBe("3 skipped: 1 protected by anna: a demo");
});

test("when one was active ages as it is read, and is left out where it could not", () => {
  expect(describe({ skipped: 1 }, [used(6_000)], now)).toBe("1 skipped: active 6 s ago");
  expect(describe({ skipped: 1 }, [used(6_000)], now + 60_000)).toBe("1 skipped: active 1 min ago");
  expect(describe({ skipped: 1 }, [used(6_000)])).toBe("1 skipped: in use");
});

test("all that were active are one reason, by the latest use", () => {
  expect(describe({ skipped: 2 }, [used(9_000), used(4_000)], now)).toBe("2 skipped: active 4 s ago");
  expect(describe({ skipped: 2 }, [used(9_001), used(4_000)], now)).toBe("2 skipped: active 4 s ago or earlier");
});
