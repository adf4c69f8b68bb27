import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { toFile } from "@browserbasehq/sdk";
import { expect } from "@playwright/test";
import puppeteer from "puppeteer-core";
import { WebSocket } from "ws";
import { unzip } from "../extensions/unzip";
import { connectPage } from "../testing/connect-page";
import { test as base, type TestEngine } from "../testing/engine-test";
import { startWebSite, type WebSite } from "../testing/web-site";

const REPORT = "name,amount\nöre,1\n";

/** A site with two files to download, of which one never comes to its end. */
const test = base.extend<{ site: WebSite }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are used from this pattern.
  site: async ({}, use) => {
    const site = await startWebSite((request, response) => {
      response.setHeader("content-type", "text/html");
      if (request.url === "/") return response.end("<a href='/report'>Report</a> <a href='/endless'>Endless</a>");
      response.setHeader("content-disposition", `attachment; filename="${request.url?.slice(1)}.csv"`);
      if (request.url === "/report") return response.end(REPORT);
      response.write("begun");
    });
    await use(site);
    site.close();
  },
});

async function listDownloads({ request }: TestEngine, query: string) {
  const response = await request("GET", `/v1/downloads?${query}`);
  return response.json();
}

async function unpackDownloads(
  { browserbase }: TestEngine,
  id: string,
  folder: string,
): Promise<Record<string, string>> {
  const response = await browserbase.sessions.downloads.list(id);
  expect(response.headers.get("content-type")).toBe("application/zip");
  writeFileSync(`${folder}.zip`, Buffer.from(await response.arrayBuffer()));
  await unzip(`${folder}.zip`, folder, { maxFiles: 10, maxBytes: 1_000 });
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

async function downloadTwice(engine: TestEngine, { url }: WebSite) {
  const session = await engine.browserbase.sessions.create();
  const { browser, page } = await connectPage(session.connectUrl);
  const cdp = await browser.newBrowserCDPSession();
  // As Browserbase documents it: a path that means the session's own folder.
  await cdp.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: "downloads", eventsEnabled: true });
  await page.goto(url);
  await page.getByText("Endless").click();
  for (let count = 1; count <= 2; count++) {
    await page.getByText("Report").click();
    await expect.poll(() => listDownloads(engine, `sessionId=${session.id}`)).toMatchObject({ total: count });
  }
  return { browser, ...session };
}

test("what a session downloads comes as a zip, also after its end", async ({ engine, site }) => {
  const { browserbase, dataDir } = engine;
  const { id, browser } = await downloadTwice(engine, site);
  const other = await browserbase.sessions.create();
  await browser.close();
  await expect.poll(async () => (await browserbase.sessions.retrieve(id)).status).toBe("COMPLETED");

  const unpacked = await unpackDownloads(engine, id, join(dataDir, "unpacked"));
  expect(Object.values(unpacked)).toEqual([REPORT, REPORT]);
  for (const name of Object.keys(unpacked)) expect(name).toMatch(/^report-\d{13}\.csv$/);
  expect(await unpackDownloads(engine, other.id, join(dataDir, "empty"))).toEqual({});

  await engine.request("DELETE", `/v1/sessions/${id}/downloads`);
  expect(await listDownloads(engine, `sessionId=${id}`)).toMatchObject({ total: 0 });
});

/** How clients leave, after they had downloads go another way. */
const LEAVINGS: Record<string, (connectUrl: string) => Promise<void>> = {
  "says goodbye": async (connectUrl) => {
    const { browser } = await connectPage(connectUrl);
    await browser.close();
  },
  "is gone without a goodbye": async (connectUrl) => {
    const socket = new WebSocket(connectUrl);
    await once(socket, "open");
    socket.send('{"id":1,"method":"Browser.setDownloadBehavior","params":{"behavior":"deny"}}');
    await once(socket, "message");
    socket.terminate();
  },
};

for (const [how, leave] of Object.entries(LEAVINGS)) {
  test(`after a client that ${how}, one that sets nothing downloads as if it were the first`, async ({
    engine,
    site,
  }) => {
    const { id, connectUrl } = await engine.browserbase.sessions.create({ keepAlive: true });
    await leave(connectUrl);
    const browser = await puppeteer.connect({ browserWSEndpoint: connectUrl });
    const [page] = await browser.pages();
    await page?.goto(site.url);
    const download = async () => {
      await page?.click("a");
      return (await listDownloads(engine, `sessionId=${id}`)).total;
    };
    await expect.poll(download).toBeGreaterThan(0);
    await browser.disconnect();
  });
}

test("each download is described, filtered, read and deleted by itself", async ({ engine, site }) => {
  const { id, browser } = await downloadTwice(engine, site);
  const query = `sessionId=${id}`;
  const { downloads } = await listDownloads(engine, `${query}&limit=1&offset=1`);
  const [{ id: downloadId, ...described }] = downloads;
  expect(described).toEqual({
    sessionId: id,
    filename: expect.stringMatching(/^report/),
    mimeType: "text/csv",
    size: Buffer.byteLength(REPORT),
    checksum: createHash("sha256").update(REPORT).digest("hex"),
    createdAt: expect.stringMatching(/Z$/),
  });

  const { createdAt, filename } = described;
  for (const [filter, total] of [
    [`filename=${encodeURIComponent(filename)}`, 1],
    ["mimeType=text/csv", 2],
    ["mimeType=text/html", 0],
    ["minSize=18&maxSize=19", 2],
    ["minSize=20", 0],
    ["maxSize=18", 0],
    [`createdAfter=${createdAt}`, 2],
    ["createdBefore=2020-01-01T00:00:00Z", 0],
  ] as const) {
    expect([filter, (await listDownloads(engine, `${query}&${filter}`)).total]).toEqual([filter, total]);
  }
  for (const bad of ["", "sessionId=nobody", `${query}&limit=0`, `${query}&limit=101`, `${query}&minSize=x`]) {
    expect((await listDownloads(engine, bad)).statusCode).toBe(bad === "sessionId=nobody" ? 404 : 400);
  }

  const read = await fetch(`${engine.url}/v1/downloads/${downloadId}`, {
    headers: { "x-bb-api-key": "test-key", accept: "application/octet-stream" },
  });
  expect(await read.text()).toBe(REPORT);
  expect((await engine.request("DELETE", `/v1/downloads/${downloadId}`)).status).toBe(204);
  expect((await engine.request("GET", `/v1/downloads/${downloadId}`)).status).toBe(404);
  await browser.close();
});

test("a session that downloaded nothing leaves no folder", async ({ engine }) => {
  const { id } = await engine.browserbase.sessions.create();
  await engine.browserbase.sessions.update(id, { status: "REQUEST_RELEASE" });
  await expect.poll(async () => (await engine.browserbase.sessions.retrieve(id)).status).toBe("COMPLETED");
  expect(readdirSync(join(engine.dataDir, "files"))).toEqual([]);
});

test("an upload is where the session's pages can take it, and goes with the session", async ({ engine }) => {
  const { browserbase, dataDir } = engine;
  const { id, connectUrl } = await browserbase.sessions.create();
  const content = "x".repeat(1_000_000);
  const file = await toFile(Buffer.from(content), "letter.txt");
  expect(await browserbase.sessions.uploads.create(id, { file })).toEqual({ message: "File uploaded successfully" });
  const path = join(dataDir, "uploads", "letter.txt");

  const { browser, page } = await connectPage(connectUrl);
  await page.setContent("<input type=file>");
  const cdp = await browser.contexts()[0]?.newCDPSession(page);
  const { root } = (await cdp?.send("DOM.getDocument")) ?? { root: { nodeId: 0 } };
  const { nodeId } = (await cdp?.send("DOM.querySelector", { nodeId: root.nodeId, selector: "input" })) ?? {
    nodeId: 0,
  };
  await cdp?.send("DOM.setFileInputFiles", { nodeId, files: [path] });
  expect(await page.evaluate("document.querySelector('input').files[0].text()")).toBe(content);
  await browser.close();
  await expect.poll(() => existsSync(path)).toBe(false);
  await expect(browserbase.sessions.uploads.create(id, { file })).rejects.toThrow("410");
});

test("an upload that is none, or wants to lie elsewhere, is refused", async ({ engine }) => {
  const { browserbase, url, dataDir } = engine;
  const { id } = await browserbase.sessions.create();
  const upload = async (name: string, field = "file") => {
    const body = new FormData();
    body.append(field, new Blob(["text"]), name);
    return fetch(`${url}/v1/sessions/${id}/uploads`, { method: "POST", headers: { "x-bb-api-key": "test-key" }, body });
  };
  for (const [name, field] of [["letter.txt", "document"], [".profile"], ["."], [".."]] as const) {
    expect((await upload(name, field)).status).toBe(400);
  }
  expect((await engine.request("POST", `/v1/sessions/${id}/uploads`, {})).status).toBe(406);
  expect((await upload("x".repeat(256))).status).toBe(400);
  await upload("../../../letter.txt");
  const uploaded = existsSync(join(dataDir, "uploads")) ? readdirSync(join(dataDir, "uploads")) : [];
  expect(uploaded).toEqual(["letter.txt"]);
});

test("an upload that is still on its way when its session ends is refused, and leaves nothing", async ({ engine }) => {
  const { browserbase, url, dataDir } = engine;
  const { id } = await browserbase.sessions.create({ keepAlive: true });
  const head = '--x\r\nContent-Disposition: form-data; name="file"; filename="late.txt"\r\n\r\n';
  const line = request(`${url}/v1/sessions/${id}/uploads`, {
    method: "POST",
    headers: { "x-bb-api-key": "test-key", "content-type": "multipart/form-data; boundary=x" },
  });
  const answered = once(line, "response");
  line.write(`${head}begun`);
  const uploads = join(dataDir, "files", id, "uploads");
  await expect.poll(() => existsSync(uploads) && readdirSync(uploads)).toHaveLength(1);
  await browserbase.sessions.update(id, { status: "REQUEST_RELEASE" });
  await expect.poll(async () => (await browserbase.sessions.retrieve(id)).endedAt).toBeTruthy();
  line.end("\r\n--x--\r\n");
  const [answer] = await answered;
  expect(answer.statusCode).toBe(410);
  answer.resume();
  expect(readdirSync(join(dataDir, "uploads"))).toEqual([]);
});

test("of two uploads of one name the later is found, and each goes with its own session", async ({ engine }) => {
  const { browserbase, dataDir } = engine;
  const [first, second] = [await browserbase.sessions.create(), await browserbase.sessions.create()];
  for (const { id } of [first, second]) {
    await browserbase.sessions.uploads.create(id, { file: await toFile(Buffer.from(id), "letter.txt") });
  }
  const path = join(dataDir, "uploads", "letter.txt");
  for (const { id } of [first, second]) {
    expect(readFileSync(path, "utf8")).toBe(second.id);
    await browserbase.sessions.update(id, { status: "REQUEST_RELEASE" });
    await expect.poll(async () => (await browserbase.sessions.retrieve(id)).status).toBe("COMPLETED");
  }
  expect(existsSync(path)).toBe(false);
});
