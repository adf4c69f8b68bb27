import { defineConfig } from "@playwright/test";
import config from "./playwright.config";

/** Takes the README's screenshots anew; no part of the tests. A project per look, since each then has its own console. */
export default defineConfig({
  ...config,
  workers: 1,
  testDir: ".",
  testMatch: "**/*.shots.ts",
  timeout: 60_000,
  projects: [
    { name: "light", use: { colorScheme: "light", viewport: { width: 1440, height: 900 } } },
    { name: "dark", use: { colorScheme: "dark", viewport: { width: 1440, height: 900 } } },
    { name: "phone", use: { colorScheme: "light", viewport: { width: 375, height: 812 }, hasTouch: true } },
  ],
});
