import type { Browser } from "playwright-core";
import type { BenchWorld } from "./bench-world";
import { FeedViewers } from "./feed-viewers";
import type { Figure } from "./figure";
import { overMark } from "./measure";
import { measureArrival } from "./measure-arrival";
import { measureServer } from "./measure-server";

/** The server while more and more watch, and then, with as many, how soon a page shows what changed. */
export async function measureViewed(world: BenchWorld, browser: Browser): Promise<Figure[]> {
  const viewers = new FeedViewers(world);
  try {
    const figures = [...(await measureServer(world, viewers)), ...(await measureArrival(world, browser, viewers))];
    const { lost, size } = viewers;
    return [...figures, { name: "streams lost", value: `${lost} of ${size}`, comparedTo: `0${overMark(lost > 0)}` }];
  } finally {
    viewers.close();
  }
}
