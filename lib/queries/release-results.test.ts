import { expect, test } from "@playwright/test";
import type { ReleaseSummary } from "@/lib/domain/release";
import { followMs } from "./release-results";

function release(total: number, open: number): ReleaseSummary {
  const by = { kind: "person", id: "u", name: "ada" } as const;
  return { id: "r", by, createdAt: 0, dueAt: 5_000, total, counts: { waiting: open, released: total - open } };
}

test("what became of a few sessions is read each second, of thousands seldom, and of none once all is known", () => {
  expect(followMs(release(3, 1))).toBe(1_000);
  expect(followMs(release(500, 1))).toBe(1_000);
  expect(followMs(release(10_000, 9_000))).toBe(20_000);
  expect(followMs(release(10_000, 0))).toBe(false);
});
