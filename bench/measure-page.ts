import type { Page } from "playwright-core";

export type PageFigures = { changes: number; p50Ms: number; p95Ms: number; maxMs: number };

type Options = {
  /** Shows the sessions, filtered so that what changes is on the screen. */
  page: Page;
  /** Makes a session upstream, and tells when upstream had it (epoch ms). */
  change: () => Promise<{ id: string; at: number }>;
  changes: number;
};

/** From a change of upstream to the frame in which the page shows it. Both read the clock of this machine. */
export async function measurePage({ page, change, changes }: Options): Promise<PageFigures> {
  const delaysMs: number[] = [];
  for (let done = 0; done < changes; done++) {
    const { id, at } = await change();
    delaysMs.push((await paintedAt(page, id)) - at);
  }
  delaysMs.sort((a, b) => a - b);
  const at = (share: number) =>
    delaysMs[Math.min(delaysMs.length - 1, Math.floor(delaysMs.length * share))] ?? Number.NaN;
  return { changes, p50Ms: at(0.5), p95Ms: at(0.95), maxMs: at(1) };
}

function paintedAt(page: Page, id: string): Promise<number> {
  return page.evaluate(
    (label) =>
      new Promise<number>((resolve) => {
        const look = () => {
          const row = [...document.querySelectorAll("[role=row]")].find((one) => one.ariaLabel === label);
          if (row) resolve(Date.now());
          else requestAnimationFrame(look);
        };
        look();
      }),
    id,
  );
}
