import type { Locator, Page } from "@playwright/test";
import { type FleetSimulator, startFleetSimulator } from "@/bench/fleet-simulator";
import { expect as anyExpect, expectAccessible } from "./fixtures";
import { test as base } from "./hosted-console";
import { LOOKS } from "./looks";
import { askRelease } from "./release-sessions";

const FLEET = 10_000;
/** News of ten thousand sessions take their time on a machine that has other things to do. */
const expect = anyExpect.configure({ timeout: 20_000 });
/** Sooner than any session of the fleet, so that it comes first. */
const SOON = { timeout: 900, keepAlive: true, userMetadata: { owner: "ada" } };

/** A console on a project of ten thousand sessions, which come and go as the test says. */
const test = base.extend<{ fleetPage: FleetPage }, { simulator: FleetSimulator }>({
  simulator: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures off this pattern
    async ({}, use) => {
      const simulator = await startFleetSimulator({ sessions: FLEET, changesPerSecond: 0 });
      await use(simulator);
      await simulator.stop();
    },
    { scope: "worker" },
  ],
  hostedEnv: [
    async ({ simulator }, use) =>
      use({
        BROWSERBASE_API_KEY: simulator.apiKey,
        BROWSERBASE_PROJECT_ID: simulator.projectId,
        BROWSERBASE_BASE_URL: simulator.url,
        // Each test ends sessions, and none waits until the last one's have been looked up.
        KEEPWATCH_UPSTREAM_REQUESTS_PER_MINUTE: "600",
      }),
    { scope: "worker" },
  ],
  fleetPage: async ({ page, simulator }, use) => use(new FleetPage(page, simulator)),
});

// They share one fleet, and none counts on what another does to it.
test.describe.configure({ mode: "default", timeout: 120_000 });

/**
 * Gives what tells the names of the rows that were drawn since: those that React made again, whether or not that changed
 * anything, and those that something was changed in but the figures that count by themselves.
 */
async function watchDrawnRows(page: Page): Promise<() => Promise<string[]>> {
  const watched = await page.evaluateHandle(() => {
    const table = document.querySelector('[role="table"]');
    const rows = () => [...(table?.querySelectorAll('[role="row"][aria-label]') ?? [])];
    const madeOf = (row: Element) => Object.entries(row).find(([key]) => key.startsWith("__reactProps$"))?.[1];
    const before = new Map(rows().map((row) => [row, madeOf(row)]));
    const changed = new Set<Element | null>();
    const take = (records: MutationRecord[]) => {
      for (const { target } of records) if (target instanceof HTMLElement) changed.add(target.closest('[role="row"]'));
    };
    const observer = new MutationObserver(take);
    // Figures that count are texts and a bar's width.
    if (table) observer.observe(table, { subtree: true, childList: true, attributes: true });
    return () => {
      take(observer.takeRecords());
      if (![...before.values()].every(Boolean)) throw new Error("what a row was made of is not known");
      const drawn = rows().filter((row) => changed.has(row) || madeOf(row) !== before.get(row));
      return drawn.map(({ ariaLabel }) => ariaLabel ?? "");
    };
  });
  return () => watched.evaluate((drawn) => drawn());
}

/** A session's log has one command, at its start: one that is older than this is in use no more. */
const UNUSED_MS = 90_000;

class FleetPage {
  readonly rows: Locator;
  readonly live: Locator;
  constructor(
    readonly page: Page,
    readonly simulator: FleetSimulator,
  ) {
    this.rows = page.getByRole("row");
    this.live = page.getByRole("button", { name: /^(Live|Paused|Stale)/ });
  }

  async open(query = ""): Promise<void> {
    // By the time that is left, by which a session of the test's own comes first.
    await this.page.goto(`/?sort=time-left${query.replace("?", "&")}`);
    await this.untilAwake();
  }

  /** Its scripts have taken over from what the server drew, and it knows what an earlier test did last. */
  async untilAwake(): Promise<void> {
    await expect(this.rows.locator("nth=1")).toBeVisible();
    await this.page.waitForFunction(() => document.querySelectorAll('[role="row"]').length !== 41);
    await expect(this.page.getByText(`· ${this.simulator.fleet.size} live`)).toBeVisible();
    // What has left upstream's list is not counted, and stays among the others until the list is sorted anew.
    await expect(this.page.locator('[role="row"]:is([data-missing="true"], [data-live="false"])')).toHaveCount(0);
  }

  row(id: string): Locator {
    return this.page.getByRole("row", { name: id });
  }

  async rowCount(): Promise<number> {
    return Number(await this.page.getByRole("table").getAttribute("aria-rowcount"));
  }

  /** The names of the rows that are there, in their order. */
  names(): Promise<string[]> {
    return this.rows.evaluateAll((rows) => rows.flatMap(({ ariaLabel }) => ariaLabel ?? []));
  }

  /** The row in the middle of the screen. */
  middleRow(): Promise<string> {
    return this.page.evaluate(
      () => document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest('[role="row"]')?.ariaLabel ?? "",
    );
  }

  /** Where no row is under it. */
  async movePointerAway(): Promise<void> {
    await this.page.mouse.move(1, 1);
  }
}

for (const { title, viewport } of [
  { title: "a desk", viewport: { width: 1280, height: 800 } },
  { title: "a phone", viewport: { width: 375, height: 812 } },
]) {
  test.describe(`on ${title}`, () => {
    test.use({ viewport });

    test("ten thousand sessions are fewer than a hundred rows, from the first to the last", async ({
      page,
      fleetPage,
    }) => {
      await fleetPage.open();
      expect(await fleetPage.rowCount()).toBeGreaterThan(FLEET);
      expect(await fleetPage.rows.count()).toBeLessThan(100);
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      await expect(page.locator(`[aria-rowindex="${await fleetPage.rowCount()}"]`)).toBeInViewport();
      expect(await fleetPage.rows.count()).toBeLessThan(100);
    });

    test("a page that is reloaded far down is there again, at the same row", async ({ page, fleetPage }) => {
      await fleetPage.open();
      await page.evaluate(() => scrollTo(0, 100_000));
      await expect.poll(() => fleetPage.middleRow()).not.toBe("");
      const [row, top] = [await fleetPage.middleRow(), await page.evaluate(() => scrollY)];
      await page.reload();
      await expect(fleetPage.row(row)).toBeInViewport();
      expect(await page.evaluate(() => scrollY)).toBe(top);
    });

    test("the server draws the first rows and room for all, so that nothing moves when the page wakes up", async ({
      browser,
      fleetPage,
      page,
      hosted,
      adminCookies,
      simulator,
    }) => {
      const asleep = await browser.newContext({
        javaScriptEnabled: false,
        viewport,
        storageState: { cookies: adminCookies, origins: [] },
      });
      const drawn = new FleetPage(await asleep.newPage(), simulator);
      await drawn.page.goto(`${hosted.url}/?sort=time-left`);
      expect(await drawn.rows.count()).toBe(41);
      await fleetPage.open();
      const height = (of: Page) => of.evaluate(() => document.documentElement.scrollHeight);
      expect(await height(page)).toBe(await height(drawn.page));
      const [first = ""] = await drawn.names();
      expect(await fleetPage.row(first).boundingBox()).toEqual(await drawn.row(first).boundingBox());
      await asleep.close();
    });
  });
}

test("the filter finds one session among ten thousand, and its words are in the URL", async ({
  page,
  fleetPage,
  simulator,
}) => {
  const { id } = simulator.fleet.start({ userMetadata: { ticket: "needle-4711" } }, Date.now());
  await fleetPage.open();
  await page.keyboard.press("/");
  await page.keyboard.type("needle-4711");
  await expect(page.getByText("1 result ·")).toBeVisible();
  await expect(fleetPage.row(id)).toBeVisible();
  await expect(page).toHaveURL(/q=needle-4711/);
});

test("rows stand still under a pointer, a chip tells what has changed, and a press applies it", async ({
  page,
  fleetPage,
  simulator,
}) => {
  await fleetPage.open();
  const [before, second = "", third = ""] = [await fleetPage.names(), ...(await fleetPage.names()).slice(1)];
  await fleetPage.row(second).hover();
  const started = [1, 2, 3].map(() => simulator.fleet.start(SOON, Date.now()).id);
  for (const id of [second, third]) simulator.fleet.end(id, "COMPLETED", Date.now());
  const chip = page.getByRole("button", { name: "3 new, 2 ended · Apply" });
  await expect(chip).toBeVisible();
  expect(await fleetPage.names()).toEqual(before);
  await expect(fleetPage.row(second)).toContainText("COMPLETED");
  await chip.click();
  await expect(chip).toHaveCount(0);
  await expect(fleetPage.row(second)).toHaveCount(0);
  expect((await fleetPage.names()).slice(0, 3).toSorted()).toEqual(started.toSorted());
  for (const id of started) simulator.fleet.end(id, "COMPLETED", Date.now());
});

test("a chip tells how many rows would move, before they do", async ({ page, fleetPage, simulator }) => {
  const [first, second] = [800, 810].map((timeout) => simulator.fleet.start({ ...SOON, timeout }, Date.now()).id);
  await fleetPage.open();
  // What an earlier test has ended may be there for a while.
  await expect.poll(async () => (await fleetPage.names()).slice(0, 2)).toEqual([first, second]);
  const before = await fleetPage.names();
  await fleetPage.row(second ?? "").hover();
  simulator.fleet.postpone(first ?? "", 20_000);
  const chip = page.getByRole("button", { name: /1 moved · Apply$/ });
  await expect(chip).toBeVisible();
  expect(await fleetPage.names()).toEqual(before);
  await chip.click();
  await expect.poll(async () => (await fleetPage.names()).slice(0, 2)).toEqual([second, first]);
  for (const id of [first, second]) simulator.fleet.end(id ?? "", "COMPLETED", Date.now());
});

test("what has changed is applied when the pointer leaves", async ({ page, fleetPage, simulator }) => {
  await fleetPage.open();
  const [first = ""] = await fleetPage.names();
  await fleetPage.row(first).hover();
  const { id } = simulator.fleet.start(SOON, Date.now());
  await expect(page.getByRole("button", { name: "1 new · Apply" })).toBeVisible();
  await expect(fleetPage.row(id)).toHaveCount(0);
  await fleetPage.movePointerAway();
  await expect(fleetPage.row(id)).toBeVisible();
  simulator.fleet.end(id, "COMPLETED", Date.now());
});

test("a row keeps the focus while it is scrolled away, and others come and go", async ({
  page,
  fleetPage,
  simulator,
}) => {
  await fleetPage.open();
  const [first = "", second = ""] = await fleetPage.names();
  await fleetPage.row(second).focus();
  await page.evaluate(() => scrollTo(0, 200_000));
  await expect(fleetPage.row(first)).toHaveCount(0);
  await expect(fleetPage.row(second)).toBeFocused();
  const { id } = simulator.fleet.start(SOON, Date.now());
  simulator.fleet.end(first, "COMPLETED", Date.now());
  await expect(page.getByRole("button", { name: "1 new, 1 ended · Apply" })).toBeVisible();
  await expect(fleetPage.row(second)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(fleetPage.row(first)).toBeFocused();
  await expect(fleetPage.row(first)).toContainText("COMPLETED");
  simulator.fleet.end(id, "COMPLETED", Date.now());
});

test("what is on the screen stays where it is when rows come above it", async ({ page, fleetPage, simulator }) => {
  await fleetPage.open();
  await fleetPage.movePointerAway();
  await page.evaluate(() => scrollTo(0, 50_000));
  await expect.poll(() => fleetPage.middleRow()).not.toBe("");
  const row = fleetPage.row(await fleetPage.middleRow());
  const [index, place] = [Number(await row.getAttribute("aria-rowindex")), await row.boundingBox()];
  const started = Array.from({ length: 30 }, () => simulator.fleet.start(SOON, Date.now()).id);
  // Some of an earlier test may leave the list meanwhile.
  await expect.poll(async () => Number(await row.getAttribute("aria-rowindex"))).toBeGreaterThan(index + 20);
  expect(await row.boundingBox()).toEqual(place);
  for (const id of started) simulator.fleet.end(id, "COMPLETED", Date.now());
});

test("when one session changes its row is drawn, and no other", async ({ page, fleetPage, simulator }) => {
  const userMetadata = { ticket: "alone-4711" };
  // Without keepAlive no log is read of them, which would be news of the others.
  const started = Array.from({ length: 8 }, () =>
    simulator.fleet.start({ status: "RUNNING", keepAlive: false, userMetadata }, Date.now()),
  );
  const [, changing = ""] = started.map(({ id }) => id);
  await fleetPage.open("?q=alone-4711");
  await expect(page.getByText("8 results ·")).toBeVisible();
  // So that it stays in its place.
  await fleetPage.row(changing).hover();
  const drawn = await watchDrawnRows(page);
  simulator.fleet.end(changing, "COMPLETED", Date.now());
  await expect(fleetPage.row(changing)).toContainText("COMPLETED");
  expect(await drawn()).toEqual([changing]);
  for (const { id } of started) simulator.fleet.end(id, "COMPLETED", Date.now());
});

test("sessions are grouped by what their metadata says, with how many and how much time each has left", async ({
  page,
  fleetPage,
  simulator,
}) => {
  // Those that ended lately are shown too, and are on no list of upstream's.
  await fleetPage.open("?status=RUNNING");
  await page.getByRole("combobox", { name: "Group by" }).selectOption("metadata.owner");
  await expect(page).toHaveURL(/group=metadata\.owner/);
  const group = page.getByRole("row", { name: "Group ada" });
  const answer = await page.request.get(`${simulator.url}/v1/sessions?status=RUNNING`);
  const fleet: { expiresAt: string; userMetadata: { owner?: string } }[] = await answer.json();
  const ada = fleet.filter(({ userMetadata }) => userMetadata.owner === "ada");
  await expect(group).toContainText(`${ada.length} sessions`);
  const minutesLeft = () =>
    Math.floor(ada.reduce((sum, { expiresAt }) => sum + Date.parse(expiresAt) - Date.now(), 0) / 60_000);
  const shown = async () => {
    const [, hours = 0, minutes = 0] = /(\d+) h(?: (\d+) min)? in all/.exec((await group.textContent()) ?? "") ?? [];
    return Number(hours) * 60 + Number(minutes);
  };
  // They lose a minute every 60 ms or less, all together, and one second's rounding is worth many.
  await expect.poll(async () => Math.abs((await shown()) - minutesLeft())).toBeLessThan(ada.length / 20);

  const everything = await fleetPage.rowCount();
  await group.getByRole("button", { expanded: true }).click();
  await expect.poll(() => fleetPage.rowCount()).toBe(everything - ada.length);
  await group.getByRole("button", { name: "Show only ada" }).click();
  await expect(page).toHaveURL(/only=ada/);
  await expect(page.getByText(`${ada.length} results`)).toBeVisible();
  await page.getByRole("button", { name: "owner: ada" }).click();
  await expect(page).not.toHaveURL(/only=/);
});

test("a group, and all that match, are selected wherever they are, and not just those on the screen", async ({
  page,
  fleetPage,
  simulator,
}) => {
  await fleetPage.open("?status=RUNNING&group=metadata.owner");
  const answer = await page.request.get(`${simulator.url}/v1/sessions?status=RUNNING`);
  const fleet: { keepAlive: boolean; userMetadata: { owner?: string } }[] = await answer.json();
  const kept = fleet.filter(({ keepAlive }) => keepAlive);
  const ada = kept.filter(({ userMetadata }) => userMetadata.owner === "ada").length;
  expect(ada).toBeGreaterThan(await fleetPage.rows.count());
  const selection = page.getByRole("region", { name: "Selection" });
  const box = page.getByRole("checkbox", { name: "Select all of ada" });
  await box.check();
  await expect(selection).toContainText(`${ada} selected`);
  await box.uncheck();
  await expect(selection).toHaveCount(0);
  await page.keyboard.press("a");
  await expect(selection).toContainText(`${kept.length} selected`);
});

test("a paused picture stays as it was, while time goes on and a release still works", async ({
  page,
  fleetPage,
  simulator,
}) => {
  const { id } = simulator.fleet.start(SOON, Date.now() - UNUSED_MS);
  await fleetPage.open();
  await expect(fleetPage.row(id)).toBeVisible();
  await fleetPage.live.click();
  await expect(fleetPage.live).toHaveAttribute("aria-pressed", "true");
  await expect(fleetPage.live).toHaveText(/Paused \d+ s ago · Resume/);
  const results = (await page.getByText(/\d+ results/).textContent())?.match(/\d+ results/)?.[0] ?? "";
  await fleetPage.movePointerAway();
  const other = simulator.fleet.start({ ...SOON, timeout: 800 }, Date.now()).id;
  const before = await fleetPage.row(id).getByRole("timer").textContent();
  await expect(fleetPage.row(id).getByRole("timer")).not.toHaveText(before ?? "");

  const name = id.slice(0, 8);
  await fleetPage
    .row(id)
    .getByRole("button", { name: `Release ${name}`, exact: true })
    .click();
  await page.getByRole("button", { name: "Release anyway" }).click();
  await page.getByRole("button", { name: `Release ${name} now` }).click();
  await expect(fleetPage.row(id)).toContainText("COMPLETED");
  await expect(fleetPage.row(other)).toHaveCount(0);
  await expect(page.getByText(/\d+ results/)).toContainText(results);

  await fleetPage.movePointerAway();
  await fleetPage.live.press("Enter");
  await expect(fleetPage.live).toHaveAttribute("aria-pressed", "false");
  await expect(fleetPage.row(other)).toBeVisible();
  simulator.fleet.end(other, "COMPLETED", Date.now());
});

test("of more releases than fit each is a press away from its Undo", async ({ page, fleetPage, simulator }) => {
  const pairs = Array.from({ length: 4 }, () =>
    [1, 2].map(() => simulator.fleet.start(SOON, Date.now() - UNUSED_MS).id),
  );
  await fleetPage.open();
  await expect(fleetPage.row(pairs[3]?.[1] ?? "")).toBeVisible();
  for (const ids of pairs) expect((await askRelease(page.request, ids)).ok()).toBe(true);
  const more = page.getByRole("link", { name: "1 more under way" });
  await expect(more).toBeVisible();
  await expect(page.getByRole("region", { name: "Release under way" })).toHaveCount(3);
  await more.click();
  await expect(page.getByRole("list", { name: "Releases" }).getByRole("listitem")).not.toHaveCount(0);
  // What goes on would change the counts of the test that comes next.
  const haveEnded = () => pairs.flat().every((id) => simulator.fleet.find(id)?.endedAt !== undefined);
  await expect.poll(haveEnded, { timeout: 30_000 }).toBe(true);
});

test("the keyboard alone reaches the last row and the first, and releases it", async ({
  page,
  fleetPage,
  simulator,
}) => {
  const { id } = simulator.fleet.start(SOON, Date.now() - UNUSED_MS);
  await fleetPage.open();
  await expect(fleetPage.row(id)).toBeVisible();
  await expect(async () => {
    await page.keyboard.press("Tab");
    await expect(fleetPage.row(id)).toBeFocused({ timeout: 1 });
  }).toPass({ intervals: [0] });
  await page.keyboard.press("End");
  await expect(page.locator(`[aria-rowindex="${await fleetPage.rowCount()}"]`)).toBeFocused();
  await expect(page.locator(":focus")).toBeInViewport();
  await page.keyboard.press("k");
  await expect(page.locator(`[aria-rowindex="${(await fleetPage.rowCount()) - 1}"]`)).toBeFocused();
  await page.keyboard.press("Home");
  await expect(fleetPage.row(id)).toBeFocused();
  await expect(fleetPage.row(id)).toBeInViewport();
  await expect(async () => {
    await page.keyboard.press("Tab");
    await expect(fleetPage.row(id).getByRole("button", { name: /^Release/ })).toBeFocused({ timeout: 1 });
  }).toPass({ intervals: [0] });
  await page.keyboard.press("Enter");
  await expect(fleetPage.row(id).getByRole("group", { name: /^Release/ })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(fleetPage.row(id).getByRole("button", { name: /now$/ })).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(fleetPage.row(id)).toContainText("COMPLETED");
});

for (const { title, options } of LOOKS) {
  test.describe(title, () => {
    test.use({ ...options, contextOptions: { reducedMotion: "reduce" } });

    test("axe finds nothing in groups, in a held list and in a paused one", async ({ page, fleetPage, simulator }) => {
      await fleetPage.open("?group=metadata.owner");
      // By the keyboard, whose focus holds the rows; a pointer holds them where it stays.
      await page.getByRole("row", { name: "Group ada" }).getByRole("button", { expanded: true }).focus();
      await page.keyboard.press("Enter");
      await page.getByRole("row", { name: "Group alan" }).getByRole("button").first().focus();
      const { id } = simulator.fleet.start(SOON, Date.now());
      // The last test's session may be told of beside it, as ended.
      await expect(page.getByRole("button", { name: /^1 new.* · Apply$/ })).toBeVisible();
      await expectAccessible(page);
      await fleetPage.live.click();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      simulator.fleet.end(id, "COMPLETED", Date.now());
    });
  });
}
