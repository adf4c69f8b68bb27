import type { Session } from "@/lib/domain/session";
import { AppError } from "@/lib/server/errors";
import { FakeUpstream } from "@/lib/server/feed/testing/fake-upstream";
import type { LogFacts } from "@/lib/server/upstream/log-spells";
import type { Answer, Upstream } from "@/lib/server/upstream/upstream";

/** What a request to release does: ends the session, or not, and answers, or fails. */
type Reaction = { ends?: boolean; fails?: AppError };

const ACCEPTS: Reaction = { ends: true };

/** An upstream whose sessions end when they are asked to, unless a test says otherwise. */
export class ReleasingUpstream extends FakeUpstream implements Upstream {
  /** The sessions that were asked to end, one entry a request. */
  readonly asked: string[] = [];
  readonly #reactions = new Map<string, Reaction[]>();
  readonly lastActivities = new Map<string, number | null | AppError>();
  /** Requests to release wait for it while set. */
  releaseGate: Promise<void> | undefined;
  /** And readings of logs for this. */
  logGate: (() => Promise<void>) | undefined;
  /** When it is, for what ends. */
  now: () => number = Date.now;

  /** What the first requests for this session do, one after the other; later ones end it. */
  react(id: string, ...reactions: Reaction[]): void {
    this.#reactions.set(id, reactions);
  }

  async releaseSession(id: string): Promise<Answer<Session>> {
    this.asked.push(id);
    await this.releaseGate;
    const session = this.sessions.find((candidate) => candidate.id === id);
    if (!session) throw new AppError("not_found", `Session ${id} not found.`);
    const { ends = false, fails } = this.#reactions.get(id)?.shift() ?? ACCEPTS;
    if (ends) this.end(id);
    if (fails) throw fails;
    // As Browserbase: it answers before the session is over.
    return { value: session, clockSamples: this.clockSamples };
  }

  override async lastActivity(id: string): Promise<Answer<LogFacts>> {
    await this.logGate?.();
    const lastAt = this.lastActivities.get(id) ?? null;
    if (lastAt instanceof AppError) throw lastAt;
    return { value: { firstAt: lastAt, lastAt, silences: [] }, clockSamples: [] };
  }

  end(id: string, endedAt = this.now()): void {
    this.sessions = this.sessions.map((session) =>
      session.id === id && session.status === "RUNNING" ? { ...session, status: "COMPLETED", endedAt } : session,
    );
  }

  createSession(): Promise<never> {
    return Promise.reject(new Error("not here"));
  }

  liveViewUrl(): Promise<never> {
    return Promise.reject(new Error("not here"));
  }

  connectUrl(): Promise<never> {
    return Promise.reject(new Error("not here"));
  }
}
