import type { Page } from "playwright-core";
import { percentile } from "./figure";
import type { Measure } from "./measure";
import { observeClick } from "./page-observer";

const ROUNDS = 3;
/** From the one that the page begins with, and back to it. */
const COLUMNS = ["Time left", "Session", "Owner", "Age", "Idle"];

/** From a press of a column's header until the rows are painted in its order. */
export async function measureSorting(page: Page): Promise<Measure[]> {
  const painted: number[] = [];
  for (let press = 0; press < ROUNDS * COLUMNS.length; press += 1) {
    const header = page.getByRole("columnheader", { name: COLUMNS[press % COLUMNS.length] });
    const place = await header.evaluate((column) => [...(column.parentElement?.children ?? [])].indexOf(column));
    // It is drawn with the rows.
    const sorted = `[role=columnheader]:nth-child(${place + 1})[aria-sort=ascending]`;
    painted.push(await observeClick(page, header.getByRole("button"), sorted));
  }
  return [
    { name: "sort column until its rows are painted, p50", value: percentile(painted, 0.5), limit: 100, unit: "ms" },
    { name: "sort column until its rows are painted, p95", value: percentile(painted, 0.95), limit: 100, unit: "ms" },
  ];
}
