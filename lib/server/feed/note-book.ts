import { isOpenIntent } from "@/lib/domain/release";
import type { Session, SessionNotes } from "@/lib/domain/session";

/** What Keepwatch itself knows of sessions, to be shown with what upstream says of them. */
export class NoteBook {
  readonly #notes = new Map<string, SessionNotes>();
  /** Of each of upstream's sessions the one with its notes, which stays the same object as long as neither changes. */
  readonly #shown = new WeakMap<Session, { notes: SessionNotes; session: Session }>();
  #absent: ReadonlySet<string> = new Set();

  /** What is left out stays as it was; what is `undefined` goes. */
  set(id: string, part: SessionNotes): void {
    // What another server noted may have come with the session, and does not show through.
    const notes = { ...this.of(id), ...part };
    if (Object.values(notes).every((value) => value === undefined)) this.#notes.delete(id);
    else this.#notes.set(id, notes);
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

  /** Forgets what is said of sessions that were none of these twice in a row: one may be noted before it is seen. */
  keepOnly(ids: ReadonlyMap<string, unknown>): void {
    const absent = new Set([...this.#notes.keys()].filter((id) => !ids.has(id)));
    for (const id of absent) if (this.#absent.has(id)) this.#notes.delete(id);
    this.#absent = absent;
  }
}

const NO_NOTES: SessionNotes = {
  owner: undefined,
  activity: undefined,
  protection: undefined,
  release: undefined,
  warning: undefined,
};
