import type { ProjectFacts } from "@/lib/domain/project";
import type { Answer, Upstream } from "@/lib/server/upstream/upstream";

const KEEP_MS = 30_000;
const KEEP_FAILURE_MS = 5_000;

type Options = {
  upstream: Pick<Upstream, "retrieveProject">;
  now: () => number;
  onAnswer: (answer: Answer<ProjectFacts>) => void;
  onFailure: (error: unknown) => void;
};

/** The project's facts, asked for now and then: they change by hand in a dashboard. A failure keeps the old ones. */
export class ProjectCache {
  #options: Options;
  #facts: ProjectFacts | null = null;
  #nextAskAt = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  /** The last known; `null` before the first answer. */
  get facts(): ProjectFacts | null {
    return this.#facts;
  }

  /** Asks again when it is time to. Never rejects. */
  async refresh(): Promise<void> {
    if (this.#options.now() >= this.#nextAskAt) {
      this.#asking ??= this.#ask().finally(() => {
        this.#asking = undefined;
      });
    }
    await this.#asking;
  }

  /** We changed the facts: the next refresh asks. */
  expire(): void {
    this.#nextAskAt = Number.NEGATIVE_INFINITY;
  }

  async #ask(): Promise<void> {
    this.#nextAskAt = this.#options.now() + KEEP_MS;
    try {
      const answer = await this.#options.upstream.retrieveProject();
      this.#facts = answer.value;
      this.#options.onAnswer(answer);
    } catch (error) {
      this.#nextAskAt = this.#options.now() + KEEP_FAILURE_MS;
      this.#options.onFailure(error);
    }
  }
}
