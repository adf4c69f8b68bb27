import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";

/** In a process of its own, whose clock has nothing to do with that of other tests. */
const SLEEP = `
  const wallNow = Date.now;
  let sleptMs = 0;
  Date.now = () => wallNow() + sleptMs;
  const { monotonicNow } = require("./lib/server/upstream/monotonic-now.ts");
  const before = monotonicNow();
  sleptMs = 600_000;
  process.stdout.write(String(Math.round((monotonicNow() - before) / 1000)));
`;

test("the server's clock counts what its machine slept", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", "--eval", SLEEP]);
  expect(stdout).toBe("600");
});
