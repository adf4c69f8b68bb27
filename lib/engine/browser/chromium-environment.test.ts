import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test as unit } from "@playwright/test";
import { EngineProcess } from "../testing/engine-process";
import { test } from "../testing/engine-test";
import { processesOf } from "../testing/processes-of";
import { chromiumEnvironment } from "./chromium-environment";

unit("a browser gets what it runs on, and nothing else", () => {
  const needed = {
    PATH: "/bin",
    Path: "C:\\Windows",
    HOME: "/root",
    LC_ALL: "C",
    XDG_RUNTIME_DIR: "/run/user/0",
    "ProgramFiles(x86)": "C:\\Program Files (x86)",
    https_proxy: "http://proxy:3128",
  };
  const others = {
    DATABASE_URL: "postgres://",
    ENGINE_API_KEY: "key",
    BROWSERBASE_API_KEY: "key",
    MY_PATH: "/",
    A_TZ: "",
  };
  expect(chromiumEnvironment({ ...needed, ...others })).toEqual(needed);
});

test("no process of a live session's browser holds a secret of the engine's environment", async ({ dataDir }) => {
  test.slow();
  const engine = new EngineProcess(dataDir, { DATABASE_URL: "postgres://user:secret@db/keepwatch" });
  try {
    const browserbase = await engine.browserbase();
    const { id } = await browserbase.sessions.create({ keepAlive: true });
    const browser = processesOf(join(dataDir, "profiles", id));
    expect(browser.length).toBeGreaterThan(0);
    for (const pid of browser) {
      const environ = readFileSync(`/proc/${pid}/environ`, "utf8");
      expect(environ).toContain("PATH=");
      expect(environ).not.toMatch(/ENGINE_API_KEY|test-key|DATABASE_URL|postgres:/);
    }
  } finally {
    engine.kill("SIGTERM");
    await engine.exitCode;
  }
});
