export type AttendPace = "busy" | "heartbeat";

/** The work that needs the feed without a page that watches. */
export class Attendants {
  readonly #all = new Set<{ pace: AttendPace }>();

  get isAny(): boolean {
    return this.#all.size > 0;
  }

  get isBusy(): boolean {
    return [...this.#all].some(({ pace }) => pace === "busy");
  }

  /** Gives what ends it. */
  add(pace: AttendPace): () => void {
    const attendant = { pace };
    this.#all.add(attendant);
    return () => this.#all.delete(attendant);
  }
}
