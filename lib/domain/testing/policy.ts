import fc from "fast-check";
import type { PolicyRule } from "../policy";
import type { PolicySituation } from "../policy-verdict";
import { INTENT_STATES } from "../release";
import { SESSION_STATUSES, type Session } from "../session";

const MINUTE_MS = 60_000;

/** Idle for a quarter of an hour, five minutes' grace, and a breaker that nothing trips. */
export const RULE: PolicyRule = {
  idleSeconds: 900,
  maximumSeconds: null,
  minAgeSeconds: 600,
  metadata: [],
  owner: null,
  graceSeconds: 300,
  maxAtOnce: 1000,
  maxSharePercent: 100,
};

/** Of whole minutes, so that time can be replayed by the minute. */
export const rules: fc.Arbitrary<PolicyRule> = fc
  .record({
    idleSeconds: fc.option(fc.integer({ min: 1, max: 60 }).map((count) => count * 60)),
    maximumSeconds: fc.option(fc.integer({ min: 1, max: 120 }).map((count) => count * 60)),
    minAgeSeconds: fc.integer({ min: 0, max: 30 }).map((count) => count * 60),
    metadata: fc.subarray([{ key: "team", value: "growth" }]),
    owner: fc.option(fc.constantFrom("ada", "bert")),
    graceSeconds: fc.integer({ min: 1, max: 10 }).map((count) => count * 60),
  })
  .filter(({ idleSeconds, maximumSeconds }) => idleSeconds !== null || maximumSeconds !== null)
  .map((part) => ({ ...RULE, ...part }));

const NOW = 200 * MINUTE_MS;
const ago = (most: number) => fc.integer({ min: 0, max: most }).map((count) => NOW - count * MINUTE_MS);
/** `usual` nine times of ten, so that a verdict has a chance to be anything but keep. */
const mostly = <Value>(usual: Value, other: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, other);

const activities = fc.record({
  checkedAt: fc.option(ago(8), { freq: 9 }),
  lastAt: fc.option(ago(180), { freq: 9 }),
  watchedAt: mostly(undefined, ago(180)),
});

const release = fc.constantFrom(...INTENT_STATES).map((state) => ({
  id: "r",
  state,
  by: { kind: "person" as const, id: "ada", name: "ada" },
  dueAt: 0,
}));

/** Any session at all, with what may be known of it 200 minutes after the beginning of the clock. */
export const sessions: fc.Arbitrary<Session> = fc.record({
  id: fc.constant("a"),
  projectId: fc.constant("p"),
  region: fc.constant("us-west-2"),
  status: mostly("RUNNING", fc.constantFrom(...SESSION_STATUSES)),
  keepAlive: mostly(true, fc.constant(false)),
  startedAt: ago(190),
  expiresAt: fc.constant(360 * MINUTE_MS),
  userMetadata: fc.constantFrom({ team: "growth", owner: "ada" }, { team: "sales", owner: "bert" }, {}),
  activity: fc.option(activities, { nil: undefined, freq: 9 }),
  protection: mostly(
    undefined,
    fc.integer({ min: 190, max: 210 }).map((until) => ({ until: until * MINUTE_MS, reason: "a form", by: "ada" })),
  ),
  release: mostly(undefined, release),
});

/** Anything else that a verdict may be made on. */
export const situations: fc.Arbitrary<PolicySituation> = fc.record({
  now: fc.constant(NOW),
  asOf: fc.option(mostly(NOW, ago(2)), { freq: 9 }),
  isUpstreamFailing: mostly(false, fc.constant(true)),
  ownerKey: mostly<string | null>("owner", fc.constant(null)),
  warning: fc.option(
    fc
      .record({ warnedAt: ago(20), graceMs: fc.integer({ min: 1, max: 10 }).map((count) => count * MINUTE_MS) })
      .map(({ warnedAt, graceMs }) => ({ warnedAt, dueAt: warnedAt + graceMs })),
    { nil: undefined },
  ),
});
