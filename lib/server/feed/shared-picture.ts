import type { Session } from "@/lib/domain/session";
import type { FeedHub } from "./feed-hub";
import type { FeedShare, Patience, SharedUpdate } from "./feed-share";
import type { Picture } from "./picture";

/** That a session was removed stays written down for twice as long. */
const TRUST_MS = 5 * 60_000;

type Options = {
  share: FeedShare;
  now: () => number;
  picture: Picture;
  hub: FeedHub;
  /** Names this server among the others. */
  server: string;
  /** What whoever asks next has to know. */
  patience: () => Patience;
  /** The picture was told of what was written down so long ago, by this server itself or by another one. */
  onUpdate: (update: { ageMs: number; isOthers: boolean; patience: Patience | undefined }) => void;
  /** Another server wishes that upstream be asked again. */
  onWish: () => void;
  onFailure: (error: unknown) => void;
};

/**
 * Keeps this server's picture and that of the others the same: tells them what it sees while it is the one that asks
 * upstream, and learns from them while it is not. While the database fails, or does not answer in time, nobody asks,
 * since somebody else might.
 */
export class SharedPicture {
  readonly #options: Options;
  #isOurs = false;
  #wishes: number | undefined;
  /** The picture that the others were told of last, by this server's own numbers. */
  #toldId: string | undefined;
  /** What was read last of what the server that asks wrote. */
  #readId: string | undefined;
  #readAt = Number.NEGATIVE_INFINITY;
  #read: ReadonlyMap<string, Session> = new Map();
  #syncing: Promise<boolean> | undefined;
  #telling: Promise<void> | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Whether it is for this server to ask upstream now. Otherwise the picture is the other's. Never rejects. */
  sync(): Promise<boolean> {
    this.#syncing ??= this.#sync().finally(() => {
      this.#syncing = undefined;
    });
    return this.#syncing;
  }

  /** As of the last `sync`, which may be seconds ago. */
  get isOurs(): boolean {
    return this.#isOurs;
  }

  /** Tells the others what they do not know yet. Never rejects; what could not be told is told the next time. */
  async tell(): Promise<void> {
    await this.#telling;
    this.#telling ??= this.#tell().finally(() => {
      this.#telling = undefined;
    });
    await this.#telling;
  }

  /** Nobody watches here. */
  async resign(): Promise<void> {
    if (!this.#isOurs) return;
    this.#isOurs = false;
    await this.#options.share.resign().catch(this.#options.onFailure);
  }

  /** The server that asks is to ask again. */
  wish(): void {
    if (!this.#isOurs) this.#options.share.wish().catch(this.#options.onFailure);
  }

  async #sync(): Promise<boolean> {
    try {
      const { isOurs, wishes } = await this.#options.share.claim();
      // Before it asks for the first time, a server learns what the one before it saw: it is to know whom to miss.
      if (!isOurs || !this.#isOurs) await this.#follow();
      if (isOurs && this.#wishes !== undefined && wishes !== this.#wishes) this.#options.onWish();
      if (isOurs && !this.#isOurs) this.#toldId = undefined;
      this.#wishes = wishes;
      this.#isOurs = isOurs;
    } catch (error) {
      this.#isOurs = false;
      this.#options.onFailure(error);
    }
    return this.#isOurs;
  }

  async #follow(): Promise<void> {
    const { share, now, server, onUpdate } = this.#options;
    const isRecent = now() - this.#readAt < TRUST_MS;
    const update = await share.read(isRecent ? this.#readId : undefined);
    this.#readAt = now();
    if (!update) return;
    this.#readId = update.id;
    this.#read = apply(this.#read, update);
    this.#options.picture.takeShared(this.#read, update);
    const { asker, patience } = update.facts;
    onUpdate({ ageMs: update.ageMs, isOthers: asker !== server, patience });
  }

  async #tell(): Promise<void> {
    const { hub, share, picture, server, patience, onFailure } = this.#options;
    if (!this.#isOurs) return;
    const { id } = hub;
    const known = this.#toldId === undefined ? undefined : hub.since(this.#toldId);
    const { sessions, ...shown } = picture.toSnapshot();
    const facts = { ...shown, asker: server, patience: patience() };
    const news = known?.event === "delta" ? known.data : { changed: [], removed: [] };
    const change = known
      ? { changed: news.changed, removed: news.removed, isWhole: false, facts }
      : { changed: sessions, removed: [], isWhole: true, facts };
    try {
      this.#isOurs = await share.publish(change);
      this.#toldId = this.#isOurs ? id : undefined;
    } catch (error) {
      onFailure(error);
    }
  }
}

function apply(known: ReadonlyMap<string, Session>, { isWhole, changed, removed }: SharedUpdate) {
  const next = new Map(isWhole ? [] : known);
  for (const id of removed) next.delete(id);
  for (const session of changed) next.set(session.id, session);
  return next;
}
