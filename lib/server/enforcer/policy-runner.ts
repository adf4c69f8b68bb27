import type { SessionWarning } from "@/lib/domain/session";
import type { LiveFeed } from "@/lib/server/feed/live-feed";
import { readPolicies, type StoredPolicy } from "@/lib/server/services/policies/policy-row";
import { type PolicyWarning, readWarnings } from "@/lib/server/services/policies/policy-warnings";
import { type EnforcerContext, enforcePolicy } from "./enforce-policy";

type Options = EnforcerContext & { feed: Pick<LiveFeed, "look" | "note" | "attend" | "isAsking"> };

/**
 * Carries out the policies that are on, one run after the other. Of several servers only the one that asks upstream does;
 * all show the warnings. While there is a policy, upstream is asked now and then, and CDP logs are read, also when nobody
 * watches: what one that is dry would have done is told by what was seen. What it knows is in the database, so that a run
 * that fails, or a server that is killed, is made up for by the next.
 */
export class PolicyRunner {
  readonly #options: Options;
  #leave: (() => void) | undefined;
  /** The warnings that the feed was told of, by session. */
  #noted: ReadonlyMap<string, SessionWarning> = new Map();

  constructor(options: Options) {
    this.#options = options;
  }

  async run(): Promise<void> {
    const { database, feed, log } = this.#options;
    const policies = await readPolicies(database);
    const active = policies.filter(({ mode }) => mode === "on");
    this.#attendWhile(policies.length > 0);
    if (active.length === 0) return this.#note([], policies);
    if (feed.isAsking) {
      const warnings = await readWarnings(database);
      for (const policy of active) {
        // Anew for each: what one has released is no business of the next.
        const snapshot = feed.look();
        await enforcePolicy(this.#options, policy, { snapshot, warnings }).catch((err: unknown) =>
          log.error({ err, policy: policy.name }, "a policy could not be carried out, and is tried again"),
        );
      }
    }
    this.#note(await readWarnings(database), policies);
  }

  stop(): void {
    this.#attendWhile(false);
  }

  #attendWhile(isNeeded: boolean): void {
    if (isNeeded) this.#leave ??= this.#options.feed.attend({ pace: "heartbeat" });
    else this.#leave = void this.#leave?.();
  }

  /** Tells the feed what changed since it was told last: the earliest of each session's warnings. */
  #note(warnings: readonly PolicyWarning[], policies: readonly StoredPolicy[]): void {
    const names = new Map(policies.map(({ id, name }) => [id, name]));
    const next = new Map<string, SessionWarning>();
    for (const { policyId, sessionId, dueAt } of warnings) {
      const policyName = names.get(policyId);
      const earlier = next.get(sessionId);
      if (policyName === undefined || (earlier && earlier.dueAt <= dueAt)) continue;
      next.set(sessionId, { policyId, policyName, dueAt });
    }
    const over = [...this.#noted.keys()]
      .filter((id) => !next.has(id))
      .map((id) => [id, { warning: undefined }] as const);
    const news = [...next].filter(([id, warning]) => !isSame(this.#noted.get(id), warning));
    this.#noted = next;
    if (over.length + news.length === 0) return;
    this.#options.feed.note([...over, ...news.map(([id, warning]) => [id, { warning }] as const)]);
  }
}

function isSame(one: SessionWarning | undefined, other: SessionWarning): boolean {
  return one?.policyId === other.policyId && one.policyName === other.policyName && one.dueAt === other.dueAt;
}
