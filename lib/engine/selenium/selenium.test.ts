import { readFileSync } from "node:fs";
import { Agent, type ClientRequest } from "node:http";
import type { SessionCreateResponse } from "@browserbasehq/sdk/resources/sessions/sessions";
import { expect } from "@playwright/test";
import { Builder, By, Key, until, type WebDriver } from "selenium-webdriver";
import { chromedriverPath } from "../testing/chromium-path";
import { connectPage } from "../testing/connect-page";
import { EngineProcess } from "../testing/engine-process";
import { type TestEngine, test } from "../testing/engine-test";
import { processesIn } from "../testing/processes-in";
import { startWebSite } from "../testing/web-site";

const PAGE = "<title>Shop</title><form><input name='q'></form><p id='out'></p>";

/** As Browserbase's documentation has it: an agent that puts the signing key into every request. */
class SigningAgent extends Agent {
  constructor(readonly signingKey: string) {
    super();
  }

  addRequest(request: ClientRequest, ...rest: unknown[]): void {
    request.setHeader("x-bb-signing-key", this.signingKey);
    const add: unknown = Reflect.get(Agent.prototype, "addRequest");
    if (typeof add === "function") add.call(this, request, ...rest);
  }
}

async function connectSelenium({ seleniumRemoteUrl, signingKey }: SessionCreateResponse): Promise<WebDriver> {
  return new Builder()
    .forBrowser("chrome")
    .usingHttpAgent(new SigningAgent(signingKey))
    .usingServer(seleniumRemoteUrl)
    .build();
}

/** The chromedrivers of an engine, by its folder. */
const driversIn = (dataDir: string) =>
  processesIn(dataDir).filter((pid) => readFileSync(`/proc/${pid}/comm`, "utf8") === "chromedriver\n");

const statusOf = async ({ browserbase }: TestEngine, id: string) => (await browserbase.sessions.retrieve(id)).status;

test.describe("with chromedriver", () => {
  test.skip(chromedriverPath === undefined, "no chromedriver is installed");

  test("Selenium drives the session's own browser, and ends the session by quitting", async ({ engine }) => {
    const site = await startWebSite((_request, response) => {
      response.setHeader("content-type", "text/html").end(PAGE);
    });
    const session = await engine.browserbase.sessions.create();
    const driver = await connectSelenium(session);
    await driver.get(site.url);
    expect(await driver.getTitle()).toBe("Shop");
    await driver.findElement(By.name("q")).sendKeys("tea", Key.ENTER);
    await driver.wait(until.urlContains("q=tea"));
    const large = await driver.executeScript("return 'x'.repeat(3_000_000)");
    expect(String(large).length).toBe(3_000_000);

    const { browser, page } = await connectPage(session.connectUrl);
    expect(page.url()).toContain("q=tea");
    await browser.close();
    expect(await statusOf(engine, session.id)).toBe("RUNNING");
    await driver.quit();
    await expect.poll(() => statusOf(engine, session.id)).toBe("COMPLETED");
    await expect.poll(() => processesIn(engine.dataDir)).toEqual([]);
    site.close();
  });

  test("a session that Selenium uses has commands in its log, and not what they say", async ({ engine }) => {
    const { browserbase } = engine;
    const session = await browserbase.sessions.create();
    const driver = await connectSelenium(session);
    const methods = async () => {
      await driver.executeScript("return 'secret'");
      return (await browserbase.sessions.logs.list(session.id)).map(({ method }) => method);
    };
    await expect.poll(methods).toEqual(["WebDriver.newSession", "WebDriver.command"]);
    expect(JSON.stringify(await browserbase.sessions.logs.list(session.id))).not.toContain("secret");
    await driver.quit();
  });

  test("what asks for another browser is left out, and a wrong key opens nothing", async ({ engine }) => {
    const { seleniumRemoteUrl, signingKey } = await engine.browserbase.sessions.create();
    const post = (body: unknown, key = signingKey) =>
      fetch(`${seleniumRemoteUrl}/session`, {
        method: "POST",
        headers: { "x-bb-signing-key": key, "content-type": "application/json" },
        body: typeof body === "string" ? body : JSON.stringify(body),
      });
    const options = { binary: "/bin/false", args: ["--user-data-dir=/tmp"], debuggerAddress: "127.0.0.1:1" };
    const alwaysMatch = { browserName: "firefox", pageLoadStrategy: "eager", "goog:chromeOptions": options };
    const { value } = await (await post({ capabilities: { alwaysMatch } })).json();
    expect(value.capabilities.pageLoadStrategy).toBe("eager");
    expect(value.capabilities["goog:chromeOptions"].debuggerAddress).not.toBe("127.0.0.1:1");

    expect(await (await post({}, "wrong")).json()).toMatchObject({ statusCode: 401, error: "Unauthorized" });
    for (const body of ["{", { capabilities: "chrome" }]) {
      expect(await (await post(body)).json()).toMatchObject({
        statusCode: 400,
        message: expect.stringContaining("body"),
      });
    }
    const elsewhere = await engine.browserbase.sessions.create();
    const answer = await fetch(`${seleniumRemoteUrl}/session/${value.sessionId}/url`, {
      headers: { "x-bb-signing-key": elsewhere.signingKey },
    });
    expect(await answer.json()).toMatchObject({ statusCode: 404, value: { error: "invalid session id" } });
  });

  test("release ends a session's chromedriver, and its client is told why", async ({ engine }) => {
    const session = await engine.browserbase.sessions.create({ keepAlive: true });
    const driver = await connectSelenium(session);
    expect(processesIn(engine.dataDir).length).toBeGreaterThan(0);
    await engine.browserbase.sessions.update(session.id, { status: "REQUEST_RELEASE" });
    await expect.poll(() => statusOf(engine, session.id)).toBe("COMPLETED");
    await expect.poll(() => processesIn(engine.dataDir)).toEqual([]);
    await expect(driver.getTitle()).rejects.toThrow(`Session ${session.id} is over`);
  });

  test("a chromedriver that dies takes its clients along, and the next client gets another", async ({ engine }) => {
    const session = await engine.browserbase.sessions.create({ keepAlive: true });
    const driver = await connectSelenium(session);
    for (const pid of driversIn(engine.dataDir)) process.kill(pid, "SIGKILL");
    await expect.poll(() => driver.getTitle().catch(String)).toContain("No such WebDriver session");
    const next = await connectSelenium(session);
    expect(await next.executeScript("return 1 + 1")).toBe(2);
    await next.quit();

    const brief = await engine.browserbase.sessions.create();
    await connectSelenium(brief);
    for (const pid of driversIn(engine.dataDir)) process.kill(pid, "SIGKILL");
    await expect.poll(() => statusOf(engine, brief.id)).toBe("COMPLETED");
  });

  test("an engine that is killed takes its chromedrivers along within a second", async ({ dataDir }) => {
    const engine = new EngineProcess(dataDir, { PATH: process.env.PATH ?? "" });
    const session = await (await engine.browserbase()).sessions.create({ keepAlive: true });
    await connectSelenium(session);
    expect(driversIn(dataDir)).toHaveLength(1);
    engine.kill("SIGKILL");
    await expect.poll(() => processesIn(dataDir), { timeout: 1_000, intervals: [20] }).toEqual([]);
  });

  test.describe("with one second of silence allowed", () => {
    test.use({ engineSettings: { commandWithinSeconds: 1 } });

    test("a WebDriver client that sends no command is disconnected", async ({ engine }) => {
      const session = await engine.browserbase.sessions.create();
      await connectSelenium(session);
      await expect.poll(() => statusOf(engine, session.id)).toBe("COMPLETED");
    });

    test("a silent WebDriver client leaves even when its chromedriver hangs", async ({ engine }) => {
      const session = await engine.browserbase.sessions.create();
      await connectSelenium(session);
      for (const pid of driversIn(engine.dataDir)) process.kill(pid, "SIGSTOP");
      await expect.poll(() => statusOf(engine, session.id)).toBe("COMPLETED");
      await expect.poll(() => processesIn(engine.dataDir)).toEqual([]);
    });
  });
});

test.describe("without chromedriver", () => {
  test.use({ engineSettings: { chromedriverPath: undefined } });

  test("Selenium is told what is missing", async ({ engine }) => {
    const session = await engine.browserbase.sessions.create();
    const answer = await fetch(`${session.seleniumRemoteUrl}/session`, {
      method: "POST",
      headers: { "x-bb-signing-key": session.signingKey },
      body: "{}",
    });
    expect(answer.status).toBe(501);
    expect(await answer.json()).toMatchObject({ statusCode: 501, message: expect.stringContaining("chromium-driver") });
    await expect(connectSelenium(session)).rejects.toThrow("CHROMEDRIVER_PATH");
  });
});
