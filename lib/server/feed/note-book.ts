import { isOpenIntent } from "@/lib/domain/release";
import type { Session, SessionNotes } from "@/lib/domain/session";

/** What Keepwatch itself knows of sessions, to be shown with what upstream says of them. */
export class NoteBook {
  readonly #notes = new Map<string, SessionNotes>();
  /** Of each of upstream's sessions the one with its notes, which stays the same object as long as neither changes. */
  readonly #shown = new WeakMap<Session, { notes: SessionNotes; session: Session }>();

  /** What is left out stays as it was; what is `undefined` goes. */
  set(id: string, part: SessionNotes): void {
    this.#notes.set(id, { ...this.#notes.get(id), ...part });
  }

  of(id: string): SessionNotes {
    return this.#notes.get(id) ?? NO_NOTES;
  }

  /** The session as it is to be shown. */
  applyTo(session: Session): Session {
    const notes = this.of(session.id);
    const shown = this.#shown.get(session);
    if (shown?.notes === notes) return shown.session;
    const noted = { ...session, ...notes };
    this.#shown.set(session, { notes, session: noted });
    return noted;
  }

  /** Whether a release is on its way, so that sessions are about to end. */
  get isReleasing(): boolean {
    for (const { release } of this.#notes.values()) if (release && isOpenIntent(release.state)) return true;
    return false;
  }

  /** Forgets what is said of sessions that are none of these. */
  keepOnly(ids: ReadonlyMap<string, unknown>): void {
    for (const id of this.#notes.keys()) if (!ids.has(id)) this.#notes.delete(id);
  }
}

const NO_NOTES: SessionNotes = {
  owner: undefined,
  activity: undefined,
  protection: undefined,
  release: undefined,
  warning: undefined,
};
