import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { StartupError } from "@/lib/process/startup-error";
import { Program } from "./program";

test("a program that cannot be started says so", async () => {
  const { execPath } = process;
  process.execPath = "/nowhere/node";
  const program = new Program({ name: "engine", args: [] });
  process.execPath = execPath;
  const ready = program.whenReady(program.nextMessage(AbortSignal.timeout(5_000)));
  await expect(ready).rejects.toThrow(new StartupError("The engine could not be started: spawn /nowhere/node ENOENT."));
  expect(await program.ended).toContain("could not be started");
  await program.stop();
});

test("stopping one that is gone, its pipe still held by what left the group, ends", async () => {
  const holder =
    "require('child_process').spawn('sleep', ['8'], { detached: true, stdio: ['ignore', 'ignore', 2] }).unref()";
  const program = new Program({ name: "engine", args: ["-e", `${holder}; process.disconnect()`] });
  await sleep(500);
  const startedAt = performance.now();
  await program.stop();
  expect(performance.now() - startedAt).toBeLessThan(7_000);
});
