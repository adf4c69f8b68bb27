import { expect, test } from "@playwright/test";
import { describeOutcomes } from "./describe-progress";
import type { IntentCounts, SessionRelease } from "./release";
import { RELEASING } from "./testing/releasing";
import { session } from "./testing/session";

const told = (release: Partial<SessionRelease>) => session("a", { release: { ...RELEASING, ...release } });
const skipped = (detail: string) => told({ state: "skipped", detail });
const describe = (counts: IntentCounts, sessions: Parameters<typeof describeOutcomes>[1]) =>
  describeOutcomes({ id: "r", counts }, sessions);

test("a release tells how it ended, with the reasons that are still known", () => {
  const others = told({ id: "other", state: "failed", detail: "no answer" });
  expect(describe({ released: 9, skipped: 1, failed: 1, waiting: 0 }, [skipped("active 4 s ago."), others])).toBe(
    "9 released · 1 skipped: active 4 s ago · 1 failed",
  );
});

test("each reason has its number, the most frequent first, unless all have the same", () => {
  const kept = "Protected by anna: a demo.";
  expect(describe({ skipped: 3 }, [skipped("Active 4 s ago."), skipped(kept), skipped(kept)])).toBe(
    "3 skipped: 2 Protected by anna: a demo, 1 Active 4 s ago",
  );
  expect(describe({ skipped: 2 }, [skipped(kept), skipped(kept)])).toBe("2 skipped: Protected by anna: a demo");
  expect(describe({ skipped: 3 }, [skipped(kept)])).toBe("3 skipped: 1 Protected by anna: a demo");
});

test("those that were active some time ago each have one reason", () => {
  expect(describe({ skipped: 2 }, [skipped("Active 4 s ago."), skipped("Active 1 h 3 min ago.")])).toBe(
    "2 skipped: Active",
  );
});
