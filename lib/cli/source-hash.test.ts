import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "@playwright/test";
import { sourceHash } from "./source-hash";

let root = "";

test.beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "keepwatch-sources-"));
  await write("app/page.tsx", "a page");
  await write("lib/cli/start.ts", "the launcher");
});
test.afterEach(() => rm(root, { recursive: true }));

test("the same sources give the same hash", () => {
  expect(sourceHash(root)).toBe(sourceHash(root));
});

for (const path of ["app/page.tsx", "app/new/page.tsx", "package-lock.json", "lib/domain/session.ts", "public/a.svg"]) {
  test(`a change of ${path} changes it`, async () => {
    const before = sourceHash(root);
    await write(path, "changed");
    expect(sourceHash(root)).not.toBe(before);
  });
}

test("a renamed file changes it", async () => {
  const before = sourceHash(root);
  await rename(join(root, "app/page.tsx"), join(root, "app/pages.tsx"));
  expect(sourceHash(root)).not.toBe(before);
});

for (const path of ["lib/cli/start.ts", "lib/engine/main.ts", "lib/domain/session.test.ts", "README.md"]) {
  test(`a change of ${path} does not`, async () => {
    const before = sourceHash(root);
    await write(path, "changed");
    expect(sourceHash(root)).toBe(before);
  });
}

async function write(path: string, content: string) {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
}
