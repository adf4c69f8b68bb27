import type { ProjectFacts } from "@/lib/domain/project";
import type { Answer, Upstream } from "@/lib/server/upstream/upstream";
import type { FeedPace } from "./feed-pace";

const KEEP_FAILURE_MS = 5_000;

type Options = {
  upstream: Pick<Upstream, "retrieveProject">;
  pace: Pick<FeedPace, "projectEveryMs">;
  now: () => number;
  /** Whether the budget has room for one more request, which is then spent. */
  mayAsk: () => boolean;
  onAnswer: (answer: Answer<ProjectFacts>) => void;
  onFailure: (error: unknown) => void;
};

/** The project's facts, asked for now and then: they change by hand in a dashboard. A failure keeps the old ones. */
export class ProjectCache {
  #options: Options;
  #nextAskAt = Number.NEGATIVE_INFINITY;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Asks again when it is time to, and tells whether it did. Never rejects. To be called one at a time. */
  async refresh(): Promise<boolean> {
    if (this.#options.now() < this.#nextAskAt || !this.#options.mayAsk()) return false;
    await this.#ask();
    return true;
  }

  /** We changed the facts: the next refresh asks. */
  expire(): void {
    this.#nextAskAt = Number.NEGATIVE_INFINITY;
  }

  async #ask(): Promise<void> {
    this.#nextAskAt = this.#options.now() + this.#options.pace.projectEveryMs;
    try {
      this.#options.onAnswer(await this.#options.upstream.retrieveProject());
    } catch (error) {
      this.#nextAskAt = this.#options.now() + KEEP_FAILURE_MS;
      this.#options.onFailure(error);
    }
  }
}
