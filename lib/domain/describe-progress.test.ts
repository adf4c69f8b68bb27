import { expect, test } from "@playwright/test";
import { describeOutcomes } from "./describe-progress";
import { RELEASING } from "./testing/releasing";
import { session } from "./testing/session";

test("a release tells how it ended, with the reasons that are still known", () => {
  const skipped = session("a", { release: { ...RELEASING, state: "skipped", detail: "active 4 s ago." } });
  const others = session("b", { release: { ...RELEASING, id: "other", state: "failed", detail: "no answer" } });
  const counts = { released: 9, skipped: 2, failed: 1, waiting: 0 };
  expect(describeOutcomes({ id: "r", counts }, [skipped, others])).toBe(
    "9 released · 2 skipped: active 4 s ago · 1 failed",
  );
});
