import { defineConfig } from "@playwright/test";
export default defineConfig({
  projects: [{ name: "unit", testDir: "./lib", testMatch: "**/*.test.ts" }],
  reporter: "list",
});
