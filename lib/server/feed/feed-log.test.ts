import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { applyFeedEvent } from "@/lib/api/apply-feed-event";
import { EMPTY_SNAPSHOT, type Snapshot } from "@/lib/api/snapshot";
import { RELEASING } from "@/lib/domain/testing/releasing";
import { FeedLog } from "./feed-log";
import { session } from "./testing/session";

const MINUTE = 60_000;

function picture(changes: Partial<Snapshot> = {}): Snapshot {
  return { ...EMPTY_SNAPSHOT, now: 1, asOf: 1, ...changes };
}

function setUp() {
  const clock = { now: 0 };
  return { clock, log: new FeedLog({ epoch: "e", now: () => clock.now }) };
}

test("what changed is a delta with the next number, and nothing new is a heartbeat with the same", () => {
  const { log } = setUp();
  const a = session();
  expect(log.record(picture({ sessions: [a] }))).toMatchObject({ id: "e.1", event: "delta", data: { changed: [a] } });
  expect(log.record(picture({ now: 2, sessions: [{ ...a }] }))).toEqual({
    id: "e.1",
    event: "heartbeat",
    data: { now: 2, asOf: 1 },
  });
  const failure = { since: 1, code: "upstream_unavailable", message: "down" } as const;
  expect(log.record(picture({ failure }))).toMatchObject({ id: "e.2", data: { changed: [], removed: ["a"], failure } });
  expect(log.record(picture({ failure: null }))).toMatchObject({ id: "e.3", data: { failure: null } });
});

test("an id of another epoch, of the future, of no form, or older than what is kept leads nowhere", () => {
  const { clock, log } = setUp();
  log.record(picture({ sessions: [session()] }));
  for (const id of ["x.1", "e.2", "e", "e.1.1", "e.-1", "e.1e1", ""]) expect(log.since(id, 0)).toBeUndefined();
  expect(log.since("e.0", 0)).toMatchObject({ event: "delta" });
  clock.now += 5 * MINUTE + 1;
  log.record(picture());
  expect(log.since("e.0", 0)).toBeUndefined();
  expect(log.since("e.1", 0)).toMatchObject({ data: { removed: ["a"] } });
});

test("what is kept is bounded by its size", () => {
  const { log } = setUp();
  for (const status of ["RUNNING", "COMPLETED", "ERROR"] as const) {
    log.record(
      picture({ sessions: Array.from({ length: 40_000 }, (_, index) => session({ id: `${index}`, status })) }),
    );
  }
  expect(log.since("e.0", 0)).toBeUndefined();
  expect(log.since("e.1", 0)).toMatchObject({ event: "delta" });
});

const anyPicture = fc
  .record({
    ids: fc.uniqueArray(fc.integer({ min: 0, max: 12 })),
    status: fc.constantFrom("RUNNING" as const, "COMPLETED" as const),
    releasing: fc.boolean(),
    failing: fc.boolean(),
    defaultTimeoutSeconds: fc.constantFrom(null, 60, 900),
  })
  .map(({ ids, status, releasing, failing, defaultTimeoutSeconds }) =>
    picture({
      sessions: ids.map((id) =>
        session({
          id: String(id),
          status: id % 3 === 0 ? status : "RUNNING",
          release: releasing ? RELEASING : undefined,
        }),
      ),
      failure: failing ? { since: 1, code: "upstream_unavailable", message: "down" } : null,
      defaultTimeoutSeconds,
    }),
  );

test("from whatever version somebody comes, one event leads to the present picture, and so do all of them in turn", () => {
  fc.assert(
    fc.property(fc.array(anyPicture, { minLength: 1, maxLength: 12 }), fc.nat(12), (pictures, from) => {
      const { log } = setUp();
      let follower = picture({ now: 0, asOf: null });
      const seen = [{ id: log.id, snapshot: follower }];
      for (const next of pictures) {
        follower = applyFeedEvent(follower, log.record(next));
        expect(byId(follower)).toEqual(byId(next));
        seen.push({ id: log.id, snapshot: follower });
      }
      const gone = seen[from % seen.length];
      const event = gone && log.since(gone.id, log.snapshot.now);
      expect(gone && event && byId(applyFeedEvent(gone.snapshot, event))).toEqual(byId(log.snapshot));
    }),
  );
});

/** In which order the sessions came is for whoever draws them to decide. */
function byId(snapshot: Snapshot): Snapshot {
  return { ...snapshot, sessions: [...snapshot.sessions].sort((a, b) => a.id.localeCompare(b.id)) };
}
