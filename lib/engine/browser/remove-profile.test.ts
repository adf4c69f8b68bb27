import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { removeProfile } from "./remove-profile";

/** A profile as a killed full Chromium leaves it, with its lock in a folder of this name. */
function leftProfile(lockName: string) {
  const lock = mkdtempSync(join(tmpdir(), lockName));
  for (const name of ["SingletonSocket", "SingletonCookie"]) writeFileSync(join(lock, name), "");
  const profile = test.info().outputPath("profile");
  mkdirSync(profile, { recursive: true });
  symlinkSync(join(lock, "SingletonSocket"), join(profile, "SingletonSocket"));
  return { profile, lock };
}

test("a profile goes with its lock in the temporary folder", async () => {
  const { profile, lock } = leftProfile("org.chromium.Chromium.");
  await removeProfile(profile);
  expect([existsSync(profile), existsSync(lock)]).toEqual([false, false]);
});

test("whatever else a profile says is its lock is left alone", async () => {
  const foreign = leftProfile("somebody-else-");
  await removeProfile(foreign.profile);
  expect([existsSync(foreign.profile), existsSync(join(foreign.lock, "SingletonSocket"))]).toEqual([false, true]);
  const shared = leftProfile("org.chromium.Chromium.");
  writeFileSync(join(shared.lock, "other"), "");
  await removeProfile(shared.profile);
  expect(existsSync(join(shared.lock, "other"))).toBe(true);
  for (const { lock } of [foreign, shared]) rmSync(lock, { recursive: true });
});
