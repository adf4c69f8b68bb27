/** No transaction of ours that writes versions takes longer. */
const OVERLAP_MS = 10_000;

/**
 * From which version on a follower reads. Versions come from a sequence, and several servers commit them in any order:
 * what was read within the last seconds is read again, so that a lower version that was committed later is not missed.
 */
export class VersionCursor {
  readonly #isShared: boolean;
  /** What was seen within those seconds, in order. */
  #seen: { version: number; at: number }[] = [];
  #settled = 0;
  #newest = 0;

  /** @param isShared whether others write too; what one server alone writes commits in order */
  constructor(isShared: boolean) {
    this.#isShared = isShared;
  }

  saw(version: number, now: number): void {
    if (version <= this.#newest) return;
    this.#newest = version;
    if (this.#isShared) this.#seen.push({ version, at: now });
  }

  after(now: number): number {
    if (!this.#isShared) return this.#newest;
    for (let [first] = this.#seen; first && first.at <= now - OVERLAP_MS; [first] = this.#seen) {
      this.#settled = first.version;
      this.#seen.shift();
    }
    return this.#settled;
  }
}
