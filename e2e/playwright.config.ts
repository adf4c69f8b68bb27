import { defineConfig } from "@playwright/test";
import { findBrowser } from "@/lib/cli/find-browser";
import { thisMachine } from "@/lib/cli/this-machine";

/** `unit`: pure logic and single programs, beside the source. `e2e`: the product, in a browser, on real servers. */
export default defineConfig({
  globalSetup: "./global-setup.ts",
  outputDir: "../test-results",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // More than two cores have to do: most of the long ones wait for a clock.
  workers: 3,
  reporter: [["list"], ["json", { outputFile: "../test-results/report.json" }]],
  use: {
    launchOptions: { executablePath: findBrowser(thisMachine()), args: sandboxArgs() },
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "unit", testDir: "../lib", testMatch: "**/*.test.ts" },
    { name: "e2e", testDir: ".", testMatch: "**/*.spec.ts", timeout: 60_000 },
  ],
});

/** Chromium refuses to start as root with its sandbox. */
function sandboxArgs(): string[] {
  return process.getuid?.() === 0 ? ["--no-sandbox"] : [];
}
