import { setTimeout } from "node:timers/promises";
import { NO_OWN_FACTS } from "@/lib/api/snapshot";
import { openDatabase } from "@/lib/server/db/connect";
import { ENGINE_PACE } from "@/lib/server/feed/feed-pace";
import { LiveFeed } from "@/lib/server/feed/live-feed";
import { scheduleTimer } from "@/lib/server/feed/schedule";
import { shareFeed } from "@/lib/server/share-feed";
import { createUpstream } from "@/lib/server/upstream/create-upstream";
import { monotonicNow } from "@/lib/server/upstream/monotonic-now";

/**
 * A server of which only the feed is there, with one viewer: takes a database, an upstream and a name from its arguments
 * and sends on what the viewer is sent. To upstream its name is its API key.
 */
const [databaseUrl = "", upstreamUrl = "", name = ""] = process.argv.slice(2);
const database = await openDatabase({ kind: "postgres", url: databaseUrl });
const feed = new LiveFeed({
  upstream: createUpstream(
    { kind: "browserbase", apiKey: name, baseUrl: upstreamUrl },
    { onBrokenRows: () => undefined },
  ),
  epoch: name,
  share: shareFeed({ database, holder: name, now: monotonicNow }),
  pace: ENGINE_PACE,
  now: monotonicNow,
  random: Math.random,
  wait: (ms) => setTimeout(ms, undefined, { ref: false }),
  schedule: scheduleTimer,
  readOwnFacts: async () => NO_OWN_FACTS,
  onProject: () => undefined,
  onFailure: (error) => process.send?.(`failure: ${String(error)}\n`),
});
process.once("disconnect", () => process.exit());
const { stream } = await feed.watch({ encoding: "identity" });
const decoder = new TextDecoder();
for await (const bytes of stream) process.send?.(decoder.decode(bytes, { stream: true }));
