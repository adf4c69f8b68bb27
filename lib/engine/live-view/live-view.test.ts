import { expect, type Page } from "@playwright/test";
import { connectPage } from "../testing/connect-page";
import { type TestEngine, test } from "../testing/engine-test";
import { startWebSite } from "../testing/web-site";

const RED = "data:text/html,<title>Red</title><body style='background:rgb(255,0,0)'>";

/** A session to be watched, and a page of another one to watch it in. */
async function openBoth({ browserbase }: TestEngine, url: string) {
  const watched = await browserbase.sessions.create();
  const watching = await browserbase.sessions.create();
  const [client, viewer] = await Promise.all([connectPage(watched.connectUrl), connectPage(watching.connectUrl)]);
  await client.page.goto(url);
  return { id: watched.id, page: client.page, client: client.browser, screen: viewer.page };
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

test("a person sees a tab live, wherever it goes, and is told when it closes", async ({ engine }) => {
  const site = await startWebSite((_request, response) => {
    response.setHeader("content-type", "text/html").end("<title>Blue</title><body style='background:rgb(0,0,255)'>");
  });
  const { id, page, client, screen } = await openBoth(engine, RED);
  const { pages } = await engine.browserbase.sessions.debug(id);
  await screen.goto(pages[0]?.debuggerUrl ?? "");
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
  await client.close();
  site.close();
});
