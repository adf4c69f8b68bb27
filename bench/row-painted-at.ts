import type { Page } from "playwright-core";

/** How a page shows a session; `gone` also when it knows how it ended, and `over` also by showing it no more. */
export type RowState = "pending" | "running" | "gone" | "over";

/** An end is shown after some lists when others end too, and a busy machine takes its time besides. */
const PATIENCE_MS = 120_000;

/**
 * When the row of a session that the page is to show was in a frame, epoch ms. Looks before each frame, by the clock of
 * this machine, which the page shares with upstream and server.
 */
export async function rowPaintedAt(page: Page, id: string, state: RowState): Promise<number> {
  const at = await page.waitForFunction(
    (asked) => {
      const row = [...document.querySelectorAll<HTMLElement>("[role=row]")].find(
        ({ ariaLabel }) => ariaLabel === asked.id,
      );
      const isLive = row?.dataset.live === "true";
      const live = row?.textContent?.includes("PENDING") ? "pending" : "running";
      const isSo =
        asked.state === "gone" ? !isLive || row?.dataset.missing === "true" : (isLive ? live : "over") === asked.state;
      return isSo && Date.now();
    },
    { id, state },
    { polling: "raf", timeout: PATIENCE_MS },
  );
  return Number(await at.jsonValue());
}
