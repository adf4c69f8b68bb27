import type { Session } from "@/lib/domain/session";
import type { FeedShare, SharedChange } from "@/lib/server/feed/feed-share";

const LEASE_MS = 6_000;

/** What servers share, without a database: who has the claim, what was written, and a setting. */
export class MemoryShare {
  holder: string | undefined;
  ownerKey: string | null = null;
  failure: Error | undefined;
  /** Whoever claims waits for it while set. */
  gate: Promise<void> | undefined;
  claims = 0;
  readonly #now: () => number;
  #expiresAt = 0;
  #wishes = 0;
  #epoch = 0;
  #version = 0;
  #written: (SharedChange & { at: number }) | undefined;
  #sessions = new Map<string, { version: number; session: Session | undefined }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** As one of the servers sees it. */
  of(server: string): FeedShare {
    const share: FeedShare = {
      claim: async () => {
        const isFree = this.holder === undefined || this.holder === server || this.#now() > this.#expiresAt;
        if (isFree) this.#grant(server);
        return { isOurs: isFree, wishes: this.#wishes };
      },
      resign: async () => {
        if (this.holder === server) this.holder = undefined;
      },
      publish: async (change) => {
        if (this.holder !== server) return false;
        this.#write(change);
        return true;
      },
      read: async (after) => this.#readSince(after),
      wish: async () => {
        this.#wishes += 1;
      },
    };
    return {
      ...share,
      claim: async () => {
        this.claims += 1;
        await this.gate;
        if (this.failure) throw this.failure;
        return share.claim();
      },
    };
  }

  #grant(server: string): void {
    this.holder = server;
    this.#expiresAt = this.#now() + LEASE_MS;
  }

  #write(change: SharedChange): void {
    this.#epoch += change.isWhole ? 1 : 0;
    this.#version = change.isWhole ? 1 : this.#version + 1;
    if (change.isWhole) this.#sessions.clear();
    const version = this.#version;
    for (const session of change.changed) this.#sessions.set(session.id, { version, session });
    for (const id of change.removed) this.#sessions.set(id, { version, session: undefined });
    this.#written = { ...change, at: this.#now() };
  }

  #readSince(after: string | undefined) {
    const [epoch, version] = after?.split(".").map(Number) ?? [];
    const isWhole = epoch !== this.#epoch;
    if (!this.#written || (!isWhole && version === this.#version)) return undefined;
    const rows = [...this.#sessions].filter(([, row]) => isWhole || row.version > (version ?? 0));
    const now = this.#now();
    const { facts, at } = this.#written;
    const upstreamNow = facts.now + now - at;
    return {
      id: `${this.#epoch}.${this.#version}`,
      changed: rows.flatMap(([, { session }]) => session ?? []),
      removed: rows.flatMap(([id, { session }]) => (session ? [] : [id])),
      isWhole,
      facts,
      ageMs: now - at,
      clockSample: { sentAt: now, receivedAt: now, earliest: upstreamNow, latest: upstreamNow },
    };
  }
}
