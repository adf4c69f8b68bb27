import { once } from "node:events";
import { expect, type Page } from "@playwright/test";
import { WebSocket } from "ws";
import { fullChromiumPath } from "../testing/chromium-path";
import { connectPage } from "../testing/connect-page";
import { type TestEngine, test } from "../testing/engine-test";
import { startRelay } from "../testing/relay";
import { startWebSite } from "../testing/web-site";
import type {} from "./page/live-view.js";

const RED = "data:text/html,<title>Red</title><body style='background:rgb(255,0,0)'>";
const FORM = `data:text/html,<title>Form</title><body style="margin:0;height:3000px">
  <button style="position:absolute;left:100px;top:100px;width:200px;height:80px" onclick="this.textContent='pressed'"
    ondblclick="this.title='twice'" oncontextmenu="this.lang='menu';return false">Press</button>
  <textarea style="position:absolute;left:100px;top:300px;width:400px;height:100px"></textarea>`;

type Watched = { id: string; page: Page; screen: Page; url: string; close(): Promise<void> };

/** A session to be watched, and a page of another one that shows it. */
async function watch({ browserbase }: TestEngine, pageUrl: string): Promise<Watched> {
  const [watched, watching] = await Promise.all([browserbase.sessions.create(), browserbase.sessions.create()]);
  const [client, viewer] = await Promise.all([connectPage(watched.connectUrl), connectPage(watching.connectUrl)]);
  await client.page.goto(pageUrl);
  const { pages } = await browserbase.sessions.debug(watched.id);
  const url = pages[0]?.debuggerFullscreenUrl ?? "";
  await viewer.page.setViewportSize({ width: 1000, height: 600 });
  await viewer.page.goto(url);
  await expect(viewer.page.getByRole("status")).toBeEmpty();
  const close = async () => {
    await Promise.all([client.browser.close(), viewer.browser.close()]);
  };
  return { id: watched.id, page: client.page, screen: viewer.page, url, close };
}

/** The colour in the middle of what the live view shows. */
function colourOf(screen: Page): Promise<number[]> {
  return screen.locator("canvas").evaluate((canvas) => {
    if (!(canvas instanceof HTMLCanvasElement) || canvas.width === 0) return [];
    const pixel = canvas.getContext("2d")?.getImageData(canvas.width / 2, canvas.height / 2, 1, 1);
    // JPEG is not exact.
    return [...(pixel?.data ?? [])].slice(0, 3).map((part) => Math.round(part / 51) * 51);
  });
}

/** Where a point of the watched page lies on the screen, which shows it smaller. */
async function pointOf(screen: Page, x: number, y: number): Promise<{ x: number; y: number }> {
  const { width, height } = screen.viewportSize() ?? { width: 0, height: 0 };
  const scale = Math.min(width / 1280, height / 720);
  return { x: (width - 1280 * scale) / 2 + x * scale, y: (height - 720 * scale) / 2 + y * scale };
}

/** A viewer's line without its page: it draws nothing but what it is told to. */
async function openLine(url: string): Promise<{ socket: WebSocket; frames: Buffer[] }> {
  const socket = new WebSocket(url.replace("http:", "ws:").replace("?", "/socket?"));
  const frames: Buffer[] = [];
  socket.on("message", (data, isBinary) => isBinary && Buffer.isBuffer(data) && frames.push(data));
  await once(socket, "open");
  return { socket, frames };
}

async function isAttached({ browserbase }: TestEngine, id: string): Promise<boolean[]> {
  const { connectUrl } = await browserbase.sessions.retrieve(id);
  const socket = new WebSocket(connectUrl ?? "");
  await once(socket, "open");
  socket.send('{"id":1,"method":"Target.getTargets"}');
  const [answer] = await once(socket, "message");
  socket.close();
  const { result } = JSON.parse(String(answer));
  return result.targetInfos
    .filter(({ type }: { type: string }) => type === "page")
    .map(({ attached }: { attached: boolean }) => attached);
}

test("a person sees a tab live, wherever it goes, and is told when it closes", async ({ engine }) => {
  const site = await startWebSite((_request, response) => {
    response.setHeader("content-type", "text/html").end("<title>Blue</title><body style='background:rgb(0,0,255)'>");
  });
  const { page, screen, url, close } = await watch(engine, RED);
  await screen.goto(url.replace("&fullscreen=true", ""));
  await expect.poll(() => colourOf(screen)).toEqual([255, 0, 0]);
  await expect(screen.getByText("Red", { exact: true })).toBeVisible();

  await page.goto(site.url);
  await expect.poll(() => colourOf(screen)).toEqual([0, 0, 255]);
  await expect(screen.getByText("Blue", { exact: true })).toBeVisible();
  await page.goto(site.url.replace("127.0.0.1", "localhost"));
  await page.evaluate(() => Object.assign(document.body.style, { background: "rgb(0,255,0)" }));
  await expect.poll(() => colourOf(screen)).toEqual([0, 255, 0]);

  const other = await page.context().newPage();
  await other.goto(RED);
  expect(await colourOf(screen)).toEqual([0, 255, 0]);
  await page.close();
  await expect(screen.getByRole("status")).toHaveText("This tab is closed.");
  await close();
  site.close();
});

test("a person whose mouse moves before the first picture has come stays connected", async ({ engine }) => {
  const { page, screen, url, close } = await watch(engine, FORM);
  let lines = 0;
  let show: () => void = () => undefined;
  const isShown = new Promise<void>((resolve) => {
    show = resolve;
  });
  await screen.routeWebSocket(/socket/, (line) => {
    lines += 1;
    line.connectToServer().onMessage(async (message) => {
      await isShown;
      line.send(message);
    });
  });
  await screen.goto(url);
  const { x, y } = await pointOf(screen, 200, 140);
  await screen.mouse.click(x, y);
  await screen.mouse.wheel(0, 10);
  show();
  await expect(screen.getByRole("status")).toBeEmpty();
  await screen.mouse.click(x, y);
  await expect(page.getByRole("button")).toHaveText("pressed");
  expect(lines).toBe(1);
  await close();
});

test("pictures come in their order, whatever each takes to decode, and none after the end", async ({ engine }) => {
  const { id, page, screen, url, close } = await watch(engine, RED);
  await screen.addInitScript(() => {
    const seen = { decoded: 0, decoding: 0, drawn: [] as unknown[] };
    Object.assign(window, { seen });
    const [decode, draw] = [window.createImageBitmap, CanvasRenderingContext2D.prototype.drawImage];
    const decodeLate = async (picture: Blob) => {
      const number = ++seen.decoded;
      seen.decoding += 1;
      const bitmap = await decode(picture);
      await new Promise((resolve) => setTimeout(resolve, number % 2 ? 200 : 0));
      seen.decoding -= 1;
      if (number < 3) throw new Error("no picture");
      return Object.assign(bitmap, { number });
    };
    Object.assign(window, { createImageBitmap: decodeLate });
    Object.assign(CanvasRenderingContext2D.prototype, {
      drawImage(this: CanvasRenderingContext2D, bitmap: ImageBitmap) {
        seen.drawn.push(Reflect.get(bitmap, "number"));
        Reflect.apply(draw, this, [bitmap, 0, 0]);
      },
    });
  });
  await page.evaluate(() => {
    let hue = 0;
    setInterval(() => Object.assign(document.body.style, { background: `hsl(${++hue * 30}, 90%, 50%)` }), 50);
  });
  await screen.goto(url);
  await expect.poll(() => screen.evaluate("seen.drawn.length")).toBeGreaterThan(6);
  await engine.browserbase.sessions.update(id, { status: "REQUEST_RELEASE" });
  await expect(screen.getByRole("status")).toHaveText("Session ended.");
  await expect.poll(() => screen.evaluate("seen.decoding")).toBe(0);
  await expect(screen.getByRole("status")).toHaveText("Session ended.");
  const drawn = await screen.evaluate("seen.drawn");
  expect(drawn).toEqual([...(Array.isArray(drawn) ? drawn : [])].sort((a, b) => a - b));
  await close();
});

test("a tab that hangs keeps no input from another", async ({ engine }) => {
  const { id, connectUrl } = await engine.browserbase.sessions.create();
  const { browser, page } = await connectPage(connectUrl);
  const hanging = await page.context().newPage();
  await Promise.all([page.goto(FORM), hanging.goto(RED)]);
  const { pages } = await engine.browserbase.sessions.debug(id);
  const lineTo = async (title: string) => openLine(pages.find((tab) => tab.title === title)?.debuggerUrl ?? "");
  const [lively, hung] = [await lineTo("Form"), await lineTo("Red")];
  for (const { frames } of [lively, hung]) await expect.poll(() => frames.length).toBeGreaterThan(0);

  hanging.evaluate("for (;;);").catch(() => undefined);
  const place = { x: 0.5, y: 0.5, modifiers: 0 };
  const press = JSON.stringify({ type: "mouse", action: "down", ...place, button: "left", buttons: 1, clickCount: 1 });
  for (let presses = 0; presses < 200; presses++) hung.socket.send(press);
  hung.socket.ping();
  await once(hung.socket, "pong");
  lively.socket.send(JSON.stringify({ type: "wheel", ...place, deltaX: 0, deltaY: 200 }));
  await expect.poll(() => page.evaluate("scrollY")).toBe(200);
  lively.socket.close();
  await browser.close();
});

test("the session's own link shows another tab when its tab closes", async ({ engine }) => {
  const { id, page, screen, close } = await watch(engine, RED);
  const { debuggerFullscreenUrl } = await engine.browserbase.sessions.debug(id);
  await screen.goto(debuggerFullscreenUrl);
  await expect.poll(() => colourOf(screen)).toEqual([255, 0, 0]);
  const other = await page.context().newPage();
  await other.goto(RED.replace("255,0,0", "0,0,255"));
  await page.close();
  await expect.poll(() => colourOf(screen)).toEqual([0, 0, 255]);
  await close();
});

test("a person clicks, types, composes, pastes and scrolls in a tab that is shown smaller", async ({ engine }) => {
  const { page, screen, close } = await watch(engine, FORM);
  await screen.setViewportSize({ width: 700, height: 500 });
  const button = await pointOf(screen, 200, 140);
  await screen.mouse.dblclick(button.x, button.y);
  await expect(page.getByRole("button")).toHaveText("pressed");
  await expect(page.getByRole("button")).toHaveAttribute("title", "twice");
  await screen.mouse.click(button.x, button.y, { button: "right" });
  await expect(page.getByRole("button")).toHaveAttribute("lang", "menu");

  const field = await pointOf(screen, 300, 350);
  const typed = page.getByRole("textbox");
  await screen.mouse.click(field.x, field.y);
  await screen.keyboard.type("Hi, you!");
  await screen.keyboard.press("Enter");
  await screen.keyboard.press("Shift+ArrowUp");
  await screen.keyboard.press("Backspace");
  await screen.keyboard.type("Hello");
  await screen.keyboard.press("Control+a");
  await screen.keyboard.press("End");
  await screen.keyboard.insertText(" 日本語 🌍");
  await screen.getByRole("textbox").evaluate((element) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "\npasted „text“");
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, cancelable: true }));
  });
  await expect(typed).toHaveValue("Hello 日本語 🌍\npasted „text“");

  await screen.mouse.move(button.x, button.y);
  await screen.mouse.wheel(0, 400);
  await expect.poll(() => page.evaluate("scrollY")).toBe(400);
  await close();
});

test("fingers tap, and scroll by dragging", async ({ engine }) => {
  const { page, screen, close } = await watch(engine, FORM);
  const cdp = await screen.context().newCDPSession(screen);
  const touch = (type: string, points: object[]) =>
    cdp.send("Input.dispatchTouchEvent", { type: type as "touchStart", touchPoints: points as [] });
  const button = await pointOf(screen, 200, 140);
  await touch("touchStart", [button]);
  await touch("touchEnd", []);
  await expect(page.getByRole("button")).toHaveText("pressed");
  await touch("touchStart", [{ x: 600, y: 500 }]);
  await touch("touchMove", [{ x: 600, y: 350 }]);
  await touch("touchMove", [{ x: 600, y: 300 }]);
  await touch("touchEnd", []);
  await expect.poll(() => page.evaluate("scrollY")).toBeGreaterThan(150);
  await close();
});

test("who may only look sends no input, by whatever message", async ({ engine }) => {
  const { id, page, screen, close } = await watch(engine, FORM);
  const answer = await engine.request("GET", `/engine/read-only/sessions/${id}/debug`);
  const { pages, wsUrl } = await answer.json();
  const url: string = pages[0].debuggerUrl;
  await screen.goto(url);
  await expect(screen.getByText("Look only")).toBeVisible();
  await expect(screen.getByRole("status")).toBeEmpty();
  await expect(screen.getByRole("textbox")).toBeHidden();

  for (const socketUrl of [url, wsUrl.replace("/socket", "")]) {
    const { socket } = await openLine(socketUrl);
    const place = { x: 200 / 1280, y: 140 / 720, button: "left", buttons: 1, clickCount: 1, modifiers: 0 };
    for (const action of ["down", "up"]) socket.send(JSON.stringify({ type: "mouse", action, ...place }));
    const [code, reason] = await once(socket, "close");
    expect([code, String(reason)]).toEqual([1008, "This link is for looking only."]);
  }
  const forged = new WebSocket(url.replace("http:", "ws:").replace("?", "/socket?").replace(".look.", ".use."));
  const [error] = await once(forged, "error");
  expect(error.message).toContain("401");
  const asClient = new WebSocket(`${engine.url.replace("http", "ws")}/connect${new URL(url).search}`);
  expect((await once(asClient, "error"))[0].message).toContain("401");
  await expect(page.getByRole("button")).toHaveText("Press");
  await close();
});

test("within another page's frame, the end of the session is told to that page", async ({ engine }) => {
  const { id, page, screen, url, close } = await watch(engine, RED);
  const site = await startWebSite((_request, response) => {
    response.setHeader("content-type", "text/html").end(`<body><script>
      addEventListener("message", ({ data }) => document.title = data)</script>
      <iframe src="${url}" sandbox="allow-same-origin allow-scripts" width="800" height="500"></iframe>`);
  });
  await screen.goto(site.url);
  const frame = screen.frameLocator("iframe");
  await expect(frame.getByRole("status")).toBeEmpty();
  await engine.browserbase.sessions.update(id, { status: "REQUEST_RELEASE" });
  await expect(frame.getByRole("status")).toHaveText("Session ended.");
  await expect(screen).toHaveTitle("browserbase-disconnected");
  await expect.poll(() => page.isClosed()).toBe(true);

  await screen.goto(site.url);
  await expect(screen).toHaveTitle("browserbase-disconnected");
  await expect(frame.getByRole("status")).toHaveText("Session ended.");
  await close();
  site.close();
});

test("a viewer whose line breaks comes back by itself", async ({ engine }) => {
  const { page, screen, url, close } = await watch(engine, RED);
  const relay = await startRelay(Number(new URL(engine.url).port));
  await screen.goto(url.replaceAll(engine.url, `http://127.0.0.1:${relay.port}`));
  await expect(screen.getByRole("status")).toBeEmpty();
  relay.cut();
  await expect(screen.getByRole("status")).toHaveText("Reconnecting…");
  await page.evaluate(() => Object.assign(document.body.style, { background: "rgb(0,255,0)" }));
  await relay.mend();
  await expect.poll(() => colourOf(screen)).toEqual([0, 255, 0]);
  await expect(screen.getByRole("status")).toBeEmpty();
  relay.cut();
  await close();
});

test("a link is good until it expires, and then for nothing", async ({ engine }) => {
  const { id, screen, close } = await watch(engine, RED);
  const { pages, wsUrl } = await engine.browserbase.sessions.debug(id, { expiresIn: 2 });
  const url = pages[0]?.debuggerUrl ?? "";
  const { socket } = await openLine(url);
  await screen.goto(url);
  await expect(screen.getByRole("status")).toHaveText("This link has expired.");
  await expect.poll(() => socket.readyState).toBe(WebSocket.CLOSED);

  const answer = await fetch(url);
  expect(await answer.json()).toEqual({ statusCode: 410, error: "Gone", message: "This link has expired." });
  for (const late of [url.replace("http:", "ws:").replace("?", "/socket?"), wsUrl]) {
    expect((await once(new WebSocket(late), "error"))[0].message).toMatch(/401|410/);
  }
  await close();
});

test("a link to a tab opens that tab alone, and no stranger's key opens any", async ({ engine }) => {
  const { page, url, close } = await watch(engine, RED);
  await page.context().newPage();
  const { searchParams, pathname, origin } = new URL(url);
  const key = searchParams.get("signingKey") ?? "";
  const other = pathname.slice(0, pathname.lastIndexOf("/"));
  for (const path of [other, `${other}/ANOTHER`, "/debug/nobody", pathname.replace("debug", "debug/x")]) {
    expect([path, (await fetch(`${origin}${path}?signingKey=${key}`)).status]).toEqual([
      path,
      path.includes("x/") ? 404 : 401,
    ]);
  }
  for (const forged of ["", "x", `${key}x`, key.replace(".use.", ".look."), key.split(".").reverse().join(".")]) {
    const answer = await fetch(`${origin}${pathname}?signingKey=${forged}`);
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toContain(pathname.split("/")[2]);
  }
  const shown = await fetch(url, { headers: { accept: "text/html" } });
  expect(shown.headers.get("referrer-policy")).toBe("no-referrer");
  expect(shown.headers.get("cache-control")).toBe("no-store");
  expect(shown.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(await shown.text()).not.toContain(key);
  await close();
});

test.describe("with one second to connect", () => {
  test.use({ engineSettings: { connectWithinSeconds: 1 } });

  test("somebody who watches does not count as a client", async ({ engine }) => {
    const { id } = await engine.browserbase.sessions.create();
    const { pages } = await engine.browserbase.sessions.debug(id);
    const { socket } = await openLine(pages[0]?.debuggerUrl ?? "");
    const [code, reason] = await once(socket, "close");
    expect([code, String(reason)]).toEqual([4000, "Session ended."]);
    await expect.poll(async () => (await engine.browserbase.sessions.retrieve(id)).status).toBe("COMPLETED");
  });
});

test.describe("in full Chromium", () => {
  test.skip(fullChromiumPath === undefined, "no full Chromium is installed");
  test.use({ engineSettings: { chromiumPath: fullChromiumPath } });

  test("a tab behind another one is seen too", async ({ engine }) => {
    const { page, screen, close } = await watch(engine, RED);
    const front = await page.context().newPage();
    await front.goto("about:blank");
    await page.evaluate(() => Object.assign(document.body.style, { background: "rgb(0,255,0)" }));
    await expect.poll(() => colourOf(screen)).toEqual([0, 255, 0]);
    await close();
  });
});

test("twenty viewers that come and go leave nothing attached, and a viewer neither keeps nor ends a session", async ({
  engine,
}) => {
  // What records a session is attached too.
  const { id } = await engine.browserbase.sessions.create({
    keepAlive: true,
    browserSettings: { recordSession: false },
  });
  const { pages } = await engine.browserbase.sessions.debug(id);
  const url = pages[0]?.debuggerUrl ?? "";
  for (let turn = 0; turn < 10; turn++) {
    const [first, second] = await Promise.all([openLine(url), openLine(url)]);
    await expect.poll(() => Math.min(first.frames.length, second.frames.length)).toBeGreaterThan(0);
    expect(await isAttached(engine, id)).toEqual([true]);
    first.socket.close();
    second.socket.terminate();
    await expect.poll(() => isAttached(engine, id)).toEqual([false]);
  }
  expect((await engine.browserbase.sessions.retrieve(id)).status).toBe("RUNNING");
});

test("the log tells that somebody watches and acts, and nothing of what they type", async ({ engine }) => {
  const { id } = await engine.browserbase.sessions.create({ keepAlive: true });
  const { pages } = await engine.browserbase.sessions.debug(id);
  const { socket, frames } = await openLine(pages[0]?.debuggerUrl ?? "");
  await expect.poll(() => frames.length).toBeGreaterThan(0);
  const methods = async () => (await engine.browserbase.sessions.logs.list(id)).map(({ method }) => method);
  expect(await methods()).toEqual(["Page.startScreencast"]);
  await expect
    .poll(() => {
      socket.send('{"type":"text","text":"secret"}');
      return methods();
    })
    .toContain("Input.dispatchKeyEvent");
  expect(JSON.stringify(await engine.browserbase.sessions.logs.list(id))).not.toContain("secret");
  socket.close();
});

test("a slow viewer is sent the latest picture, once it has drawn what it has", async ({ engine }) => {
  const { page, url, close } = await watch(engine, RED);
  const { socket, frames } = await openLine(url);
  await page.evaluate(async () => {
    for (let shade = 0; shade < 60; shade++) {
      document.body.style.background = `rgb(${shade * 4},0,0)`;
      await new Promise(requestAnimationFrame);
    }
  });
  await expect.poll(() => frames.length).toBe(2);
  socket.send('{"type":"drawn"}');
  await expect.poll(() => frames.length).toBe(3);
  socket.close();
  await close();
});
