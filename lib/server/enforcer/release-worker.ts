import type { Snapshot } from "@/lib/api/snapshot";
import { isLive, type Session } from "@/lib/domain/session";
import type { Schedule } from "@/lib/server/feed/schedule";
import {
  type ClaimedIntent,
  claimIntents,
  dropAbandonedClaims,
  makeDue,
  nextDueInMs,
  RENEW_CLAIMS_MS,
  renewClaims,
} from "@/lib/server/services/releases/claim-intents";
import { endTry } from "@/lib/server/services/releases/end-try";
import type { ChangedIntent } from "@/lib/server/services/releases/read-changed-intents";
import {
  RELEASE_TIMING,
  type ReleaseContext,
  type ReleaseTiming,
  tryRelease,
} from "@/lib/server/services/releases/try-release";
import { verifyEnded } from "@/lib/server/services/releases/verify-ended";
import type { Backbone } from "@/lib/server/services/service-context";
import { UpstreamPatience } from "./upstream-patience";

/** Requests to upstream that are under way at once. */
const AT_ONCE = 4;
/** What upstream says while many sessions are at it is told together. */
const TELL_SOON_MS = 100;
/** The database failed, or there was more to do than was seen. */
const LOOK_AGAIN_MS = 5_000;

type Options = Pick<Backbone, "database" | "upstream" | "feed" | "log" | "releases"> & {
  /** Names this server among those that share the database. */
  server: string;
  /** Monotonic, epoch ms. */
  now: () => number;
  /** From 0 to 1. */
  random: () => number;
  schedule: Schedule;
  timing?: ReleaseTiming;
};

/**
 * Carries out what was recorded to be released. Cadence: when something is due, as many at once as `AT_ONCE`, and when the
 * feed shows that a session has ended that upstream was asked to end. On failure: the database's is logged and looked at
 * again after five seconds; upstream's is the intent's, which is tried again later. Stops when told: what is under way is
 * brought to its end first, and what is not begun stays for the next server.
 */
export class ReleaseWorker {
  readonly #options: Options;
  readonly #ctx: ReleaseContext;
  readonly #patience: UpstreamPatience;
  readonly #inHand = new Map<number, { releaseId: string; carried: Promise<void> }>();
  #learned: Session[] = [];
  #learnedUses = new Map<string, { checkedAt: number; lastAt: number | null }>();
  #cancelTell: (() => void) | undefined;
  /** Of those that upstream was asked to end, the ones whose end no picture showed, which are looked up once. */
  readonly #lookedUp = new Set<string>();
  #filling: Promise<void> | undefined;
  #isWoken = false;
  #isStopped = false;
  #cancelWake: (() => void) | undefined;
  #cancelRenewal: (() => void) | undefined;
  #leave: (() => void) | undefined;
  #verifying: Promise<void> | undefined;
  readonly #unsubscribe: (() => void)[] = [];

  constructor(options: Options) {
    this.#options = options;
    this.#patience = new UpstreamPatience(options);
    this.#ctx = {
      timing: RELEASE_TIMING,
      ...options,
      learn: (session) => this.#learned.push(session),
      learnUse: (sessionId, use) => this.#learnedUses.set(sessionId, use),
      onAnswer: (kind, error) => this.#patience.hear(kind, error),
      heldMs: () => this.#patience.heldMs(),
    };
  }

  async start(): Promise<void> {
    const { database, feed, releases } = this.#options;
    await dropAbandonedClaims(database);
    this.#unsubscribe.push(
      releases.onTold(() => {
        this.#attend();
        this.#verify(feed.look());
        this.wake();
      }),
      feed.onPicture((snapshot) => this.#verify(snapshot)),
    );
    this.#attend();
    this.wake();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelWake?.();
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    await this.#filling;
    await Promise.all([...this.#inHand.values()].map(({ carried }) => carried));
    await this.#verifying;
    if (this.#cancelTell) this.#tell();
    this.#cancelRenewal?.();
    this.#leave?.();
  }

  /** Something may be due. */
  wake(): void {
    this.#isWoken = true;
    if (this.#isStopped) return;
    this.#filling ??= this.#fill().finally(() => {
      this.#filling = undefined;
      // It was woken when it had looked already.
      if (this.#isWoken) this.wake();
    });
  }

  async #fill(): Promise<void> {
    const { database, log, server } = this.#options;
    this.#cancelWake?.();
    try {
      while (this.#isWoken && !this.#isStopped) {
        this.#isWoken = false;
        const room = AT_ONCE - this.#inHand.size;
        if (room === 0) return;
        const heldMs = this.#patience.heldMs();
        if (heldMs > 0) return this.#wakeIn(heldMs);
        const claimed = await claimIntents(database, server, room, this.#countInHand());
        for (const intent of claimed) this.#take(intent);
        if (claimed.length === room) return;
      }
      const dueInMs = await nextDueInMs(database);
      if (dueInMs !== undefined) this.#wakeIn(dueInMs);
    } catch (err) {
      log.error({ err }, "could not look for what is to be released, and looks again soon");
      this.#wakeIn(LOOK_AGAIN_MS);
    }
  }

  #countInHand(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { releaseId } of this.#inHand.values()) counts.set(releaseId, (counts.get(releaseId) ?? 0) + 1);
    return counts;
  }

  #wakeIn(ms: number): void {
    if (this.#isStopped) return;
    this.#cancelWake?.();
    this.#cancelWake = this.#options.schedule(Math.min(ms, LOOK_AGAIN_MS) + 1, () => this.wake());
  }

  #take(intent: ClaimedIntent): void {
    const carried = this.#carryOut(intent).finally(() => {
      this.#inHand.delete(intent.id);
      this.#options.releases.tellSoon();
      this.#cancelTell ??= this.#options.schedule(TELL_SOON_MS, () => this.#tell());
      this.wake();
    });
    this.#inHand.set(intent.id, { releaseId: intent.releaseId, carried });
    this.#cancelRenewal ??= this.#armRenewal();
  }

  async #carryOut(intent: ClaimedIntent): Promise<void> {
    const { log } = this.#options;
    try {
      await endTry(this.#ctx, intent, await tryRelease(this.#ctx, intent));
    } catch (err) {
      // Its claim runs out, and then it is looked up again.
      log.error({ err, sessionId: intent.sessionId }, "a release could not be written down, and is looked at again");
    }
  }

  /** Pages hear of what upstream said, together with what else it said in this moment. */
  #tell(): void {
    const { feed } = this.#options;
    this.#cancelTell?.();
    this.#cancelTell = undefined;
    const [learned, uses] = [this.#learned, this.#learnedUses];
    this.#learned = [];
    this.#learnedUses = new Map();
    feed.learnAll(learned);
    const notes = [...uses].flatMap(([id, use]) => {
      const known = feed.find(id)?.activity;
      const isNews = (known?.checkedAt ?? 0) < use.checkedAt;
      return isNews ? [[id, { activity: { ...known, ...use, problem: undefined } }] as const] : [];
    });
    if (notes.length > 0) feed.note(notes);
    if (this.#inHand.size === 0) feed.expire();
  }

  #armRenewal(): () => void {
    return this.#options.schedule(RENEW_CLAIMS_MS, () => {
      const { database, server, log } = this.#options;
      this.#cancelRenewal = this.#inHand.size > 0 ? this.#armRenewal() : undefined;
      renewClaims(database, server, [...this.#inHand.keys()]).catch((err: unknown) =>
        log.warn({ err }, "could not renew the claims on what is being released"),
      );
    });
  }

  /** As long as something is to end the feed is asked for, whether anybody watches or not. */
  #attend(): void {
    const { feed, releases } = this.#options;
    const [open] = releases.openIntents();
    if (open) this.#leave ??= feed.attend();
    else {
      this.#leave?.();
      this.#leave = undefined;
      this.#lookedUp.clear();
    }
  }

  #verify(snapshot: Snapshot): void {
    if (this.#verifying || this.#isStopped) return;
    const { releases, log } = this.#options;
    const accepted = [...releases.openIntents()].filter(({ state }) => state === "verifying");
    if (accepted.length === 0) return;
    const sessions = new Map(snapshot.sessions.map((session) => [session.id, session]));
    const ended: ChangedIntent[] = [];
    const unknown: ChangedIntent[] = [];
    for (const intent of accepted) {
      const session = sessions.get(intent.sessionId);
      // What is no longer there has ended, as it seems: that is no verification.
      if (!session || session.isEndInferred) unknown.push(intent);
      else if (!isLive(session)) ended.push(intent);
    }
    if (snapshot.asOf !== null) this.#lookUp(unknown);
    if (ended.length === 0) return;
    const settled = ended.map(({ id, note }) => ({ id, releaseId: note.id }));
    this.#verifying = verifyEnded(this.#options, settled)
      .then(() => releases.tell())
      .catch((err: unknown) => log.error({ err }, "could not write down which sessions were released"))
      .finally(() => {
        this.#verifying = undefined;
      });
  }

  /** They ended while no server was there to see it, or too many did to look at each. */
  #lookUp(unknown: readonly ChangedIntent[]): void {
    const intents = unknown.filter(({ sessionId }) => !this.#lookedUp.has(sessionId));
    if (intents.length === 0) return;
    const { database, log } = this.#options;
    for (const { sessionId } of intents) this.#lookedUp.add(sessionId);
    makeDue(
      database,
      intents.map(({ id }) => id),
    )
      .then(() => this.wake())
      .catch((err: unknown) => log.error({ err }, "could not have sessions looked up that were asked to end"));
  }
}
