import { SignedKeys } from "../session/signed-keys";

/** What a live-view link allows: to look at one tab (or whichever the session shows), or to use it as well. */
export type LiveViewGrant = {
  sessionId: string;
  /** Absent: whichever tab the session shows. */
  pageId: string | undefined;
  isReadOnly: boolean;
  expiresAt: number;
};

/** The keys in live-view links. They open no CDP connection, and what a link allows is in its key and not in its page. */
export class LiveViewKeys {
  readonly #keys: SignedKeys;

  constructor(apiKey: string) {
    this.#keys = new SignedKeys(apiKey, "live view keys");
  }

  issue({ sessionId, pageId = "", isReadOnly, expiresAt }: LiveViewGrant): string {
    return this.#keys.issue(sessionId, pageId, isReadOnly ? "look" : "use", String(expiresAt));
  }

  /** What a key allows, or allowed until it expired; undefined for one that was never issued. */
  read(key: string): LiveViewGrant | undefined {
    const [sessionId, pageId, mode, expiresAt] = this.#keys.read(key) ?? [];
    if (sessionId === undefined) return undefined;
    return { sessionId, pageId: pageId || undefined, isReadOnly: mode !== "use", expiresAt: Number(expiresAt) };
  }
}
