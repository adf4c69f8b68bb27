import { join } from "node:path";
import { expect } from "@playwright/test";
import { fastify } from "fastify";
import { test } from "../testing/engine-test";
import { DeathWatch } from "./death-watch";
import { EquippedBrowser } from "./equipped-browser";

const { log } = fastify();

test("when one thing cannot be prepared, the others are cleared away after they were", async ({ dataDir }) => {
  const deathWatch = new DeathWatch(log);
  const seen: string[] = [];
  const failing = { prepare: () => Promise.reject(new Error("no such context")) };
  const slow = {
    async prepare() {
      await new Promise((resolve) => setTimeout(resolve, 100));
      seen.push("prepared");
      return [];
    },
    async clearAway() {
      seen.push("cleared away");
    },
  };
  const place = { program: "/bin/false", deathWatch, log, profileDir: join(dataDir, "p"), workDir: join(dataDir, "w") };
  const settings = {
    windowSize: { width: 800, height: 600 },
    ignoreCertificateErrors: false,
    allowedDomains: [],
    proxies: [],
  };
  const browser = new EquippedBrowser(place, settings, [failing, slow]);
  await expect(browser.ready).rejects.toThrow("no such context");
  await browser.end();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(seen).toEqual(["prepared", "cleared away"]);
  deathWatch.stop();
});
