import { isLive, type Session } from "@/lib/domain/session";

/** A release that has not come true by then may be asked for again. */
const RELEASING_MS = 30_000;

/** Of which sessions a release is on its way, as far as this server knows. */
export class ReleasingMarks {
  readonly #now: () => number;
  /** When the release was asked for, by session. */
  readonly #since = new Map<string, number>();
  /** A marked session stays the same object from one picture to the next, as every other does. */
  readonly #marked = new WeakMap<Session, Session>();

  constructor(now: () => number) {
    this.#now = now;
  }

  get isEmpty(): boolean {
    return this.#since.size === 0;
  }

  add(id: string): void {
    this.#since.set(id, this.#now());
  }

  delete(id: string): void {
    this.#since.delete(id);
  }

  /** The session as it is to be shown. Its mark goes when it has ended or the release proves to be in vain. */
  applyTo(session: Session): Session {
    const since = this.#since.get(session.id);
    if (since === undefined) return session;
    if (!isLive(session) || this.#now() - since >= RELEASING_MS) {
      this.#since.delete(session.id);
      return session;
    }
    const marked = this.#marked.get(session) ?? { ...session, releasing: true };
    this.#marked.set(session, marked);
    return marked;
  }
}
