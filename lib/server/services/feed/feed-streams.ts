import { AppError } from "@/lib/server/errors";
import type { Schedule } from "@/lib/server/feed/schedule";
import type { Viewer } from "@/lib/server/feed/viewer";

/** How long somebody who may no longer look can still see changes. */
const CHECK_MS = 2_000;
/** Open pages of one person, on all their machines; each page has one stream at most. */
const MAX_STREAMS = 20;

export type OpenStream = { personId: string; signInId: string };

type Options = {
  schedule: Schedule;
  /** Which of these sign-ins still stand, of people who may look. */
  findEntitled: (signInIds: readonly string[]) => Promise<ReadonlySet<string>>;
  onFailure: (error: unknown) => void;
};

/**
 * The open streams and whose they are. Cadence: every two seconds while there are any, one question to the database asks
 * after all their sign-ins. Streams of a sign-in that is gone, or whose person is deactivated or may no longer look, end.
 * On failure: they stay, and the next check asks again; a database that is down lets nobody sign out either. Stops with
 * the last stream.
 */
export class FeedStreams {
  readonly #options: Options;
  readonly #open = new Map<Viewer, OpenStream>();
  /** Being opened, by person. */
  readonly #opening = new Map<string, number>();
  #cancelCheck: (() => void) | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Opens one more stream for a person, unless they have too many. */
  async add(stream: OpenStream, open: () => Promise<Viewer>): Promise<Viewer> {
    const { personId } = stream;
    const opening = this.#opening.get(personId) ?? 0;
    if (this.#countOf(personId) + opening >= MAX_STREAMS) {
      const message = `You have ${MAX_STREAMS} pages open that follow the sessions. Close one of them first.`;
      throw new AppError("rate_limited", message, { retryAfterSeconds: 10 });
    }
    this.#opening.set(personId, opening + 1);
    try {
      const viewer = await open();
      if (!viewer.signal.aborted) this.#hold(viewer, stream);
      return viewer;
    } finally {
      const others = (this.#opening.get(personId) ?? 1) - 1;
      if (others > 0) this.#opening.set(personId, others);
      else this.#opening.delete(personId);
    }
  }

  #hold(viewer: Viewer, stream: OpenStream): void {
    this.#open.set(viewer, stream);
    viewer.signal.addEventListener("abort", () => this.#letGo(viewer), { once: true });
    this.#cancelCheck ??= this.#options.schedule(CHECK_MS, () => void this.#check());
  }

  #letGo(viewer: Viewer): void {
    this.#open.delete(viewer);
    if (this.#open.size > 0) return;
    this.#cancelCheck?.();
    this.#cancelCheck = undefined;
  }

  async #check(): Promise<void> {
    const { schedule, findEntitled, onFailure } = this.#options;
    const asked = [...this.#open];
    try {
      const entitled = await findEntitled([...new Set(asked.map(([, { signInId }]) => signInId))]);
      for (const [viewer, { signInId }] of asked) if (!entitled.has(signInId)) viewer.end();
    } catch (error) {
      onFailure(error);
    }
    this.#cancelCheck = this.#open.size > 0 ? schedule(CHECK_MS, () => void this.#check()) : undefined;
  }

  #countOf(personId: string): number {
    return [...this.#open.values()].filter((stream) => stream.personId === personId).length;
  }
}
