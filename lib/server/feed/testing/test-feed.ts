import { NO_OWN_FACTS } from "@/lib/api/snapshot";
import { ENGINE_PACE } from "@/lib/server/feed/feed-pace";
import { LiveFeed } from "@/lib/server/feed/live-feed";

type Options = ConstructorParameters<typeof LiveFeed>[0];

/** A feed on an upstream of the test's, without jitter, whose timers never fire unless the test says when. */
export function testFeed(options: Pick<Options, "upstream"> & Partial<Options>): LiveFeed {
  return new LiveFeed({
    epoch: "test",
    pace: ENGINE_PACE,
    now: () => 0,
    random: () => 0.5,
    wait: () => new Promise(() => undefined),
    schedule: () => () => undefined,
    readOwnFacts: async () => NO_OWN_FACTS,
    onProject: () => undefined,
    onFailure: () => undefined,
    ...options,
  });
}
