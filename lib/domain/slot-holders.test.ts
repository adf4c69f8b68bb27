import { expect, test } from "@playwright/test";
import { slotHolders } from "./slot-holders";
import { RELEASING } from "./testing/releasing";
import { session } from "./testing/session";

const MINUTE = 60_000;
const now = 100 * MINUTE;
const kept = { keepAlive: true, expiresAt: 360 * MINUTE };
const silent = (minutes: number) => ({ checkedAt: now, lastAt: now - minutes * MINUTE });

test("the slots are held by the least valuable first, and what is leaving already is not among them", () => {
  const fleet = [
    session("ends-with-client"),
    session("protected", { ...kept, activity: silent(60), protection: { until: now + 1, reason: "KYC", by: "bo" } }),
    session("active", { ...kept, activity: silent(0) }),
    session("not-known", kept),
    session("likely", { ...kept, activity: silent(9) }),
    session("idle-11", { ...kept, activity: silent(11) }),
    session("idle-42", { ...kept, activity: silent(42) }),
    session("leaving", { ...kept, release: RELEASING }),
    session("ended", { status: "COMPLETED" }),
  ];
  expect(slotHolders(fleet, now).map(({ id }) => id)).toEqual([
    "idle-42",
    "idle-11",
    "likely",
    "not-known",
    "active",
    "protected",
    "ends-with-client",
  ]);
});
