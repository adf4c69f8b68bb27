import { expect, test } from "@playwright/test";
import { FakeSchedule } from "@/lib/server/feed/testing/fake-schedule";
import { Viewer } from "@/lib/server/feed/viewer";
import { FeedStreams } from "./feed-streams";

function setUp() {
  const clock = new FakeSchedule();
  const entitled = new Set<string>();
  const database: { questions: string[][]; failure?: Error } = { questions: [] };
  const failures: unknown[] = [];
  const streams = new FeedStreams({
    schedule: clock.schedule,
    async findEntitled(signInIds) {
      database.questions.push([...signInIds]);
      if (database.failure) throw database.failure;
      return entitled;
    },
    onFailure: (error) => failures.push(error),
  });
  const open = (personId: string, signInId: string) => {
    entitled.add(signInId);
    return streams.add({ personId, signInId }, async () => new Viewer({ encoding: "identity", first: [] }));
  };
  return { clock, entitled, database, failures, open };
}

test("a stream ends within seconds of its sign-in, and those of others go on", async () => {
  const { clock, entitled, open } = setUp();
  const [laptop, phone, other] = [await open("ada", "laptop"), await open("ada", "phone"), await open("bob", "desk")];
  entitled.delete("laptop");
  await clock.pass(2_000);
  expect([laptop, phone, other].map(({ signal }) => signal.aborted)).toEqual([true, false, false]);
});

test("one question every two seconds asks after all sign-ins, each once, and none when nobody watches", async () => {
  const { clock, database, open } = setUp();
  const viewers = [await open("ada", "laptop"), await open("ada", "laptop"), await open("bob", "desk")];
  await clock.pass(4_000);
  expect(database.questions).toEqual([
    ["laptop", "desk"],
    ["laptop", "desk"],
  ]);
  for (const viewer of viewers) viewer.end();
  expect(clock.size).toBe(0);
});

test("a database that fails ends nothing, and is asked again", async () => {
  const { clock, database, entitled, failures, open } = setUp();
  const viewer = await open("ada", "laptop");
  database.failure = new Error("down");
  entitled.clear();
  await clock.pass(4_000);
  expect(viewer.signal.aborted).toBe(false);
  expect(failures).toHaveLength(2);
  database.failure = undefined;
  await clock.pass(2_000);
  expect(viewer.signal.aborted).toBe(true);
});

test("twenty streams are a person's limit, also when they come at once, and an ended one makes room", async () => {
  const { open } = setUp();
  const results = await Promise.allSettled(Array.from({ length: 25 }, () => open("ada", "laptop")));
  const opened = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  expect(opened).toHaveLength(20);
  await expect(open("ada", "phone")).rejects.toMatchObject({ code: "rate_limited", message: /20 pages/ });
  await open("bob", "desk");
  opened[0]?.end();
  await open("ada", "phone");
});
