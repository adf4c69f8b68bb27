/** The part of the Web Locks API that is used, so that tests can stand in for a browser. */
export type Locks = Pick<LockManager, "request">;

type Options = {
  locks: Locks;
  /** Tabs that queue for the same name are led by one of them. */
  name: string;
  onLead: () => void;
  /** Another tab leads now, because this one was silent. */
  onOverthrown: () => void;
};

/**
 * Makes one of a browser's tabs the leader: whoever holds the lock. The browser passes it on to the next in the queue
 * when its holder leaves, closes or crashes. A holder that is frozen keeps it, so whoever misses it may `usurp`.
 */
export class Leadership {
  #options: Options;
  /** Ends this tab's place in the queue, or its lead. */
  #place: AbortController | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  enter(): void {
    if (!this.#place) this.#take({});
  }

  leave(): void {
    this.#place?.abort();
    this.#place = undefined;
  }

  /** Takes the lead from whoever has it. */
  usurp(): void {
    this.leave();
    this.#take({ steal: true });
  }

  #take({ steal = false }: { steal?: boolean }): void {
    const place = new AbortController();
    this.#place = place;
    const { locks, name, onLead, onOverthrown } = this.#options;
    const lead = () =>
      new Promise<void>((resolve) => {
        if (place.signal.aborted) return resolve();
        place.signal.addEventListener("abort", () => resolve());
        onLead();
      });
    // A signal may not go together with `steal`, which waits for nobody.
    locks.request(name, steal ? { steal } : { signal: place.signal }, lead).catch((error: unknown) => {
      if (place.signal.aborted) return;
      // A browser that refuses locks: each tab leads for itself.
      if (!isAbort(error)) return onLead();
      this.#place = undefined;
      onOverthrown();
      this.enter();
    });
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}
