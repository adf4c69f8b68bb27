import { existsSync, readdirSync, readlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import Browserbase, { toFile } from "@browserbasehq/sdk";
import { expect } from "@playwright/test";
import { isHeadlessShell } from "../browser/full-chromium";
import { chromiumPath, fullChromiumPath } from "../testing/chromium-path";
import { connectPage } from "../testing/connect-page";
import { type TestEngine, test } from "../testing/engine-test";
import { processesOf } from "../testing/processes-of";
import { startWebSite } from "../testing/web-site";
import { zipOf } from "../testing/zip-of";

const MANIFEST = {
  manifest_version: 3,
  name: "Marker",
  version: "1.0",
  content_scripts: [{ matches: ["<all_urls>"], js: ["mark.js"] }],
};
const MARK = "document.documentElement.dataset.marked = 'by the extension';";

async function upload({ browserbase }: TestEngine, archive: Buffer) {
  return browserbase.extensions.create({ file: await toFile(archive, "marker.zip") });
}

const marker = () => zipOf({ "manifest.json": JSON.stringify(MANIFEST), "mark.js": MARK });

test("an extension is uploaded, found, and deleted", async ({ engine }) => {
  const { extensions } = engine.browserbase;
  const created = await upload(engine, await marker());
  expect(created).toMatchObject({ fileName: "marker.zip", projectId: expect.any(String) });
  expect(await extensions.retrieve(created.id)).toEqual(created);
  await extensions.delete(created.id);
  for (const call of [
    () => extensions.retrieve(created.id),
    () => extensions.delete(created.id),
    () => engine.browserbase.sessions.create({ extensionId: created.id }),
  ]) {
    await expect(call()).rejects.toThrow(`404 Extension ${created.id} not found.`);
  }
  expect(readdirSync(join(engine.dataDir, "extensions"))).toEqual([]);
});

test("what is no extension is refused, says why, and leaves nothing", async ({ engine }) => {
  for (const [archive, reason] of [
    [Buffer.from("no zip"), "Either not a zip file"],
    [await zipOf({ "folder/manifest.json": JSON.stringify(MANIFEST) }), "no such file or directory"],
    [await zipOf({ "manifest.json": "{" }), "JSON"],
    [await zipOf({ "manifest.json": "{}" }), "manifest.json at the root"],
  ] as const) {
    const refused = upload(engine, archive);
    await expect(refused).rejects.toThrow(Browserbase.BadRequestError);
    await expect(refused).rejects.toThrow(reason);
  }
  expect(readdirSync(join(engine.dataDir, "extensions"))).toEqual([]);
});

test("an archive of more than 100 MB is refused as too large, and leaves nothing", async ({ engine }) => {
  const refused = upload(engine, Buffer.alloc(100 * 1024 * 1024 + 1));
  await expect(refused).rejects.toMatchObject({ status: 413, message: expect.stringContaining("too large") });
  expect(readdirSync(join(engine.dataDir, "extensions"))).toEqual([]);
});

test.describe("with a headless shell only", () => {
  test.use({ engineSettings: { fullChromiumPath: undefined } });

  test("a session with an extension is refused, and told what to install", async ({ engine }) => {
    const { id } = await upload(engine, await marker());
    const create = engine.browserbase.sessions.create({ browserSettings: { extensionId: id } });
    await expect(create).rejects.toThrow("501 Extensions need a full Chromium");
    expect(await engine.browserbase.sessions.list()).toEqual([]);
  });
});

test.describe("with full Chromium", () => {
  test.skip(!fullChromiumPath, "No full Chromium is installed; CHROMIUM_FULL_PATH names one.");

  test("the extension runs in the sessions that name it, in no other, and survives its deletion", async ({
    engine,
  }) => {
    test.slow();
    const { browserbase, dataDir } = engine;
    const site = await startWebSite((_request, response) =>
      response.setHeader("content-type", "text/html").end("site"),
    );
    const { id } = await upload(engine, await marker());
    for (const [params, mark] of [
      [{}, undefined],
      [{ extensionId: id }, "by the extension"],
      [{ browserSettings: { extensionId: id } }, "by the extension"],
    ] as const) {
      const session = await browserbase.sessions.create(params);
      const profile = join(dataDir, "profiles", session.id);
      const programs = processesOf(profile).map((pid) => readlinkSync(`/proc/${pid}/exe`));
      expect(programs).not.toEqual([]);
      // The smaller program serves whoever needs no more.
      expect(programs.some(isHeadlessShell)).toBe(mark === undefined && isHeadlessShell(chromiumPath));
      const lock = mark && dirname(readlinkSync(join(profile, "SingletonSocket")));
      const { browser, page } = await connectPage(session.connectUrl);
      if (params !== undefined && "browserSettings" in params) await browserbase.extensions.delete(id);
      await page.goto(site.url);
      expect(await page.evaluate("document.documentElement.dataset.marked")).toBe(mark);
      await browser.close();
      await expect.poll(async () => (await browserbase.sessions.retrieve(session.id)).status).toBe("COMPLETED");
      if (lock) expect(existsSync(lock)).toBe(false);
    }
    expect(existsSync(join(dataDir, "extensions", id))).toBe(false);
    site.close();
  });
});
