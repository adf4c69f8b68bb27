import { expect, test } from "@playwright/test";
import { describeLeftOut } from "./describe-left-out";

test("what is left out is counted by its reason, that upstream does not know it too", () => {
  const whys = ["ended", "unknown", "protected", "ended", "releasing", "not-kept"] as const;
  expect(describeLeftOut(whys.map((why) => ({ why })))).toBe(
    "2 ended, 1 not known to upstream, 1 protected, 1 being released already, 1 ending with the client",
  );
  expect(describeLeftOut([])).toBe("");
});
