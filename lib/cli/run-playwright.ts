import { readFileSync, rmSync } from "node:fs";
import { z } from "zod";
import { run } from "@/lib/process/run";
import type { Tally } from "./tally";

const REPORT_FILE = "test-results/report.json";

const Report = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  errors: z.array(z.unknown()),
});

/** Runs the tests with their progress on the terminal, and counts them by Playwright's own report. */
export async function runPlaywright(env: NodeJS.Dict<string>, signal: AbortSignal): Promise<Tally> {
  // A report of an earlier run must not be counted when this one writes none.
  rmSync(REPORT_FILE, { force: true });
  const args = ["node_modules/@playwright/test/cli.js", "test", "-c", "e2e/playwright.config.ts"];
  const { code } = await run(process.execPath, args, {
    env: { ...process.env, ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: REPORT_FILE },
    stdio: "inherit",
    signal,
  });
  const tally = readTally();
  // A run may fail with every test passed: in its set-up, or because none was found.
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

function readTally(): Tally {
  try {
    const { stats, errors } = Report.parse(JSON.parse(readFileSync(REPORT_FILE, "utf8")));
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length, skipped: stats.skipped };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
