import { expect, test } from "@playwright/test";
import { pino } from "pino";
import { endProcessOnce } from "./end-process";

/** Ends twice at once, as by SIGTERM and the closing channel, on a database that closes as told. */
async function endTwice(close: () => Promise<void>) {
  const seen = { stops: 0, closes: 0, exits: [] as number[], log: [] as string[] };
  const end = endProcessOnce({
    database: {
      kind: "embedded",
      get db(): never {
        throw new Error("ending reads nothing");
      },
      inTransaction: (act) => act(),
      ping: async () => undefined,
      migrate: async () => undefined,
      close() {
        seen.closes += 1;
        return close();
      },
    },
    log: pino({}, { write: (line: string) => seen.log.push(line) }),
    async stop() {
      seen.stops += 1;
    },
    exit: (code) => seen.exits.push(code),
  });
  await Promise.all([end(), end()]);
  return seen;
}

test("two reasons to end close the database once", async () => {
  expect(await endTwice(() => Promise.resolve())).toEqual({ stops: 1, closes: 1, exits: [0], log: [] });
});

test("a database that does not close is logged, and the process ends as failed", async () => {
  const { exits, log } = await endTwice(() => Promise.reject(new Error("disk full")));
  expect(exits).toEqual([1]);
  expect(log).toHaveLength(1);
  expect(log[0]).toContain("disk full");
});
