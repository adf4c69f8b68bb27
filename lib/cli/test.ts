import { ensureBrowser } from "./ensure-browser";
import { runPlaywright } from "./run-playwright";
import { say } from "./say";
import { stopSignal } from "./stop-signal";
import { addTallies, type Tally, tallyLine } from "./tally";
import { TEST_STEPS, type TestStep } from "./test-steps";

/** Everything that must hold before a change is published, to the end even when something fails on the way. */
export async function test(): Promise<number> {
  const signal = stopSignal();
  try {
    const browser = await ensureBrowser(signal);
    let total: Tally = { passed: 0, failed: 0, skipped: 0 };
    for (const step of TEST_STEPS) total = addTallies(total, await runStep(step, signal));
    const tests = await runPlaywright({ CHROMIUM_PATH: browser }, signal);
    total = addTallies(total, tests);
    if (tests.passed === 0) say("No test passed: a run without tests proves nothing.");
    say(`\n${tallyLine(total)}`);
    return total.failed === 0 && tests.passed > 0 ? 0 : 1;
  } catch (error) {
    if (signal.aborted) return 1;
    throw error;
  }
}

async function runStep(step: TestStep, signal: AbortSignal): Promise<Tally> {
  const startedAt = performance.now();
  const { code, output } = await step.run(signal);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  say(`${code === 0 ? "✓" : "✗"} ${step.name} (${seconds} s)`);
  if (code !== 0) say(output.trimEnd());
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}
