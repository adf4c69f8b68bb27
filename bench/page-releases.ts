import type { Page } from "playwright-core";
import { percentile } from "./figure";
import type { Fleet } from "./fleet";
import type { Measure } from "./measure";
import { observeDuring } from "./page-observer";

const RELEASES = 20;

/** From a press of Release, and of its answer, until what it did is painted. The answer says so at once. */
export async function measureReleases(page: Page, fleet: Fleet): Promise<Measure[]> {
  await page.getByRole("columnheader", { name: "Owner" }).hover();
  const { interactions } = await observeDuring(page, async () => {
    for (let release = 0; release < RELEASES; release += 1) {
      const id = await pickLive(page, fleet);
      const row = page.getByRole("row", { name: id });
      await row.getByRole("button", { name: /^Release / }).click();
      const anyway = row.getByRole("button", { name: "Release anyway" });
      const said = row.getByText(/^(Releasing.*|COMPLETED)$/).first();
      // Nothing is asked about one that is proven idle.
      await anyway.or(said).first().waitFor();
      if (await anyway.isVisible()) await anyway.click();
      await said.waitFor();
    }
  });
  // What took less than a frame is not told.
  return [
    { name: "Release until painted, p50", value: percentile(interactions, 0.5), limit: 100, unit: "ms" },
    { name: "Release until painted, p95", value: percentile(interactions, 0.95), limit: 100, unit: "ms" },
  ];
}

/** The first that can be released, and that nothing else ends meanwhile. */
async function pickLive(page: Page, fleet: Fleet): Promise<string> {
  const offered = page.getByRole("row").filter({ has: page.getByRole("button", { name: /^Release \w{8}$/ }) });
  const ids = await offered.evaluateAll((rows) => rows.flatMap(({ ariaLabel }) => ariaLabel ?? []));
  const id = ids.find((one) => fleet.watch(one));
  if (id === undefined) throw new Error("no row offers to release a session that is live");
  return id;
}
