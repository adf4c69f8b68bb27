import { defineConfig } from "@playwright/test";
import config from "./playwright.config";

/** Takes the README's screenshots anew; no part of the tests. */
export default defineConfig({
  ...config,
  workers: 1,
  projects: [{ name: "screenshots", testDir: ".", testMatch: "**/*.shots.ts", timeout: 60_000 }],
});
