/** The most recent messages; with bodies of at most 2 kB, a session's log takes some 2 MB at the most. */
const KEPT_MESSAGES = 1_000;

/** One client connection, as far as its messages need it: ids and CDP sessions mean something within it only. */
export type TrafficSource = {
  /** Page numbers by the CDP session that is attached to the page. */
  readonly pageIds: ReadonlyMap<string, number>;
};

/** A CDP message as it passed. Long ones keep their beginning and their end; what lies between is not stored. */
export type TrafficMessage = {
  timestamp: number;
  from: "client" | "browser";
  source: TrafficSource;
  head: string;
  tail: string;
};

/** A session's CDP traffic: a ring that forgets the oldest message for every one too many. */
export class TrafficLog {
  readonly #ring: TrafficMessage[] = [];
  /** Where the oldest message lies, once the ring is full. */
  #oldest = 0;
  /** Pages are numbered in the order in which clients first attach to them. */
  readonly #pageIds = new Map<string, number>();

  record(message: TrafficMessage): void {
    if (this.#ring.length < KEPT_MESSAGES) {
      this.#ring.push(message);
      return;
    }
    this.#ring[this.#oldest] = message;
    this.#oldest = (this.#oldest + 1) % KEPT_MESSAGES;
  }

  get size(): number {
    return this.#ring.length;
  }

  messages(): TrafficMessage[] {
    return [...this.#ring.slice(this.#oldest), ...this.#ring.slice(0, this.#oldest)];
  }

  pageIdOf(targetId: string): number {
    const pageId = this.#pageIds.get(targetId) ?? this.#pageIds.size;
    this.#pageIds.set(targetId, pageId);
    return pageId;
  }
}
